"""Notes on the article on the screen: made, changed, and listed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on

from newsreader.model.analysis import Span
from newsreader.model.note import Note
from newsreader.ui.reader.bindings import Pane, keyed
from newsreader.ui.reader.layout import PanesScreen
from newsreader.ui.reader.messages import NotesKept
from newsreader.ui.widgets.article_view.body import Body

if TYPE_CHECKING:
    from newsreader.ui.widgets.note_bar import NoteBar

__all__ = ["NotingScreen"]


class NotingScreen(PanesScreen):
    """The panes, with notes on what is read."""

    noting: NoteBar | None = None
    """The lines in which a note is written, while there are any."""

    _noted: Span | None = None
    _changed: Note | None = None
    _notes: list[Note] = []

    async def action_note(self) -> None:
        """Note the words that are selected, else a sentence: the first on the screen to begin with."""
        if self.reading.article is None or self.noting is not None:
            return
        self.catch_up()
        span = self.body.selected or self.sentence_at(self.body.position, 0)
        if span is None:
            self.say("There is nothing to note here.")
        else:
            await self.write_note(span, None)

    @on(Body.NoteChosen)
    async def change_note(self, event: Body.NoteChosen) -> None:
        event.stop()
        note = self._notes[event.index]
        if self.noting is None:
            await self.write_note(Span(note.start, note.end), note)

    async def write_note(self, span: Span, changed: Note | None) -> None:
        """Ask for the words of a note on `span`, or for other words of a note that is there."""
        from newsreader.ui.widgets.note_bar import NoteBar

        self._noted, self._changed = span, changed
        self.pane = Pane.BODY
        self.noting = NoteBar(changed.words if changed else "", kept=changed is not None, id="noting")
        await self.query_one("#reading").mount(self.noting, after=self.body)
        self.noting.go_in()
        self.call_after_refresh(self.body.reveal, span, flash=False)  # what is noted is lit already
        self.paint_notes()

    def sentence_at(self, offset: int, by: int) -> Span | None:
        """The sentence at `offset` of the text, or `by` sentences from it; None where there is none."""
        article, analysis = self.reading.article, self.reading.analysis
        if article is None:
            return None
        sentences = list(analysis.sentences) if analysis is not None else []
        if not sentences:
            from newsreader.language.document.paragraphs import find

            sentences = find(article.text)
        at = max(bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1, 0)
        if not by and at + 1 < len(sentences) and sentences[at].start < offset:
            at += 1  # what began above the screen is not what is looked at
        return sentences[min(max(at + by, 0), len(sentences) - 1)] if sentences else None

    def on_note_bar_stepped(self, event: NoteBar.Stepped) -> None:
        event.stop()
        if self._noted is not None:
            self._noted = self.sentence_at(self._noted.start, event.by) or self._noted
            self.paint_notes()
            self.body.reveal(self._noted, flash=False)

    async def on_note_bar_taken(self, event: NoteBar.Taken) -> None:
        event.stop()
        span, changed, article = self._noted, self._changed, self.reading.id
        await self.stop_noting()
        said = "Note kept: C lists all notes" if event.words else "Highlighted: C lists all notes"
        if changed is not None:
            self.keep_notes(lambda: self._library.edit_note(changed.id, event.words), said)
        elif span is not None and article is not None:
            self.keep_notes(lambda: self._library.add_note(article, span.start, span.end, event.words), said)

    async def on_note_bar_dropped(self, event: NoteBar.Dropped) -> None:
        event.stop()
        changed = self._changed
        await self.stop_noting()
        if changed is not None:
            self.drop_note(changed.id)

    async def on_note_bar_ended(self, event: NoteBar.Ended) -> None:
        event.stop()
        await self.stop_noting()

    async def stop_noting(self) -> None:
        """Put the lines for a note away."""
        if self.noting is not None:
            await self.noting.remove()
        self.noting = self._noted = self._changed = None
        self.clear_selection()
        self.paint_notes()
        self.go_to_pane()

    def drop_note(self, note: int) -> None:
        """Take a note away."""
        self.keep_notes(lambda: self._library.delete_note(note), "Note taken away")

    def keep_notes(self, write: Callable[[], object], said: str) -> None:
        """Change what is noted, on the thread that writes; `said` is the sentence for when it is kept."""

        def kept() -> None:
            self.post_message(NotesKept(said))

        self._changes.apply(write, kept)

    @on(NotesKept)
    def show_notes_kept(self, event: NotesKept) -> None:
        event.stop()
        self.say(event.said)
        self.show_notes()

    # Shown in the text, and listed

    def show_known(self, article_id: int | None) -> None:
        """Show what is known of the article, and what was noted on it."""
        fresh = article_id == self.reading.id and self.reading.analysis is None
        super().show_known(article_id)
        if fresh:
            self.show_notes()

    def show_notes(self) -> None:
        """Mark in the text what was noted."""
        self._notes = self._library.notes(self.reading.id) if self.reading.id is not None else []
        self.paint_notes()

    def paint_notes(self) -> None:
        """Paint what was noted and what is being noted; a note whose words have changed their place is looked for."""
        text = self.reading.article.text if self.reading.article is not None else ""
        spans = []
        for note in self._notes:
            stands = text.startswith(note.quote, note.start)
            start = note.start if stands else text.find(note.quote)
            spans.append(Span(start, start + len(note.quote)) if start >= 0 else Span(0, 0))
        self.body.notes = [*spans, *([self._noted] if self._noted is not None and self._changed is None else [])]

    def action_notes(self) -> None:
        """List all notes."""
        from newsreader.ui.dialogs.notes_dialog import NotesDialog

        none = keyed("No notes yet. Press {note} in a text to make one.", self.config.keys)
        self.app.push_screen(NotesDialog(self._library, self.drop_note, none), self.go_to_note)

    def go_to_note(self, note: Note | None) -> None:
        """Open the article of a note, at its words."""
        if note is None:
            return
        if note.article is None:
            self.say("The article of this note is no longer in the library.")
            return
        self.articles.move_to(note.article)
        self.show_article(note.article)
        self.pane = Pane.BODY
        self.show_known(note.article)
        self.reveal(Span(note.start, note.end))
