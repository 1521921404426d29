"""Articles into the library: in batches, each known by what it is, so that nothing is there twice."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from newsreader.article import Article
from newsreader.library import identity
from newsreader.library.times import SLOTS, number_at, to_micros
from newsreader.library.view import Added

__all__ = ["Arrival", "arrival", "batches", "insert", "source_named", "storable", "store", "words"]

_BATCH = 500
"""Articles a transaction: about a fifth of a second, which is how long another writer may have to wait. Half as many
take a tenth more time in all."""

_LOWEST = """
    SELECT min(id) FROM (
        SELECT min(id) AS id FROM article WHERE id BETWEEN ?1 AND ?2
        UNION ALL SELECT min(id) FROM spent WHERE id BETWEEN ?1 AND ?2
    )
"""
"""The lowest number of a range that an article has, or had."""

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article made ready to be stored, outside of any transaction."""

    article: Article
    keys: list[bytes]
    marks: str
    published: int | None
    added: int


def batches(articles: Iterable[Article], now: datetime) -> Iterator[list[Arrival]]:
    """`articles`, first seen at `now`, made ready in lots that fit a transaction."""
    added = to_micros(now)
    rest = iter(articles)
    while lot := [arrival(article, added, identity.keys(article)) for article in islice(rest, _BATCH)]:
        yield lot


def arrival(article: Article, added: int, keys: list[bytes]) -> Arrival:
    """`article`, first seen at `added` (microseconds) and known by `keys`, made ready."""
    marks = json.dumps([[m.start, m.end, m.kind, m.value] for m in article.marks], separators=(",", ":"))
    published = None if article.published is None else to_micros(article.published)
    return Arrival(article, keys, marks, published, added)


def store(connection: sqlite3.Connection, lot: Sequence[Arrival], again: bool) -> list[Added]:
    """Store those of `lot` that are not there yet, inside the caller's transaction; say for each which it is.

    With `again` those that were deleted or thrown out come back.
    """
    sources: dict[str, int | None] = {"": None}
    added = []
    indexed: dict[int, tuple[str, str, str, str]] = {}
    for arrival in lot:
        one, indexing = _store(connection, arrival, sources, again)
        added.append(one)
        if indexing:
            indexed[one.id] = words(arrival.article, arrival.article.source)
    # In the order of their numbers: for any other the index would write a piece to disk each time it goes back.
    connection.executemany(
        "INSERT INTO search (rowid, title, text, source, byline) VALUES (?, ?, ?, ?, ?)",
        ((number, *words) for number, words in sorted(indexed.items())),
    )
    return added


def _store(
    connection: sqlite3.Connection, arrival: Arrival, sources: dict[str, int | None], again: bool
) -> tuple[Added, bool]:
    """Which article it is, and whether its words have yet to come into the index."""
    known = None
    unknown = []
    for key in arrival.keys:
        row = connection.execute("SELECT article FROM identity WHERE key = ?", (key,)).fetchone()
        if row is None:
            unknown.append(key)
        elif known is None:
            known = int(row[0])
    gone = known is not None and again and _is_gone(connection, known)
    if known is not None and not gone:
        connection.executemany("INSERT INTO identity (key, article) VALUES (?, ?)", [(key, known) for key in unknown])
        return Added(known, again and _bring_back(connection, known)), False
    source = storable(arrival.article.source)
    if source not in sources:
        sources[source] = source_named(connection, source)
    number = insert(connection, arrival, sources[source], number=known)
    connection.executemany("INSERT INTO identity (key, article) VALUES (?, ?)", [(key, number) for key in unknown])
    return Added(number, True), True


def insert(
    connection: sqlite3.Connection,
    arrival: Arrival,
    source: int | None,
    *,
    number: int | None = None,
    read: bool = False,
    starred: bool = False,
    muted: bool = False,
) -> int:
    """Store a new article, under a free number where none is given, and give that. The search index is left alone."""
    if number is None:
        number = _free_number(connection, arrival)
    article = arrival.article
    connection.execute(
        "INSERT INTO article (id, title, byline, place, url, published, added) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            storable(article.title),
            storable(article.byline),
            storable(article.place),
            storable(article.url),
            arrival.published,
            arrival.added,
        ),
    )
    connection.execute(
        "INSERT INTO body (id, text, marks) VALUES (?, ?, ?)", (number, storable(article.text), arrival.marks)
    )
    connection.execute(
        "INSERT INTO state (id, source, read, starred, hidden) VALUES (?, ?, ?, ?, ?)",
        (number, source, read, starred, muted),
    )
    return number


def words(article: Article, source: str) -> tuple[str, str, str, str]:
    """What the search index holds of an article."""
    return storable(article.title), storable(article.text), storable(source), storable(article.byline)


def _is_gone(connection: sqlite3.Connection, number: int) -> bool:
    return connection.execute("SELECT 1 FROM article WHERE id = ?", (number,)).fetchone() is None


def _bring_back(connection: sqlite3.Connection, number: int) -> bool:
    """Undo a deletion; whether there was one."""
    return connection.execute("UPDATE state SET hidden = 0 WHERE id = ? AND hidden = 2", (number,)).rowcount > 0


def _free_number(connection: sqlite3.Connection, arrival: Arrival) -> int:
    """A number for a new article: below those of its second, so that of several the first given stays on top.

    Below those that are gone, too: what is kept under their numbers would mean another article.
    """
    shown = arrival.added if arrival.published is None else min(arrival.published, arrival.added)
    lowest = number_at(shown)
    while True:
        highest = lowest + SLOTS - 1
        taken = connection.execute(_LOWEST, (lowest, highest)).fetchone()
        free = highest if taken[0] is None else int(taken[0]) - 1
        if free >= lowest:
            return free
        lowest -= SLOTS  # a second that is full: go on in the one before


def source_named(connection: sqlite3.Connection, name: str) -> int:
    """The source of this name, made if it is not there."""
    row = connection.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = connection.execute("INSERT INTO source (name) VALUES (?) RETURNING id", (name,)).fetchone()
    return int(row[0])


def storable(text: str) -> str:
    """`text` with code points that UTF-8 cannot hold replaced one for one, so that offsets stay right."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATES.sub("\ufffd", text)
    return text
