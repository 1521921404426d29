"""What the list and the text share: a view that keys move, at once and without sliding."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.scroll_view import ScrollView

__all__ = ["KeyedScroll"]


class KeyedScroll(ScrollView, can_focus=True, inherit_bindings=False):
    """A view with the keys that readers expect: j and k, pages, the two ends; Textual's own would be in their way."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Down", show=False, id="down"),
        Binding("k,up", "step(-1)", "Up", show=False, id="up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="page.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="page.up"),
        Binding("home,g g", "top", "Top", show=False, id="top"),
        Binding("end,G", "bottom", "Bottom", show=False, id="bottom"),
    ]

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What lines pass through: nothing, as a rule.

        Textual's own filter puts colours in the place of dim words and of the terminal's named colours. List and text
        have neither (see `Palette`), and it looks at every piece of every line.
        """
        return super().get_line_filters() if self.app.no_color else []

    @abstractmethod
    def action_step(self, count: int) -> None:
        """Go down by `count` lines or rows, up for a negative one."""

    @abstractmethod
    def action_page(self, pages: int) -> None:
        """Go down by `pages`, up for a negative number."""

    @abstractmethod
    def action_top(self) -> None:
        """Go to the beginning."""

    @abstractmethod
    def action_bottom(self) -> None:
        """Go to the end."""

    @abstractmethod
    def action_place(self, number: int) -> None:
        """Go to the row, or the paragraph, of this number, from 1; to the last there is if there are fewer."""

    def _scroll(self, y: int) -> None:
        # Forced: that there is a scroll bar is only known after the next layout.
        self.scroll_to(y=max(y, 0), animate=False, force=True)
