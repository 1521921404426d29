"""Store tags and saved searches, and list them and the sources with their counts."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable

from newsreader.library.database.library_errors import LibraryError
from newsreader.library.results import GroupCounts, SavedSearch
from newsreader.library.views import Change

__all__ = ["delete_search", "list_searches", "list_sources", "list_tags", "save_search", "set_tag"]

_MAX_LENGTH = 100
"""Characters in a tag or in the name of a saved search."""


def _valid_name(name: str, kind: str) -> str:
    """Return `name` on one line, without quotation marks. Raise LibraryError if nothing is left of it."""
    kept = " ".join(name.replace('"', " ").split())[:_MAX_LENGTH].rstrip()
    if not kept:
        raise LibraryError(f"A {kind} needs a name.")
    return kept


def set_tag(connection: sqlite3.Connection, tag: str, ids: Iterable[int], wanted: bool) -> Change:
    """Add the tag to these articles or remove it; return a change with those that it was new to."""
    name = _valid_name(tag, "tag")
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


def list_tags(connection: sqlite3.Connection) -> list[GroupCounts]:
    """Return all tags, by name."""
    rows = connection.execute("SELECT name, articles, unread FROM tag ORDER BY name")
    return [GroupCounts(*row) for row in rows]


def list_sources(connection: sqlite3.Connection) -> list[GroupCounts]:
    """Return all sources that have articles in lists, by name."""
    rows = connection.execute(
        "SELECT name, articles, unread FROM source WHERE articles > 0 ORDER BY name COLLATE NOCASE, name"
    )
    return [GroupCounts(*row) for row in rows]


def save_search(connection: sqlite3.Connection, name: str, query: str) -> None:
    """Save `query` under `name`, replacing another of that name."""
    connection.execute(
        "INSERT INTO saved (name, query) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET name = excluded.name, query = excluded.query",
        (_valid_name(name, "saved search"), query),
    )


def delete_search(connection: sqlite3.Connection, name: str) -> None:
    """Delete the saved search of this name, if there is one."""
    connection.execute("DELETE FROM saved WHERE name = ?", (name,))


def list_searches(connection: sqlite3.Connection) -> list[SavedSearch]:
    """Return all saved searches, in the order in which they were first saved."""
    return [SavedSearch(*row) for row in connection.execute("SELECT name, query FROM saved ORDER BY id")]
