"""Check a damaged library, and recover what can still be read into a new one."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from newsreader.config.settings import LONGEST_DAYS, MOST_ARTICLES
from newsreader.intake.text.clean import clean, clean_line
from newsreader.library.database.library_errors import LibraryError, explain, primary_code
from newsreader.library.database.times import from_micros
from newsreader.library.feeds.credentials import Credentials
from newsreader.library.store import Library
from newsreader.library.views import Visibility
from newsreader.model.article import Article, Mark, MarkKind
from newsreader.model.note import Note
from newsreader.model.retention_policy import RetentionPolicy
from newsreader.system import file_writer

__all__ = ["RecoveryResult", "find_problems", "recover"]

MAX_PROBLEMS = 5
"""Further problems would tell the reader nothing new."""


@dataclass(frozen=True, slots=True)
class RecoveryResult:
    """The number of articles that were saved, and of those whose text could not be read any more."""

    saved: int
    lost: int


def find_problems(path: Path) -> list[str]:
    """Return the first problems that SQLite finds in the library at `path`, none if it is sound.

    Raise LibraryError if it cannot even be opened.
    """
    with closing(_opened(path)) as connection:
        try:
            rows = connection.execute(f"PRAGMA quick_check({MAX_PROBLEMS})").fetchall()
        except sqlite3.DatabaseError as error:
            if primary_code(error) == sqlite3.SQLITE_CORRUPT:
                return [str(error)]
            raise explain(error, path) or LibraryError(f"The library {path} cannot be read: {error}.") from error
    lines = [line for row in rows for line in str(row[0]).splitlines()]
    found = [line for line in lines if line != "ok" and not line.startswith("***")]  # headings tell nothing
    return found[:MAX_PROBLEMS]


def recover(path: Path, into: Path) -> RecoveryResult:
    """Make a new library at `into` from what can be read of the one at `path`, which is not changed.

    Articles keep their state (read, starred, muted, tags, notes). Subscriptions, rules and saved searches are copied
    too. A note whose article is lost keeps its highlighted words. Analyses are made again when they are needed.

    Raise LibraryError if nothing can be read, or if `into` exists already.
    """
    if os.path.lexists(into):
        raise LibraryError(f"There is a file at {into} already.", "Choose a file that does not exist yet.")
    with closing(_opened(path)) as connection:
        # Go on reading if the schema itself is damaged, as `.dump` in SQLite's own shell does.
        connection.execute("PRAGMA writable_schema = ON")
        ids = _ids(connection)
        if not ids:
            raise LibraryError(f"No article can be read from the library {path} any more.")
        saved = 0
        new_ids: dict[int, int] = {}  # by their old ones
        with file_writer.temporary(into, private=True) as unfinished, closing(Library(unfinished)) as library:
            for id in ids:
                if article := _article(connection, id):
                    state = _row(connection, "SELECT * FROM state WHERE id = ?", id)
                    if number := _copy_article(library, article, state, connection, id):
                        new_ids[id] = number
                    saved += 1
            _copy_subscriptions(library, connection)
            _copy_notes(library, connection, new_ids)
            _copy_rules_and_searches(library, connection)
    for origin in (path, unfinished):
        Credentials(origin).copy_to(into)
    Credentials(unfinished).path.unlink(missing_ok=True)
    return RecoveryResult(saved, len(ids) - saved)


def _opened(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise explain(error, path) or LibraryError(f"The library {path} cannot be opened: {error}.") from error
    connection.row_factory = sqlite3.Row
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    return connection


def _ids(connection: sqlite3.Connection) -> list[int]:
    """Return the numbers of all articles that can be found, oldest first.

    A damaged page ends a scan. The rows behind it are reached from the other end, and through the other tables.
    """
    found: set[int] = set()
    for table in ("body", "article", "state"):
        for order in ("ASC", "DESC"):
            with suppress(sqlite3.DatabaseError):
                for row in connection.execute(f"SELECT id FROM {table} ORDER BY id {order}"):
                    found.add(int(row[0]))
    return sorted(found)


def _row(connection: sqlite3.Connection, query: str, id: int) -> dict[str, Any]:
    """Return the row that `query` selects for `id`, by column; empty if it is gone or cannot be read."""
    try:
        row = connection.execute(query, (id,)).fetchone()
    except sqlite3.DatabaseError:
        return {}
    return dict(row) if row else {}


# After damage any column may contain any value, so its text is cleaned again.


def _words(row: dict[str, Any], column: str) -> str:
    value = row.get(column)
    return clean(value) if isinstance(value, str) else ""


def _line(row: dict[str, Any], column: str) -> str:
    return clean_line(_words(row, column))


def _number(row: dict[str, Any], column: str) -> int:
    value = row.get(column)
    return value if isinstance(value, int) else 0


def _limited(row: dict[str, Any], column: str, maximum: int) -> int | None:
    value = row.get(column)
    return value if isinstance(value, int) and 0 <= value <= maximum else None


def _moment(row: dict[str, Any], column: str) -> datetime | None:
    value = row.get(column)
    try:
        return from_micros(value) if isinstance(value, int) else None
    except OverflowError:
        return None


def _article(connection: sqlite3.Connection, id: int) -> Article | None:
    body = _row(connection, "SELECT text, marks FROM body WHERE id = ?", id)
    about = _row(connection, "SELECT * FROM article WHERE id = ?", id)
    if not isinstance(body.get("text"), str):
        return None
    source = _row(connection, "SELECT name FROM source JOIN state ON state.source = source.id WHERE state.id = ?", id)
    text = clean(body["text"])
    return Article(
        text,
        title=_line(about, "title") or clean_line(text[:80]),
        marks=tuple(_marks(body["marks"], len(text))) if text == body["text"] else (),
        byline=_line(about, "byline"),
        source=_line(source, "name"),
        place=_line(about, "place"),
        published=_moment(about, "published"),
        url=_line(about, "url"),
    )


def _marks(data: str, length: int) -> Iterator[Mark]:
    try:
        for start, end, kind, value in json.loads(data):
            if 0 <= start < end <= length and isinstance(value, str):
                yield Mark(start, end, MarkKind(kind), clean_line(value))
    except (ValueError, TypeError, RecursionError):
        return


def _copy_article(
    library: Library, article: Article, state: dict[str, Any], connection: sqlite3.Connection, id: int
) -> int | None:
    """Add an article with its state; return its new number, or None if the reader had deleted it."""
    visibility = _number(state, "hidden")
    if visibility == Visibility.DELETED:
        return None
    ids = [library.add([article])[0].id]
    if state.get("read"):
        library.set_read(ids, True)
    if state.get("starred"):
        library.set_starred(ids, True)
    if visibility:
        library.set_muted(ids, True)
    with suppress(sqlite3.DatabaseError):
        tags = connection.execute(
            "SELECT name FROM tag JOIN tagging ON tagging.tag = tag.id WHERE article = ?", (id,)
        ).fetchall()
        for row in tags:
            if tag := _line(dict(row), "name").replace('"', "").strip():
                library.set_tag(ids, tag, True)
    return ids[0]


def _rows(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    """Return all readable rows of a table, read from both ends, in the order of their numbers."""
    found: dict[int, dict[str, Any]] = {}
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.DatabaseError):
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY id {order}"):
                found.setdefault(int(row["id"]), dict(row))
    return [found[id] for id in sorted(found)]


def _copy_subscriptions(library: Library, connection: sqlite3.Connection) -> None:
    """Subscribe to the readable subscriptions, under the names of their articles' sources."""
    for feed in _rows(connection, "feed"):
        if not _line(feed, "url"):
            continue
        source = _row(connection, "SELECT name FROM source WHERE id = ?", _number(feed, "source"))
        tags: list[str] = []
        with suppress(sqlite3.DatabaseError):
            rows = connection.execute("SELECT name FROM feed_tag WHERE feed = ? ORDER BY position", (feed["id"],))
            tags += [_line(dict(row), "name") for row in rows]
        name = _line(source, "name") or _line(feed, "name") or _line(feed, "title")
        full = feed.get("full")
        subscription = library.subscribe(
            _line(feed, "url"),
            title=name,
            site=_line(feed, "site"),
            tags=tags,
            kind="folder" if feed.get("kind") == "folder" else "feed",
        )
        library.edit_subscription(
            subscription.id,
            muted=True if feed.get("muted") else None,
            stopped=True if feed.get("stopped") else None,
            full=full if full in ("always", "never") else None,
            retention=RetentionPolicy(
                _limited(feed, "keep_days", LONGEST_DAYS), _limited(feed, "keep_most", MOST_ARTICLES)
            ),
        )


def _copy_notes(library: Library, connection: sqlite3.Connection, new_ids: dict[int, int]) -> None:
    for row in _rows(connection, "note"):
        start, end, quote = _number(row, "start"), _number(row, "end"), _words(row, "quote")
        number = new_ids.get(_number(row, "article"))
        if number is not None and library.article(number).text[start:end] != quote:
            number = None  # the text has changed
        made = _moment(row, "made") or from_micros(0)
        note = Note(0, number, start, end, quote, _words(row, "words"), made, _line(row, "title"), _line(row, "url"))
        library.import_note(note)


def _copy_rules_and_searches(library: Library, connection: sqlite3.Connection) -> None:
    from newsreader.config import Rule
    from newsreader.config.settings import ACTIONS, MATCHES
    from newsreader.library.search.query import QueryError

    for row in _rows(connection, "rule"):
        rule = Rule(*(_words(row, name) for name in ("action", "value", "match", "feed", "tag")))
        if rule.action in ACTIONS and rule.match in MATCHES and rule.value and (rule.tag or rule.action != "tag"):
            library.add_rule(rule)
    for row in _rows(connection, "saved"):
        if name := _line(row, "name").replace('"', "").strip():
            with suppress(QueryError):  # damage made the query invalid
                library.save_search(name, _line(row, "query"))
