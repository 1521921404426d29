"""The bar under the text that takes a note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from newsreader.ui.keys import pane_bindings
from newsreader.ui.textual_ext.text_button import TextButton

__all__ = ["NoteBar"]


class NoteBar(Vertical):
    """Takes the words of a note on the highlighted passage."""

    DEFAULT_CSS = """
    NoteBar {
        height: auto;
        background: $panel;

        & > Input { width: 1fr; }
        & > #note-keys { height: auto; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = pane_bindings.NOTE

    @dataclass
    class Stepped(Message):
        """The user chose another sentence, `by` sentences away."""

        by: int

    @dataclass
    class Taken(Message):
        """The note is finished. If `words` is empty, it only highlights."""

        words: str

    class Dropped(Message):
        """The user deleted the note."""

    class Ended(Message):
        """The user cancelled: nothing changes."""

    def __init__(self, words: str, *, kept: bool, id: str) -> None:
        """Start with `words`. `kept` says whether the note is in the library already."""
        super().__init__(id=id)
        self._input = Input(
            words, compact=True, select_on_focus=False, placeholder="A note (optional)", id="note-words"
        )
        self._kept = kept

    def compose(self) -> ComposeResult:
        yield self._input
        with Horizontal(id="note-keys"):
            if self._kept:
                yield TextButton("Ctrl-D: delete", self.action_drop, id="note-drop")
            else:
                yield TextButton("↑: previous sentence", lambda: self.action_step(-1), id="note-previous")
                yield TextButton("↓: next sentence", lambda: self.action_step(1), id="note-next")
            yield TextButton("Enter: save", self.take, id="note-take")
            yield TextButton("Esc: cancel", self.action_end, id="note-end")

    def go_in(self) -> None:
        """Focus the bar."""
        self._input.focus()

    @on(Input.Submitted)
    def take_typed(self, event: Input.Submitted) -> None:
        event.stop()
        self.take()

    def take(self) -> None:
        """Finish the note."""
        self.post_message(self.Taken(self._input.value.strip()))

    def action_step(self, by: int) -> None:
        """Choose another sentence."""
        if not self._kept:
            self.post_message(self.Stepped(by))

    def action_drop(self) -> None:
        """Delete the note."""
        if self._kept:
            self.post_message(self.Dropped())

    def action_end(self) -> None:
        """Cancel."""
        self.post_message(self.Ended())
