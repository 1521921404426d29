"""Notes on the open article: written, changed, deleted, and listed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from newsreader.model.analysis import Span
from newsreader.model.note import Note
from newsreader.ui.keys.keyed import keyed
from newsreader.ui.reader.article_controller import ArticleController
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.messages import NotesStored
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.pane_controller import PaneController

if TYPE_CHECKING:
    from newsreader.ui.widgets.note_bar import NoteBar

__all__ = ["NoteController"]


class NoteController:
    """Shows the notes in the text, and lines below it to write one in."""

    def __init__(self, context: ReaderContext, panes: PaneController, article: ArticleController) -> None:
        self._context = context
        self._panes = panes
        self._article = article
        self._notes: list[Note] | None = None
        self._span: Span | None = None
        self._changed: Note | None = None
        self.bar: NoteBar | None = None
        """The lines in which a note is written, while they are on the screen."""
        context.state.opened.connect(self._forget)
        context.state.settled.connect(self._show_once)
        context.listen(NotesStored, self.on_stored)

    # Writing a note

    async def write(self) -> None:
        """Write a note on the selected words, else on a sentence: at first the one on top of the screen."""
        if self._context.state.article is None or self.bar is not None:
            return
        self._article.settle()
        span = self._context.body.selected or self.sentence_at(self._context.body.position, 0)
        if span is None:
            self._context.notify("There is no text to note here.")
        else:
            await self._open(span, None)

    async def change(self, index: int) -> None:
        """Change one of the notes of the article."""
        if self.bar is None and self._notes is not None:
            note = self._notes[index]
            await self._open(Span(note.start, note.end), note)

    async def _open(self, span: Span, changed: Note | None) -> None:
        """Ask for the words of a new note on `span`, or for other words of the note `changed`."""
        from newsreader.ui.widgets.note_bar import NoteBar

        body = self._context.body
        self._span, self._changed = span, changed
        self._panes.go_to(Pane.BODY)
        self.bar = NoteBar(changed.words if changed else "", kept=changed is not None, id="noting")
        await self._context.mount(self.bar, "reading", after=body)
        self.bar.go_in()
        self._context.call_after_refresh(lambda: body.reveal(span, flash=False))  # it is highlighted as a note already
        self._paint()

    def sentence_at(self, offset: int, by: int) -> Span | None:
        """Return the sentence at `offset` of the text, or the one `by` sentences on; None in an empty text."""
        article, analysis = self._context.state.article, self._context.state.analysis
        if article is None:
            return None
        sentences = list(analysis.sentences) if analysis is not None else []
        if not sentences:
            from newsreader.language.document.paragraphs import find

            sentences = find(article.text)
        at = max(bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1, 0)
        if not by and at + 1 < len(sentences) and sentences[at].start < offset:
            at += 1  # a sentence that starts above the screen is not the one that the user sees first
        return sentences[min(max(at + by, 0), len(sentences) - 1)] if sentences else None

    def step(self, by: int) -> None:
        """Note another sentence instead."""
        if self._span is not None:
            self._span = self.sentence_at(self._span.start, by) or self._span
            self._paint()
            self._context.body.reveal(self._span, flash=False)

    async def take(self, words: str) -> None:
        """Store the note; one without words only highlights."""
        span, changed, article = self._span, self._changed, self._context.state.id
        library = self._context.library
        await self.close()
        done = "Note saved" if words else "Highlighted"
        notice = keyed(f"{done}: {{notes}} lists all notes", self._context.config.keys)
        if changed is not None:
            self._store(lambda: library.edit_note(changed.id, words), notice)
        elif span is not None and article is not None:
            self._store(lambda: library.add_note(article, span.start, span.end, words), notice)

    async def drop(self) -> None:
        """Delete the note that is being changed."""
        changed = self._changed
        await self.close()
        if changed is not None:
            self.delete(changed.id)

    async def close(self) -> None:
        """Close the lines for a note."""
        if self.bar is not None:
            await self.bar.remove()
        self.bar = self._span = self._changed = None
        self._context.clear_selection()
        self._paint()
        self._panes.show()

    def delete(self, note: int) -> None:
        """Delete a note."""
        self._store(lambda: self._context.library.delete_note(note), "Note deleted")

    def _store(self, write: Callable[[], object], notice: str) -> None:
        """Change the notes on the thread that writes; `notice` is shown afterwards."""
        self._context.undo.apply(write, lambda: self._context.post(NotesStored(notice)))

    def on_stored(self, message: NotesStored) -> None:
        """Show the notes as they are now."""
        self._context.notify(message.notice)
        self.show()

    # Notes in the text, and all notes

    def _forget(self) -> None:
        self._notes = None

    def _show_once(self) -> None:
        if self._notes is None:
            self.show()

    def show(self) -> None:
        """Show the notes of the article in its text."""
        article_id = self._context.state.id
        self._notes = self._context.library.notes(article_id) if article_id is not None else []
        self._paint()

    def _paint(self) -> None:
        """Highlight the notes and the span that is being noted; find the words of a note where the text has changed."""
        article = self._context.state.article
        text = article.text if article is not None else ""
        spans = []
        for note in self._notes or ():
            start = note.start if text.startswith(note.quote, note.start) else text.find(note.quote)
            spans.append(Span(start, start + len(note.quote)) if start >= 0 else Span(0, 0))
        new = self._span if self._changed is None else None
        self._context.body.notes = [*spans, *([new] if new is not None else [])]

    def list_all(self) -> None:
        """List all notes."""
        from newsreader.ui.dialogs.notes_dialog import NotesDialog

        none = keyed("No notes yet. Press {note} in a text to write one.", self._context.config.keys)
        self._context.push_screen(NotesDialog(self._context.library, self.delete, none), self.go_to)

    def go_to(self, note: Note | None) -> None:
        """Open the article of a note, at the noted words; None opens nothing."""
        if note is None:
            return
        if note.article is None:
            self._context.notify("The article of this note is no longer in the library.")
            return
        self._context.articles.move_to(note.article)
        self._article.open(note.article)
        self._panes.go_to(Pane.BODY)
        self._article.settle()
        self._article.reveal(Span(note.start, note.end))
