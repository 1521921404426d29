"""What the library knows entries of feeds by: looked up, and written, for many entries at once.

An entry has some ten such rows. To ask and to write for each of them on its own takes as long as to store its words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from newsreader.library.database.chunked_select import among

__all__ = ["Ledger", "known_entries"]


def known_entries(connection: sqlite3.Connection, feed: int, keys: Sequence[bytes]) -> dict[bytes, tuple[int, bytes]]:
    """Those of a feed's entries that it had before, by their keys: article and digest."""
    rows = among(connection, f"SELECT key, article, digest FROM entry WHERE feed = {feed:d} AND key", keys)
    return {key: (int(article), digest) for key, article, digest in rows}


class Ledger:
    """The rows of one transaction. What `look_up` was told of can be asked without a look into the library."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._entries: dict[tuple[int, bytes], tuple[int, bytes]] = {}
        self._keys: set[bytes] = set()
        self._bands: set[int] = set()
        self._new_entries: dict[tuple[int, bytes], tuple[int, bytes]] = {}
        self._new_keys: dict[bytes, int] = {}
        self._new_bands: set[tuple[int, int]] = set()

    def look_up(self, feed: int, entries: Sequence[bytes], keys: Sequence[bytes], bands: Sequence[int]) -> None:
        """Learn which of a feed's entries, of the keys of articles and of bands of texts are there."""
        for key, known in known_entries(self._connection, feed, entries).items():
            self._entries.setdefault((feed, key), known)
        self._keys.update(key for (key,) in among(self._connection, "SELECT key FROM identity WHERE key", keys))
        self._bands.update(band for (band,) in among(self._connection, "SELECT band FROM band WHERE band", bands))

    def entry(self, feed: int, key: bytes) -> tuple[int, bytes] | None:
        """Which article an entry is, and the digest that it had."""
        return self._entries.get((feed, key))

    def has_key(self, key: bytes) -> bool:
        """Whether some article is known by this key."""
        return key in self._keys

    def has_band(self, bands: Iterable[int]) -> bool:
        """Whether any of these bands has been met before."""
        return not self._bands.isdisjoint(bands)

    def note(self, feed: int, key: bytes, article: int, digest: bytes, keys: Iterable[bytes]) -> None:
        """Note which article an entry is, and what else it is known by from now on: what was known before stays."""
        self._entries[feed, key] = self._new_entries[feed, key] = (article, digest)
        for one in keys:
            self._new_keys.setdefault(one, article)
            self._keys.add(one)

    def note_bands(self, article: int, bands: Iterable[int]) -> None:
        """Note the bands of an article's text."""
        self._new_bands.update((band, article) for band in bands)
        self._bands.update(bands)

    def write(self) -> None:
        """Write what was noted so far: before it is asked for in SQL, and at the end. In order, for fewer pages."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO entry (feed, key, article, digest) VALUES (?, ?, ?, ?)",
            [(*place, *what) for place, what in sorted(self._new_entries.items())],
        )
        self._connection.executemany(
            "INSERT INTO identity (key, article) VALUES (?, ?) ON CONFLICT DO NOTHING", sorted(self._new_keys.items())
        )
        self._connection.executemany(
            "INSERT INTO band (band, article) VALUES (?, ?) ON CONFLICT DO NOTHING", sorted(self._new_bands)
        )
        self._new_entries.clear()
        self._new_keys.clear()
        self._new_bands.clear()
