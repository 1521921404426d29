"""Tags, sources and saved searches: what the list of sources holds beside the fixed views."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable

from newsreader.library.database.library_errors import LibraryError
from newsreader.library.results import Heading, SavedSearch
from newsreader.library.views import Change

__all__ = ["apply", "forget_search", "save_search", "saved_searches", "sources", "tags"]

_LONGEST = 100
"""Characters in a tag or in the name of a saved search."""


def _name(name: str, what: str) -> str:
    """`name` as it is kept, on one line. Raises LibraryError where nothing is left of it."""
    kept = " ".join(name.replace('"', " ").split())[:_LONGEST].rstrip()
    if not kept:
        raise LibraryError(f"A {what} needs a name.")
    return kept


def apply(connection: sqlite3.Connection, tag: str, ids: Iterable[int], wanted: bool) -> Change:
    """Give these articles the tag or take it from them; the answer holds those for which that was a change."""
    name = _name(tag, "tag")
    connection.execute("INSERT INTO tag (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
    number, name = connection.execute("SELECT id, name FROM tag WHERE name = ?", (name,)).fetchone()
    numbers = json.dumps(list(ids))
    if wanted:
        rows = connection.execute(
            "INSERT INTO tagging (tag, article)"
            " SELECT ?, value FROM json_each(?) WHERE value IN (SELECT id FROM state)"
            " ON CONFLICT DO NOTHING RETURNING article",
            (number, numbers),
        ).fetchall()
    else:
        rows = connection.execute(
            "DELETE FROM tagging WHERE tag = ? AND article IN (SELECT value FROM json_each(?)) RETURNING article",
            (number, numbers),
        ).fetchall()
        connection.execute("DELETE FROM tag WHERE id = ? AND id NOT IN (SELECT tag FROM tagging)", (number,))
    return Change("tag", int(not wanted), int(wanted), array("q", (row[0] for row in rows)), tag=name)


def tags(connection: sqlite3.Connection) -> list[Heading]:
    """All tags, by name."""
    rows = connection.execute("SELECT name, articles, unread FROM tag ORDER BY name")
    return [Heading(*row) for row in rows]


def sources(connection: sqlite3.Connection) -> list[Heading]:
    """All sources that have articles in the lists, by name."""
    rows = connection.execute(
        "SELECT name, articles, unread FROM source WHERE articles > 0 ORDER BY name COLLATE NOCASE, name"
    )
    return [Heading(*row) for row in rows]


def save_search(connection: sqlite3.Connection, name: str, query: str) -> None:
    """Keep `query` under `name`, in place of another of that name."""
    connection.execute(
        "INSERT INTO saved (name, query) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET name = excluded.name, query = excluded.query",
        (_name(name, "saved search"), query),
    )


def forget_search(connection: sqlite3.Connection, name: str) -> None:
    """Drop the saved search of this name, if there is one."""
    connection.execute("DELETE FROM saved WHERE name = ?", (name,))


def saved_searches(connection: sqlite3.Connection) -> list[SavedSearch]:
    """All saved searches, in the order in which they were first saved."""
    return [SavedSearch(*row) for row in connection.execute("SELECT name, query FROM saved ORDER BY id")]
