"""Insert articles in batches, each article once: its keys tell whether it is stored already."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from newsreader.library.articles.article_record import ArticleRecord, to_record
from newsreader.library.database.select_in import select_in
from newsreader.library.database.times import SLOTS, number_at
from newsreader.library.views import Added, Visibility
from newsreader.model.article import Article

__all__ = ["InsertBatch", "batches", "get_or_create_source", "store"]

_BATCH_SIZE = 500
"""Articles per transaction: about a fifth of a second, the time that another writer may have to wait. With half the
size the whole takes a tenth longer."""

_LOWEST_USED = """
    SELECT min(id) FROM (
        SELECT min(id) AS id FROM article WHERE id BETWEEN :first AND :last
        UNION ALL SELECT min(id) FROM spent WHERE id BETWEEN :first AND :last
    )
"""
"""The lowest number in a range that an article has or had."""


def batches(articles: Iterable[Article | ArticleRecord]) -> Iterator[list[ArticleRecord]]:
    """Yield the records of `articles` in batches for one transaction each."""
    rest = iter(articles)
    while batch := [one if isinstance(one, ArticleRecord) else to_record(one) for one in islice(rest, _BATCH_SIZE)]:
        yield batch


def store(
    connection: sqlite3.Connection, batch: Sequence[ArticleRecord], now: int, restore_deleted: bool
) -> list[Added]:
    """Store those of `batch` that are new, inside the caller's transaction; return the number of each article.

    They count as first seen at `now` (microseconds). With `restore_deleted`, articles that the reader or retention
    deleted come back.
    """
    inserts = InsertBatch(connection, now)
    sources: dict[str, int | None] = {"": None}
    keys = [key for record in batch for key in record.keys]
    numbers = dict(select_in(connection, "SELECT key, article FROM identity WHERE key", keys))
    new_keys: dict[bytes, int] = {}
    added = []
    for record in batch:
        known = next((numbers[key] for key in record.keys if key in numbers), None)
        is_kept = known is not None and (known in inserts or not restore_deleted or _exists(connection, known))
        if known is not None and is_kept:
            number = known
            added.append(Added(number, restore_deleted and _undelete(connection, number)))
        else:
            if record.source not in sources:
                sources[record.source] = get_or_create_source(connection, record.source)
            number = inserts.add(record, sources[record.source], record.source, number=known)
            added.append(Added(number, True))
        for key in record.keys:
            if key not in numbers:
                numbers[key] = new_keys[key] = number
    inserts.finish()
    connection.executemany("INSERT INTO identity (key, article) VALUES (?, ?)", sorted(new_keys.items()))
    return added


class InsertBatch:
    """The new articles of one transaction, first seen at `now` (microseconds): collected, then written together.

    They are written in the order of their numbers: the search index writes a segment to disk each time the order goes
    back. Call `flush` before SQL reads such an article or another row refers to it, and `finish` at the end.
    """

    def __init__(self, connection: sqlite3.Connection, now: int) -> None:
        self._connection = connection
        self._now = now
        self._lowest: dict[int, int] = {}
        """The lowest used number of each second, by the first number of that second."""
        self._articles: list[tuple[object, ...]] = []
        self._bodies: list[tuple[int, str, str]] = []
        self._states: list[tuple[object, ...]] = []
        self._words: dict[int, tuple[str, str, str, str]] = {}

    def __contains__(self, number: int) -> bool:
        return number in self._words

    def add(
        self,
        record: ArticleRecord,
        source: int | None,
        name: str,
        *,
        number: int | None = None,
        read: bool = False,
        starred: bool = False,
        muted: bool = False,
    ) -> int:
        """Collect an article of the source called `name`; return its number, a free one if None is given."""
        if number is None:
            number = self._free_number(record)
        title, byline, place, url, _, text, marks, published, _ = record
        self._articles.append((number, title, byline, place, url, published, self._now))
        self._bodies.append((number, text, marks))
        visibility = Visibility.MUTED if muted else Visibility.LISTED
        self._states.append((number, source, read, starred, visibility))
        self._words[number] = (title, text, name, byline)
        return number

    def flush(self) -> None:
        """Write the collected rows, but not the search index."""
        for insert, rows in (
            ("article (id, title, byline, place, url, published, added) VALUES (?, ?, ?, ?, ?, ?, ?)", self._articles),
            ("body (id, text, marks) VALUES (?, ?, ?)", self._bodies),
            ("state (id, source, read, starred, hidden) VALUES (?, ?, ?, ?, ?)", self._states),
        ):
            self._connection.executemany(f"INSERT INTO {insert}", sorted(rows))
            rows.clear()

    def finish(self) -> None:
        """Write the collected rows and the search index."""
        self.flush()
        self._connection.executemany(
            "INSERT INTO search (rowid, title, text, source, byline) VALUES (?, ?, ?, ?, ?)",
            ((number, *words) for number, words in sorted(self._words.items())),
        )

    def _free_number(self, record: ArticleRecord) -> int:
        """Return a number below all others of the article's second: of several articles the first added is on top.

        Numbers of deleted articles count as used: rows that refer to them would come to mean another article.
        """
        first = number_at(self._now if record.published is None else min(record.published, self._now))
        while True:
            lowest = self._lowest.get(first)
            if lowest is None:
                taken = self._connection.execute(_LOWEST_USED, {"first": first, "last": first + SLOTS - 1}).fetchone()
                lowest = first + SLOTS if taken[0] is None else int(taken[0])
            self._lowest[first] = max(lowest - 1, first)
            if lowest > first:
                return lowest - 1
            first -= SLOTS  # this second is full: try the one before


def _exists(connection: sqlite3.Connection, number: int) -> bool:
    return connection.execute("SELECT 1 FROM article WHERE id = ?", (number,)).fetchone() is not None


def _undelete(connection: sqlite3.Connection, number: int) -> bool:
    """Undo the reader's deletion of an article; return whether it was deleted."""
    undo = "UPDATE state SET hidden = ? WHERE id = ? AND hidden = ?"
    return connection.execute(undo, (Visibility.LISTED, number, Visibility.DELETED)).rowcount > 0


def get_or_create_source(connection: sqlite3.Connection, name: str) -> int:
    """Return the number of the source of this name, created if it does not exist."""
    row = connection.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = connection.execute("INSERT INTO source (name) VALUES (?) RETURNING id", (name,)).fetchone()
    return int(row[0])
