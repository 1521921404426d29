"""Look up and store what identifies entries of feeds, for many entries at once.

An entry has about ten such rows. To read and write each on its own would take as long as to store its text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from newsreader.library.database.select_in import select_in

__all__ = ["EntryIndex", "known_entries"]


def known_entries(connection: sqlite3.Connection, feed: int, keys: Sequence[bytes]) -> dict[bytes, tuple[int, bytes]]:
    """Return those of a feed's entries that are stored, by key: article and digest."""
    rows = select_in(connection, f"SELECT key, article, digest FROM entry WHERE feed = {feed:d} AND key", keys)
    return {key: (int(article), digest) for key, article, digest in rows}


class EntryIndex:
    """The entries, keys and min-hashes of one transaction. After `preload`, lookups need no SQL."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._entries: dict[tuple[int, bytes], tuple[int, bytes]] = {}
        self._keys: set[bytes] = set()
        self._hashes: set[int] = set()
        self._new_entries: dict[tuple[int, bytes], tuple[int, bytes]] = {}
        self._new_keys: dict[bytes, int] = {}
        self._new_hashes: set[tuple[int, int]] = set()

    def preload(self, feed: int, entries: Sequence[bytes], keys: Sequence[bytes], hashes: Sequence[int]) -> None:
        """Read which of a feed's entries, of the keys of articles and of the min-hashes of texts are stored."""
        for key, known in known_entries(self._connection, feed, entries).items():
            self._entries.setdefault((feed, key), known)
        self._keys.update(key for (key,) in select_in(self._connection, "SELECT key FROM identity WHERE key", keys))
        self._hashes.update(
            found for (found,) in select_in(self._connection, "SELECT band FROM band WHERE band", hashes)
        )

    def entry(self, feed: int, key: bytes) -> tuple[int, bytes] | None:
        """Return the article and the stored digest of an entry, or None if it is new."""
        return self._entries.get((feed, key))

    def has_key(self, key: bytes) -> bool:
        """Return whether an article has this key."""
        return key in self._keys

    def has_any_hash(self, hashes: Iterable[int]) -> bool:
        """Return whether a text has one of these min-hashes."""
        return not self._hashes.isdisjoint(hashes)

    def add(self, feed: int, key: bytes, article: int, digest: bytes, keys: Iterable[bytes]) -> None:
        """Add an entry of an article, and the keys of the article. Keys that are known already keep their article."""
        self._entries[feed, key] = self._new_entries[feed, key] = (article, digest)
        for one in keys:
            self._new_keys.setdefault(one, article)
            self._keys.add(one)

    def add_hashes(self, article: int, hashes: Iterable[int]) -> None:
        """Add the min-hashes of an article's text."""
        self._new_hashes.update((value, article) for value in hashes)
        self._hashes.update(hashes)

    def flush(self) -> None:
        """Write the rows that were added, in their order: it touches fewer pages."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO entry (feed, key, article, digest) VALUES (?, ?, ?, ?)",
            [(*key, *value) for key, value in sorted(self._new_entries.items())],
        )
        self._connection.executemany(
            "INSERT INTO identity (key, article) VALUES (?, ?) ON CONFLICT DO NOTHING", sorted(self._new_keys.items())
        )
        self._connection.executemany(
            "INSERT INTO band (band, article) VALUES (?, ?) ON CONFLICT DO NOTHING", sorted(self._new_hashes)
        )
        self._new_entries.clear()
        self._new_keys.clear()
        self._new_hashes.clear()
