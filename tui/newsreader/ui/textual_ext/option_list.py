"""An option list with the keys of the article list and the text: the base of the insight pane and the source list."""

from __future__ import annotations

from bisect import bisect_left
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.widgets import OptionList

from newsreader.ui.textual_ext.scroll_view import KeyedScroll

__all__ = ["KeyedOptions"]


class KeyedOptions(OptionList, inherit_bindings=False):
    """An option list without Textual's own keys, which users may bind to other actions."""

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
            event.prevent_default()  # only the left button selects

    def action_step(self, count: int) -> None:
        """Move down by `count` selectable rows, up if negative. A single step wraps around at the ends."""
        if abs(count) == 1 or self.highlighted is None:
            self.action_cursor_down() if count > 0 else self.action_cursor_up()
        else:
            rows = self._selectable_rows()
            at = bisect_left(rows, self.highlighted) + count
            self.highlighted = rows[min(max(at, 0), len(rows) - 1)] if rows else None

    def action_page(self, pages: int) -> None:
        """Move down by `pages`, up if negative."""
        for _ in range(min(abs(pages), self.option_count)):
            turn = self.action_page_down if pages > 0 else self.action_page_up
            turn()  # type: ignore[no-untyped-call]  # Textual leaves them untyped

    def action_top(self) -> None:
        """Go to the first selectable row."""
        self.action_first()

    def action_bottom(self) -> None:
        """Go to the last selectable row."""
        self.action_last()

    def action_place(self, number: int) -> None:
        """Go to the selectable row with this number, from 1, or to the last one."""
        rows = self._selectable_rows()
        if rows:
            self.highlighted = rows[min(number, len(rows)) - 1]

    def _selectable_rows(self) -> list[int]:
        return [at for at, option in enumerate(self.options) if not option.disabled]
