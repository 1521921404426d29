"""The methods of `Library` that store notes: passages that the reader highlighted, and their comments on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from newsreader.library.database.connection import Connections
from newsreader.library.database.library_errors import LibraryError
from newsreader.library.database.times import from_micros, to_micros
from newsreader.model.note import Note

__all__ = ["NotesMixin"]

_SELECT = 'SELECT id, article, start, "end", quote, words, made, title, url FROM note'


class NotesMixin:
    """The notes of a library, as a base class of `Library` (one object, one file). Notes outlive their articles."""

    _connections: Connections
    _now: Callable[[], datetime]

    def notes(self, article: int) -> list[Note]:
        """Return the notes on this article, in reading order."""
        with self._connections.reading() as connection:
            rows = connection.execute(f'{_SELECT} WHERE article = ? ORDER BY start, "end", id', (article,))
            return [_note(row) for row in rows]

    def all_notes(self, words: str = "") -> list[Note]:
        """Return all notes, latest first, or those whose note or title contains each of `words`, in any letter case."""
        found = []
        with self._connections.reading() as connection:
            rows = connection.execute(f"{_SELECT} ORDER BY made DESC, id DESC")
            for note in map(_note, rows):
                searched = f"{note.quote}\n{note.words}\n{note.title}".casefold()
                if all(word in searched for word in words.casefold().split()):
                    found.append(note)
        return found

    def add_note(self, article: int, start: int, end: int, words: str = "") -> Note:
        """Highlight the characters `[start, end)` of an article, with the reader's `words`.

        Raise LibraryError if the article is gone or has no text there.
        """
        made = to_micros(self._now())
        with self._connections.writing() as connection:
            row = connection.execute(
                "SELECT substr(text, ? + 1, ? - ?), title, url FROM article JOIN body USING (id) WHERE id = ?",
                (start, end, start, article),
            ).fetchone()
            if row is None or not 0 <= start < end or not row[0].strip():
                raise LibraryError("There is no text to highlight here.")
            quote, title, url = row
            values = (article, start, start + len(quote), quote, words, made, title, url)
            added = connection.execute(
                'INSERT INTO note (article, start, "end", quote, words, made, title, url)'
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                values,
            ).fetchone()
            return _note((added[0], *values))

    def import_note(self, note: Note) -> None:
        """Add a note of another library under a new number. Its article must be None, or stored with the same text."""
        values = (
            note.article,
            note.start,
            note.end,
            note.quote,
            note.words,
            to_micros(note.made),
            note.title,
            note.url,
        )
        with self._connections.writing() as connection:
            connection.execute(
                'INSERT INTO note (article, start, "end", quote, words, made, title, url)'
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )

    def edit_note(self, id: int, words: str) -> None:
        """Replace the words of a note."""
        with self._connections.writing() as connection:
            connection.execute("UPDATE note SET words = ? WHERE id = ?", (words, id))

    def delete_note(self, id: int) -> None:
        """Delete a note and its highlight."""
        with self._connections.writing() as connection:
            connection.execute("DELETE FROM note WHERE id = ?", (id,))


def _note(row: tuple[int, int | None, int, int, str, str, int, str, str]) -> Note:
    number, article, start, end, quote, words, made, title, url = row
    return Note(number, article, start, end, quote, words, from_micros(made), title, url)
