"""Repair counts and search indexes, and shrink the file."""

from __future__ import annotations

import sqlite3

__all__ = ["repair", "vacuum"]

_SHOWN = "count(*), coalesce(sum(read = 0), 0)"

_GIVEN = (
    "(SELECT read FROM state WHERE state.source = source.id AND hidden = 0"
    " UNION ALL SELECT read FROM also JOIN state ON state.id = also.article WHERE also.source = source.id"
    " AND hidden = 0)"
)
"""The articles of a source that lists show."""

_LISTS = (
    "((SELECT count(*) FROM tagging WHERE article = state.id) + (SELECT count(*) FROM also WHERE article = state.id))"
)
"""The number of tags and further sources of an article."""

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


def repair(connection: sqlite3.Connection) -> list[str]:
    """Correct counts and indexes inside the caller's transaction; return the names of those that were wrong.

    Reads every article: 100,000 take about a minute.
    """
    wrong = [
        counts
        for counts, sql in _COUNTS.items()
        if connection.execute(sql.format(shown=_SHOWN, given=_GIVEN, lists=_LISTS)).rowcount > 0
    ]
    for index, table in (("search", "searchable"), ("name_search", "name")):
        try:
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            # The check reports the index alone: the articles that it is built from are sound.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
            wrong.append(f"the index of {'names' if table == 'name' else 'words'}")
    connection.execute("DELETE FROM name WHERE id NOT IN (SELECT name FROM mention)")
    return wrong


def vacuum(connection: sqlite3.Connection) -> None:
    """Optimise the search index and shrink the file. Needs as much free disk space as the file takes."""
    # The same settings as in schema.sql.
    connection.execute(
        "INSERT INTO search (search, rank) VALUES ('hashsize', 8388608), ('automerge', 16), ('crisismerge', 64)"
    )
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint (TRUNCATE)")
