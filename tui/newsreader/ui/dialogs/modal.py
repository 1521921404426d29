"""Base classes of the dialogs. A dialog closes only once, however fast keys arrive."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.events import Click
from textual.screen import ModalScreen, Screen

__all__ = ["CommandPaletteDialog", "Modal"]

Answer = TypeVar("Answer")


class _ClosesOnce(Screen[Answer], Generic[Answer]):
    """A screen that ignores `dismiss` once it is closed.

    On a busy machine, keys queue up in the screen where they were pressed. A second Enter or Escape would close the
    screen below too, or end the program.
    """

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Modal(ModalScreen[Answer], _ClosesOnce[Answer], Generic[Answer]):
    """A dialog over the reader. Its one child has the class `box`."""

    DEFAULT_CSS = """
    Modal {
        align: center middle;
    }

    Modal > .box, Modal > .box:focus {
        min-width: 20;
        max-width: 95%;
        height: auto;
        max-height: 90%;
        border: round $accent;
        background: $surface;
    }
    """

    def on_click(self, event: Click) -> None:
        """Close the dialog on a click outside its box."""
        if event.widget is self:
            self.action_back()

    def action_back(self) -> None:
        """Close the dialog without an answer."""
        self.dismiss(None)


class CommandPaletteDialog(CommandPalette, _ClosesOnce[None]):
    """The command palette."""
