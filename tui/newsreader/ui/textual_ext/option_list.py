"""What insight and sources share: a list of rows with the keys of the list of articles and the text."""

from __future__ import annotations

from bisect import bisect_left
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.widgets import OptionList

from newsreader.ui.textual_ext.scroll_view import KeyedScroll

__all__ = ["KeyedOptions"]


class KeyedOptions(OptionList, inherit_bindings=False):
    """Rows of which some can be chosen. Keys of Textual's own would take those that a reader gives to other things."""

    DEFAULT_CSS = """
    KeyedOptions {
        height: 1fr;
        border: none;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        background: $surface;

        &:focus { border: none; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = KeyedScroll.BINDINGS

    async def on_click(self, event: events.Click) -> None:
        if event.button != 1:
            event.prevent_default()  # the other buttons choose nothing

    def action_step(self, count: int) -> None:
        """Go down by `count` rows that can be chosen, up for a negative number; a single step goes round the ends."""
        if abs(count) == 1 or self.highlighted is None:
            self.action_cursor_down() if count > 0 else self.action_cursor_up()
        else:
            rows = self._rows_to_choose()
            at = bisect_left(rows, self.highlighted) + count
            self.highlighted = rows[min(max(at, 0), len(rows) - 1)] if rows else None

    def action_page(self, pages: int) -> None:
        """Go down by `pages`, up for a negative number."""
        for _ in range(min(abs(pages), self.option_count)):
            turn = self.action_page_down if pages > 0 else self.action_page_up
            turn()  # type: ignore[no-untyped-call]  # as Textual leaves it

    def action_top(self) -> None:
        """Go to the first row that can be chosen."""
        self.action_first()

    def action_bottom(self) -> None:
        """Go to the last row that can be chosen."""
        self.action_last()

    def action_place(self, number: int) -> None:
        """Go to the row of this number, from 1, among those that can be chosen; to the last if there are fewer."""
        rows = self._rows_to_choose()
        if rows:
            self.highlighted = rows[min(number, len(rows)) - 1]

    def _rows_to_choose(self) -> list[int]:
        return [at for at, option in enumerate(self.options) if not option.disabled]
