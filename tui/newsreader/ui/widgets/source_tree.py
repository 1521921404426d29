"""The source list: one row for each list, folders that fold, counts on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from newsreader.ui.keys import pane_bindings
from newsreader.ui.textual_ext.cell_width import cut, printable, width
from newsreader.ui.textual_ext.option_list import KeyedOptions

if TYPE_CHECKING:
    from newsreader.ui.widgets.source_rows import SourceRow

__all__ = ["SourceTree"]

_ARROW = 3
"""The columns at the left where a click folds a folder."""


class SourceTree(KeyedOptions):
    """Shows the rows of the source list. The screen provides them."""

    BINDINGS: ClassVar[list[BindingType]] = pane_bindings.SOURCES

    @dataclass
    class Chosen(Message):
        """The user chose the list of a row."""

        row: SourceRow

    @dataclass
    class Folded(Message):
        """The user folded or unfolded a row."""

        row: SourceRow

    @dataclass
    class Forgotten(Message):
        """The user deleted the saved search of a row."""

        row: SourceRow

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._rows: Sequence[SourceRow] = ()
        self._current = ""

    def show(self, rows: Sequence[SourceRow], current: str) -> None:
        """Show `rows`. The cursor stays on its row if it is still there. `current` is the key of the open list."""
        if (rows, current) != (self._rows, self._current):
            self._rows, self._current = rows, current
            self._fill()

    @property
    def row(self) -> SourceRow | None:
        """The row under the cursor."""
        return self._rows[self.highlighted] if self.highlighted is not None else None

    def on_resize(self) -> None:
        self._fill()

    def _fill(self) -> None:
        option = self.highlighted_option
        kept = self._current if option is None else option.id
        room, scroll = self.scrollable_content_region.width, self.scroll_offset
        self.clear_options()
        self.add_options(Option(self._line(row, room), id=row.key) for row in self._rows)
        keys = [row.key for row in self._rows]
        if kept in keys:
            self.highlighted = keys.index(kept)
        self.scroll_to(y=scroll.y, animate=False)

    def _line(self, row: SourceRow, room: int) -> Content:
        mark = " " if row.open is None else "▾" if row.open else "▸"
        head = f"{'  ' * row.depth}{mark} "
        count = f" {row.count}" if row.count else ""
        ill = " !" if row.ill else ""
        words = max(room - width(head) - len(count) - len(ill), 1)
        name = cut(printable(row.name), words)
        style = "bold $text-accent" if row.key == self._current else "bold" if row.open is not None else ""
        gap = " " * max(words - width(name), 0)
        content = Content(head) + Content.styled(name, style) + Content.styled(ill, "$text-error") + Content(gap)
        return content + Content.styled(count, "dim" if row.key in ("all", "starred") else "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self._rows[event.option_index]
        self.post_message(self.Folded(row) if row.view is None else self.Chosen(row))

    async def on_click(self, event: events.Click) -> None:
        index = event.style.meta.get("option")
        offset = event.get_content_offset(self)
        if event.button != 1 or index is None or offset is None:
            return
        if offset.x < _ARROW and self._rows[index].open is not None:
            event.stop()
            event.prevent_default()
            self.highlighted = index
            self.post_message(self.Folded(self._rows[index]))

    def action_fold(self) -> None:
        """Fold or unfold the folder under the cursor, or the folder of the row."""
        row = self.row
        if row is None:
            return
        above = [folder for folder in self._rows[: (self.highlighted or 0) + 1] if folder.open is not None]
        if row.open is None and row.depth and above:
            row = above[-1]
            self.highlighted = self._rows.index(row)
        if row.open is not None:
            self.post_message(self.Folded(row))

    def action_forget(self) -> None:
        """Delete the saved search under the cursor."""
        if self.row is not None:
            self.post_message(self.Forgotten(self.row))
