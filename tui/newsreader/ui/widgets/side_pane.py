"""A pane beside the text whose border can be dragged with the mouse."""

from __future__ import annotations

from textual import events
from textual.containers import Vertical
from textual.message import Message

__all__ = ["SidePane"]


class SidePane(Vertical):
    """A column with a border towards the text. Dragging the border posts messages with the new width."""

    ALLOW_SELECT = False

    class Dragged(Message):
        """The border was dragged to make `pane` `width` columns wide. `done` is set when the button is released."""

        def __init__(self, pane: SidePane, width: int, done: bool) -> None:
            super().__init__()
            self.pane = pane
            self.width = width
            self.done = done

        @property
        def control(self) -> SidePane:
            return self.pane

    def __init__(self, *, at_left: bool, id: str) -> None:
        """Put the border on the right if the pane is `at_left` of the text, else on the left."""
        super().__init__(id=id)
        self._at_left = at_left
        self._dragging = False

    def on_mouse_down(self, event: events.MouseDown) -> None:
        on_border = event.x == (self.outer_size.width - 1 if self._at_left else 0)
        if event.button == 1 and event.widget in (self, None) and on_border:
            event.stop()
            self._dragging = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragging:
            event.stop()
            self.post_message(self.Dragged(self, self._width_at(event), done=False))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._dragging:
            event.stop()
            self._dragging = False
            self.release_mouse()
            self.post_message(self.Dragged(self, self._width_at(event), done=True))

    def _width_at(self, event: events.MouseEvent) -> int:
        """Return the width of the pane with its border at the mouse."""
        column = int(event.screen_x)
        return column - self.region.x + 1 if self._at_left else self.region.right - column
