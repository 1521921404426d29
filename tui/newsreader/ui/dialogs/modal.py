"""Boxes over the reader that close once, however fast the keys come."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.events import Click
from textual.screen import ModalScreen, Screen

__all__ = ["CommandPaletteDialog", "Modal"]

Answer = TypeVar("Answer")


class _ClosesOnce(Screen[Answer], Generic[Answer]):
    """A screen that cannot be closed again once it is.

    Keys that come while the machine is busy wait in the screen that they were pressed on. A second Enter or Escape
    among them would close what lies below, and end the program where that is the last.
    """

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Modal(ModalScreen[Answer], _ClosesOnce[Answer], Generic[Answer]):
    """A box over the reader that asks or tells something: its one child, with the class `box`."""

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
        """A click beside the box closes it."""
        if event.widget is self:
            self.action_back()

    def action_back(self) -> None:
        """Close it without an answer."""
        self.dismiss(None)


class CommandPaletteDialog(CommandPalette, _ClosesOnce[None]):
    """All commands, by name."""
