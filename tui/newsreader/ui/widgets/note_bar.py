"""The lines under the text in which a note is written."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from newsreader.ui.textual_ext.text_button import TextButton

__all__ = ["NoteBar"]


class NoteBar(Vertical):
    """Asks for the words of a note on what is lit in the text."""

    DEFAULT_CSS = """
    NoteBar {
        height: auto;
        background: $panel;

        & > Input { width: 1fr; }
        & > #note-keys { height: auto; }
    }
    """

    BINDINGS = [
        Binding("escape", "end", "Back", tooltip="Back without a note", priority=True, id="note.end"),
        Binding("down", "step(1)", "Next sentence", tooltip="Next sentence", priority=True, id="note.next"),
        Binding("up", "step(-1)", "Previous sentence", tooltip="Previous sentence", priority=True, id="note.previous"),
        Binding("ctrl+d", "drop", "Take away", tooltip="Take the note away", priority=True, id="note.drop"),
    ]

    @dataclass
    class Stepped(Message):
        """Another sentence is meant, `by` sentences away."""

        by: int

    @dataclass
    class Taken(Message):
        """The note is written; `words` may be empty: then it only highlights."""

        words: str

    class Dropped(Message):
        """The note is to be taken away."""

    class Ended(Message):
        """There is to be no note, or none other than before."""

    def __init__(self, words: str, *, kept: bool, id: str) -> None:
        """`words` stand there to begin with; `kept` is set for a note that is in the library already."""
        super().__init__(id=id)
        self._input = Input(
            words, compact=True, select_on_focus=False, placeholder="A note, or nothing", id="note-words"
        )
        self._kept = kept

    def compose(self) -> ComposeResult:
        yield self._input
        with Horizontal(id="note-keys"):
            if self._kept:
                yield TextButton("Ctrl-D takes it away", self.action_drop, id="note-drop")
            else:
                yield TextButton("↑ previous sentence", lambda: self.action_step(-1), id="note-previous")
                yield TextButton("↓ next sentence", lambda: self.action_step(1), id="note-next")
            yield TextButton("Enter keeps it", self.take, id="note-take")
            yield TextButton("Esc goes back", self.action_end, id="note-end")

    def go_in(self) -> None:
        """Take the keys."""
        self._input.focus()

    @on(Input.Submitted)
    def take_typed(self, event: Input.Submitted) -> None:
        event.stop()
        self.take()

    def take(self) -> None:
        """The note is written."""
        self.post_message(self.Taken(self._input.value.strip()))

    def action_step(self, by: int) -> None:
        """Another sentence."""
        if not self._kept:
            self.post_message(self.Stepped(by))

    def action_drop(self) -> None:
        """Take the note away."""
        if self._kept:
            self.post_message(self.Dropped())

    def action_end(self) -> None:
        """Go back."""
        self.post_message(self.Ended())
