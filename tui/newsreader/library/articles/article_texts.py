"""Change the text of a stored article: to an edited entry's, to its page's, or back to its feed's."""

from __future__ import annotations

import sqlite3

from newsreader.library.articles.article_record import ArticleRecord, marks_to_json, replace_surrogates
from newsreader.library.articles.row_mapping import marks_from_json
from newsreader.library.database.library_errors import LibraryError
from newsreader.library.results import Text, Texts
from newsreader.model.article import Article

__all__ = ["is_reading_begun", "load_texts", "store_page", "switch_text", "update_from_entry"]

_INDEXED = "SELECT id, title, text, source, byline FROM searchable WHERE id = ?"


def load_texts(connection: sqlite3.Connection, number: int) -> Texts:
    """Return the texts of an article. Raise LibraryError if it is gone."""
    row = connection.execute(
        "SELECT body.text, body.marks, other_text.kind, other_text.text, other_text.marks"
        " FROM body LEFT JOIN other_text USING (id) WHERE body.id = ?",
        (number,),
    ).fetchone()
    if row is None:
        raise _missing_article()
    here = Text(row[0], marks_from_json(row[1]))
    if row[2] is None:
        return Texts("feed", here, None)
    other = Text(row[3], marks_from_json(row[4]))
    return Texts("feed", here, other) if row[2] == "page" else Texts("page", other, here)


def switch_text(connection: sqlite3.Connection, number: int, kind: str) -> None:
    """Show the text of this kind ("feed" or "page") from now on. Raise LibraryError if the article has none."""
    texts = load_texts(connection, number)
    if kind == texts.used:
        return
    wanted, now = (texts.page, texts.feed) if kind == "page" else (texts.feed, texts.page)
    if wanted is None or now is None:
        raise LibraryError("The whole article has not been fetched yet.")
    _replace_text(connection, number, wanted.text, marks_to_json(wanted.marks))
    connection.execute(
        "UPDATE other_text SET kind = ?, text = ?, marks = ? WHERE id = ?",
        (texts.used, now.text, marks_to_json(now.marks), number),
    )


def is_reading_begun(connection: sqlite3.Connection, number: int) -> bool:
    """Return whether the reader has begun to read an article, so that its text must not change."""
    return (
        connection.execute("SELECT 1 FROM state WHERE id = ? AND (read OR position > 0)", (number,)).fetchone()
        is not None
    )


def store_page(connection: sqlite3.Connection, number: int, page: Article) -> None:
    """Store the page's text, replacing an earlier one, and show it from now on."""
    feed = load_texts(connection, number).feed
    assert feed is not None
    connection.execute(
        "INSERT OR REPLACE INTO other_text (id, kind, text, marks) VALUES (?, 'feed', ?, ?)",
        (number, feed.text, marks_to_json(feed.marks)),
    )
    _replace_text(connection, number, replace_surrogates(page.text), marks_to_json(page.marks))
    if page.byline:
        _update_index(connection, number, remove=True)
        connection.execute(
            "UPDATE article SET byline = ? WHERE id = ? AND byline = ''", (replace_surrogates(page.byline), number)
        )
        _update_index(connection, number)


def update_from_entry(connection: sqlite3.Connection, number: int, record: ArticleRecord) -> bool:
    """Give an article the title and text of an edited entry; return False if nothing differs or it is gone.

    Reading state, date and place in lists stay as they are.
    """
    row = connection.execute(
        "SELECT title, byline, url, body.text, body.marks, other_text.kind, other_text.text FROM article"
        " JOIN body USING (id) LEFT JOIN other_text USING (id) WHERE article.id = ?",
        (number,),
    ).fetchone()
    if row is None:
        return False
    title, byline, url, text, marks, other, other_text = row
    new_text, new_marks = record.text, record.marks
    if other == "feed":  # the page's text is shown
        connection.execute("UPDATE other_text SET text = ?, marks = ? WHERE id = ?", (new_text, new_marks, number))
        differs = bool(other_text != new_text)
    else:
        differs = (text, marks) != (new_text, new_marks)
        if differs:
            _replace_text(connection, number, new_text, new_marks)
    metadata = (record.title, record.byline or byline, record.url or url)
    if metadata != (title, byline, url):
        _update_index(connection, number, remove=True)
        connection.execute("UPDATE article SET title = ?, byline = ?, url = ? WHERE id = ?", (*metadata, number))
        _update_index(connection, number)
        differs = True
    return differs


def _replace_text(connection: sqlite3.Connection, number: int, text: str, marks: str) -> None:
    """Replace the text of an article, and delete the analysis of the old one."""
    _update_index(connection, number, remove=True)
    connection.execute("UPDATE body SET text = ?, marks = ? WHERE id = ?", (text, marks, number))
    _update_index(connection, number)
    connection.execute("DELETE FROM finding WHERE id = ?", (number,))
    connection.execute("DELETE FROM failure WHERE id = ?", (number,))
    connection.execute("UPDATE state SET position = min(position, ?) WHERE id = ?", (len(text), number))


def _update_index(connection: sqlite3.Connection, number: int, *, remove: bool = False) -> None:
    """Add the present words of an article to the search index, or remove them from it."""
    if remove:
        connection.execute(
            f"INSERT INTO search (search, rowid, title, text, source, byline) SELECT 'delete', * FROM ({_INDEXED})",
            (number,),
        )
    else:
        connection.execute(f"INSERT INTO search (rowid, title, text, source, byline) {_INDEXED}", (number,))


def _missing_article() -> LibraryError:
    return LibraryError("This article is no longer in the library.")
