"""Counts counted anew, the search index compared with the articles, the file made as small as it can be."""

from __future__ import annotations

import sqlite3

__all__ = ["mend", "squeeze"]

_SHOWN = "count(*), coalesce(sum(read = 0), 0)"

_GIVEN = (
    "(SELECT read FROM state WHERE state.source = source.id AND hidden = 0"
    " UNION ALL SELECT read FROM also JOIN state ON state.id = also.article WHERE also.source = source.id"
    " AND hidden = 0)"
)
"""The articles of a source in the lists."""

_LISTS = (
    "((SELECT count(*) FROM tagging WHERE article = state.id) + (SELECT count(*) FROM also WHERE article = state.id))"
)
"""How many tags and further sources an article has."""

_COUNTS = {
    "the counts of all articles": (
        "UPDATE counter SET (articles, unread, starred) = (SELECT {shown}, coalesce(sum(starred), 0) FROM state"
        " WHERE hidden = 0) WHERE (articles, unread, starred) IS NOT (SELECT {shown}, coalesce(sum(starred), 0)"
        " FROM state WHERE hidden = 0)"
    ),
    "the counts of sources": (
        "UPDATE source SET (articles, unread) = (SELECT {shown} FROM {given}) WHERE (articles, unread) IS NOT"
        " (SELECT {shown} FROM {given})"
    ),
    "the counts of tags": (
        "UPDATE tag SET (articles, unread) = (SELECT {shown} FROM tagging JOIN state ON state.id = tagging.article"
        " WHERE tagging.tag = tag.id AND hidden = 0) WHERE (articles, unread) IS NOT (SELECT {shown}"
        " FROM tagging JOIN state ON state.id = tagging.article WHERE tagging.tag = tag.id AND hidden = 0)"
    ),
    "the counts of articles' tags": "UPDATE state SET lists = {lists} WHERE lists <> {lists}",
}


def mend(connection: sqlite3.Connection) -> list[str]:
    """Put right what can be worked out anew, inside the caller's transaction; names what was wrong.

    Looks at every article: takes a minute with 100,000.
    """
    wrong = [
        what
        for what, sql in _COUNTS.items()
        if connection.execute(sql.format(shown=_SHOWN, given=_GIVEN, lists=_LISTS)).rowcount > 0
    ]
    for index, table in (("search", "searchable"), ("name_search", "name")):
        try:
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            # Only the index is told to be damaged by this; the articles it is made of are whole.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
            wrong.append(f"the index of {'names' if table == 'name' else 'words'}")
    connection.execute("DELETE FROM name WHERE id NOT IN (SELECT name FROM mention)")
    return wrong


def squeeze(connection: sqlite3.Connection) -> None:
    """Make the search index and the file as small as they can be. Needs as much room on the disk as the file has."""
    # As schema.sql sets a new library's index.
    connection.execute(
        "INSERT INTO search (search, rank) VALUES ('hashsize', 8388608), ('automerge', 16), ('crisismerge', 64)"
    )
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint (TRUNCATE)")
