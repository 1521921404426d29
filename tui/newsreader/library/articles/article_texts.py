"""The words of an article that come later: an edited text, and the page's text beside the feed's."""

from __future__ import annotations

import json
import sqlite3

from newsreader.library.articles.article_record import Arrival, storable, storable_marks
from newsreader.library.database.library_errors import LibraryError
from newsreader.library.results import Text, Texts
from newsreader.model.article import Article, Mark, MarkKind

__all__ = ["both", "is_begun", "keep_page", "marks_of", "revise", "use"]

_WORDS = "SELECT id, title, text, source, byline FROM searchable WHERE id = ?"


def marks_of(stored: str) -> tuple[Mark, ...]:
    """What `storable_marks` made the JSON of."""
    return tuple(Mark(start, end, MarkKind(kind), value) for start, end, kind, value in json.loads(stored))


def both(connection: sqlite3.Connection, number: int) -> Texts:
    """The texts of an article. Raises LibraryError where it is gone."""
    row = connection.execute(
        "SELECT body.text, body.marks, other_text.kind, other_text.text, other_text.marks"
        " FROM body LEFT JOIN other_text USING (id) WHERE body.id = ?",
        (number,),
    ).fetchone()
    if row is None:
        raise _gone()
    here = Text(row[0], marks_of(row[1]))
    if row[2] is None:
        return Texts("feed", here, None)
    other = Text(row[3], marks_of(row[4]))
    return Texts("feed", here, other) if row[2] == "page" else Texts("page", other, here)


def use(connection: sqlite3.Connection, number: int, kind: str) -> None:
    """Let the text of this kind be the one that is read. Raises LibraryError where the article has none."""
    texts = both(connection, number)
    if kind == texts.used:
        return
    wanted, now = (texts.page, texts.feed) if kind == "page" else (texts.feed, texts.page)
    if wanted is None or now is None:
        raise LibraryError("The whole article was not fetched yet.")
    _exchange(connection, number, wanted.text, storable_marks(wanted.marks))
    connection.execute(
        "UPDATE other_text SET kind = ?, text = ?, marks = ? WHERE id = ?",
        (texts.used, now.text, storable_marks(now.marks), number),
    )


def is_begun(connection: sqlite3.Connection, number: int) -> bool:
    """Whether the reader has read in an article, so that its text is not to change under their eyes."""
    return (
        connection.execute("SELECT 1 FROM state WHERE id = ? AND (read OR position > 0)", (number,)).fetchone()
        is not None
    )


def keep_page(connection: sqlite3.Connection, number: int, page: Article) -> None:
    """Keep the page's text in place of an earlier one, and let it be the one that is read."""
    feed = both(connection, number).feed
    assert feed is not None
    connection.execute(
        "INSERT OR REPLACE INTO other_text (id, kind, text, marks) VALUES (?, 'feed', ?, ?)",
        (number, feed.text, storable_marks(feed.marks)),
    )
    _exchange(connection, number, storable(page.text), storable_marks(page.marks))
    if page.byline:
        _index(connection, number, remove=True)
        connection.execute(
            "UPDATE article SET byline = ? WHERE id = ? AND byline = ''", (storable(page.byline), number)
        )
        _index(connection, number)


def revise(connection: sqlite3.Connection, number: int, arrival: Arrival) -> bool:
    """Give an article the words of an edited entry; False where nothing differs or the article is gone.

    What the reader did with it stays, and so do its date and its place in lists.
    """
    row = connection.execute(
        "SELECT title, byline, url, body.text, body.marks, other_text.kind, other_text.text FROM article"
        " JOIN body USING (id) LEFT JOIN other_text USING (id) WHERE article.id = ?",
        (number,),
    ).fetchone()
    if row is None:
        return False
    title, byline, url, text, marks, other, other_text = row
    words, marked = arrival.text, arrival.marks
    if other == "feed":  # the page's text is read
        connection.execute("UPDATE other_text SET text = ?, marks = ? WHERE id = ?", (words, marked, number))
        differs = bool(other_text != words)
    else:
        differs = (text, marks) != (words, marked)
        if differs:
            _exchange(connection, number, words, marked)
    about = (arrival.title, arrival.byline or byline, arrival.url or url)
    if about != (title, byline, url):
        _index(connection, number, remove=True)
        connection.execute("UPDATE article SET title = ?, byline = ?, url = ? WHERE id = ?", (*about, number))
        _index(connection, number)
        differs = True
    return differs


def _exchange(connection: sqlite3.Connection, number: int, text: str, marks: str) -> None:
    """Put another text in the place of an article's; what was found out about the old one goes."""
    _index(connection, number, remove=True)
    connection.execute("UPDATE body SET text = ?, marks = ? WHERE id = ?", (text, marks, number))
    _index(connection, number)
    connection.execute("DELETE FROM finding WHERE id = ?", (number,))
    connection.execute("DELETE FROM failure WHERE id = ?", (number,))
    connection.execute("UPDATE state SET position = min(position, ?) WHERE id = ?", (len(text), number))


def _index(connection: sqlite3.Connection, number: int, *, remove: bool = False) -> None:
    """Put the words of an article, as they are now, into the search index or take them out of it."""
    if remove:
        connection.execute(
            f"INSERT INTO search (search, rowid, title, text, source, byline) SELECT 'delete', * FROM ({_WORDS})",
            (number,),
        )
    else:
        connection.execute(f"INSERT INTO search (rowid, title, text, source, byline) {_WORDS}", (number,))


def _gone() -> LibraryError:
    return LibraryError("This article is no longer in the library.")
