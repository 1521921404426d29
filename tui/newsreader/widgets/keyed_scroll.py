"""What the list and the text share: a view that keys move, at once and without sliding."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.scroll_view import ScrollView

__all__ = ["KeyedScroll"]


class KeyedScroll(ScrollView, can_focus=True):
    """A view with the keys that readers expect: j and k, pages, the two ends, and g twice for the top."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Down", show=False, id="down"),
        Binding("k,up", "step(-1)", "Up", show=False, id="up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="page.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="page.up"),
        Binding("home", "top", "Top", show=False, id="top"),
        Binding("end,G", "bottom", "Bottom", show=False, id="bottom"),
        Binding("g", "start_of_g", "Top", show=False, id="top.g", key_display="g g"),
    ]

    _g_pressed = False

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

    def action_start_of_g(self) -> None:
        """The second g in a row goes to the beginning."""
        if self._g_pressed:
            self.action_top()
        self._g_pressed = not self._g_pressed

    def on_key(self, event: events.Key) -> None:
        if event.key != "g":
            self._g_pressed = False

    def on_blur(self) -> None:
        self._g_pressed = False

    def _scroll(self, y: int) -> None:
        # Forced: that there is a scroll bar is only known after the next layout.
        self.scroll_to(y=max(y, 0), animate=False, force=True)
