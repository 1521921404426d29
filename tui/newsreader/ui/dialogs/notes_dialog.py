"""The dialog that lists and searches all notes, latest first."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from newsreader.library.store import Library
from newsreader.model.note import Note
from newsreader.ui.dialogs.modal import Modal
from newsreader.ui.textual_ext.cell_width import cut

__all__ = ["NotesDialog"]

LONGEST = 160
"""The most cells of a note's quote that are listed."""


class NotesDialog(Modal[Note | None]):
    """Lists notes. The result is the chosen note, or None after Escape."""

    DEFAULT_CSS = """
    #notes {
        width: 90;
        height: 80%;
    }

    #notes-list {
        height: 1fr;
        min-width: 20;
        border: none;
    }
    """

    BINDINGS = [
        Binding("escape", "dismiss(None)", "Back", key_display="Esc"),
        Binding("down", "cursor(1)", "Down", show=False, priority=True),
        Binding("up", "cursor(-1)", "Up", show=False, priority=True),
        Binding("enter", "open", "Open", show=False, priority=True),
        Binding("ctrl+d", "drop", "Delete", show=False, priority=True),
    ]

    def __init__(self, library: Library, drop: Callable[[int], None], none: str) -> None:
        """Call `drop` with the id of a note to delete it. Show the sentence `none` if the library holds no notes."""
        super().__init__()
        self._library = library
        self._drop = drop
        self._none = none
        self._dropped: set[int] = set()
        self._notes: list[Note] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="notes", classes="box"):
            yield Input(compact=True, placeholder="Search the notes", id="notes-words")
            yield OptionList(id="notes-list", markup=False)

    def on_mount(self) -> None:
        box = self.query_one("#notes")
        box.border_title = "Notes"
        box.border_subtitle = (
            "Enter: open · [@click=screen.drop]Ctrl-D: delete[/] · [@click=screen.dismiss(None)]Esc: close[/]"
        )
        self.query_one(Input).focus()
        self.fill("")

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        event.stop()
        self.fill(event.value)

    def fill(self, words: str) -> None:
        """List the notes that contain `words`."""
        self._notes = [note for note in self._library.all_notes(words) if note.id not in self._dropped]
        rows = self.query_one(OptionList)
        rows.clear_options()
        for note in self._notes:
            row = Content(f"“{cut(' '.join(note.quote.split()), LONGEST)}”")
            if note.words:
                row += Content("\n") + Content.styled(note.words, "bold $text-accent")
            row += Content.styled(f"\n{note.title or 'Untitled'} · {note.made:%Y-%m-%d}", "dim")
            rows.add_option(Option(row, id=str(note.id)))
        if not self._notes:
            sentence = "No notes found." if words.strip() else self._none
            rows.add_option(Option(Content.styled(sentence, "dim"), disabled=True))
        rows.action_first()

    def chosen(self) -> Note | None:
        """Return the note under the cursor."""
        at = self.query_one(OptionList).highlighted
        return self._notes[at] if self._notes and at is not None else None

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    def action_cursor(self, by: int) -> None:
        """Go to the next note, or to the previous one with -1."""
        rows = self.query_one(OptionList)
        rows.action_cursor_down() if by > 0 else rows.action_cursor_up()

    def action_open(self) -> None:
        """Open the article of the note under the cursor."""
        if (note := self.chosen()) is not None:
            self.dismiss(note)

    def action_drop(self) -> None:
        """Delete the note under the cursor."""
        if (note := self.chosen()) is not None:
            self._drop(note.id)
            self._dropped.add(note.id)
            self.fill(self.query_one(Input).value)
