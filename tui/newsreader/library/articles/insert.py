"""Articles into the library: in batches, each known by what it is, so that nothing is there twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from newsreader.library.articles.article_record import Arrival, ready
from newsreader.library.database.chunked_select import among
from newsreader.library.database.times import SLOTS, number_at
from newsreader.library.views import Added
from newsreader.model.article import Article

__all__ = ["Additions", "batches", "source_named", "store"]

_BATCH = 500
"""Articles a transaction: about a fifth of a second, which is how long another writer may have to wait. Half as many
take a tenth more time in all."""

_LOWEST = """
    SELECT min(id) FROM (
        SELECT min(id) AS id FROM article WHERE id BETWEEN :first AND :last
        UNION ALL SELECT min(id) FROM spent WHERE id BETWEEN :first AND :last
    )
"""
"""The lowest number of a range that an article has, or had."""


def batches(articles: Iterable[Article | Arrival]) -> Iterator[list[Arrival]]:
    """`articles`, made ready where they are not, in lots that fit a transaction."""
    rest = iter(articles)
    while lot := [one if isinstance(one, Arrival) else ready(one) for one in islice(rest, _BATCH)]:
        yield lot


def store(connection: sqlite3.Connection, lot: Sequence[Arrival], now: int, again: bool) -> list[Added]:
    """Store those of `lot` that are not there yet, inside the caller's transaction; say for each which it is.

    They are first seen at `now` (microseconds). With `again` those that were deleted or thrown out come back.
    """
    additions = Additions(connection, now)
    sources: dict[str, int | None] = {"": None}
    keys = [key for arrival in lot for key in arrival.keys]
    numbers = dict(among(connection, "SELECT key, article FROM identity WHERE key", keys))
    new_keys: dict[bytes, int] = {}
    added = []
    for arrival in lot:
        known = next((numbers[key] for key in arrival.keys if key in numbers), None)
        is_there = known is not None and (known in additions or not again or _is_there(connection, known))
        if known is not None and is_there:
            number = known
            added.append(Added(number, again and _bring_back(connection, number)))
        else:
            if arrival.source not in sources:
                sources[arrival.source] = source_named(connection, arrival.source)
            number = additions.add(arrival, sources[arrival.source], arrival.source, number=known)
            added.append(Added(number, True))
        for key in arrival.keys:
            if key not in numbers:
                numbers[key] = new_keys[key] = number
    additions.finish()
    connection.executemany("INSERT INTO identity (key, article) VALUES (?, ?)", sorted(new_keys.items()))
    return added


class Additions:
    """New articles of one transaction, first seen at `now` (microseconds): noted, and then written together.

    In the order of their numbers: for any other the search index would write a piece to disk each time it goes back.
    `write` comes before an article is asked for in SQL or named by another row, `finish` at the end.
    """

    def __init__(self, connection: sqlite3.Connection, now: int) -> None:
        self._connection = connection
        self._now = now
        self._lowest: dict[int, int] = {}
        """By the first number of a second: the lowest that is taken in it."""
        self._articles: list[tuple[object, ...]] = []
        self._bodies: list[tuple[int, str, str]] = []
        self._states: list[tuple[object, ...]] = []
        self._words: dict[int, tuple[str, str, str, str]] = {}

    def __contains__(self, number: int) -> bool:
        return number in self._words

    def add(
        self,
        arrival: Arrival,
        source: int | None,
        name: str,
        *,
        number: int | None = None,
        read: bool = False,
        starred: bool = False,
        muted: bool = False,
    ) -> int:
        """Note an article of the source called `name`, under a free number where none is given, and give that."""
        if number is None:
            number = self._free_number(arrival)
        title, byline, place, url, _, text, marks, published, _ = arrival
        self._articles.append((number, title, byline, place, url, published, self._now))
        self._bodies.append((number, text, marks))
        self._states.append((number, source, read, starred, muted))
        self._words[number] = (title, text, name, byline)
        return number

    def write(self) -> None:
        """Write what was noted, but for the search index."""
        for insert, rows in (
            ("article (id, title, byline, place, url, published, added) VALUES (?, ?, ?, ?, ?, ?, ?)", self._articles),
            ("body (id, text, marks) VALUES (?, ?, ?)", self._bodies),
            ("state (id, source, read, starred, hidden) VALUES (?, ?, ?, ?, ?)", self._states),
        ):
            self._connection.executemany(f"INSERT INTO {insert}", sorted(rows))
            rows.clear()

    def finish(self) -> None:
        """Write all that was noted."""
        self.write()
        self._connection.executemany(
            "INSERT INTO search (rowid, title, text, source, byline) VALUES (?, ?, ?, ?, ?)",
            ((number, *words) for number, words in sorted(self._words.items())),
        )

    def _free_number(self, arrival: Arrival) -> int:
        """A number for a new article: below those of its second, so that of several the first given stays on top.

        Below those that are gone, too: what is kept under their numbers would mean another article.
        """
        first = number_at(self._now if arrival.published is None else min(arrival.published, self._now))
        while True:
            lowest = self._lowest.get(first)
            if lowest is None:
                taken = self._connection.execute(_LOWEST, {"first": first, "last": first + SLOTS - 1}).fetchone()
                lowest = first + SLOTS if taken[0] is None else int(taken[0])
            self._lowest[first] = max(lowest - 1, first)
            if lowest > first:
                return lowest - 1
            first -= SLOTS  # a second that is full: go on in the one before


def _is_there(connection: sqlite3.Connection, number: int) -> bool:
    return connection.execute("SELECT 1 FROM article WHERE id = ?", (number,)).fetchone() is not None


def _bring_back(connection: sqlite3.Connection, number: int) -> bool:
    """Undo a deletion; whether there was one."""
    return connection.execute("UPDATE state SET hidden = 0 WHERE id = ? AND hidden = 2", (number,)).rowcount > 0


def source_named(connection: sqlite3.Connection, name: str) -> int:
    """The source of this name, made if it is not there."""
    row = connection.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = connection.execute("INSERT INTO source (name) VALUES (?) RETURNING id", (name,)).fetchone()
    return int(row[0])
