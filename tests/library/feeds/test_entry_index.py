"""Entries, keys and min-hashes are read and written for many entries at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from newsreader.library.feeds.entry_index import EntryIndex, known_entries
from newsreader.library.store import Library
from newsreader.model.article import Article


@pytest.fixture
def feed(library: Library) -> int:
    return library.subscribe("https://one.test/feed").id


@pytest.fixture
def article(library: Library) -> int:
    return library.add([Article("Words.")])[0].id


@pytest.fixture
def connection(library: Library, feed: int, article: int) -> Iterator[sqlite3.Connection]:
    with library._connections.writing() as opened:
        yield opened


def test_nothing_is_known_before_it_is_added(connection: sqlite3.Connection, feed: int) -> None:
    index = EntryIndex(connection)
    index.preload(feed, [b"a"], [b"key"], [7])
    assert index.entry(feed, b"a") is None
    assert not index.has_key(b"key")
    assert not index.has_any_hash([7])
    assert not index.has_any_hash([])


def test_what_is_added_is_known_at_once_and_stored_by_a_flush(
    connection: sqlite3.Connection, feed: int, article: int
) -> None:
    index = EntryIndex(connection)
    index.add(feed, b"a", article, b"digest", [b"key"])
    index.add_hashes(article, [7, -8])
    assert index.entry(feed, b"a") == (article, b"digest")
    assert index.has_key(b"key")
    assert index.has_any_hash([1, -8])
    assert known_entries(connection, feed, [b"a"]) == {}
    index.flush()
    index.flush()
    assert known_entries(connection, feed, [b"a", b"b"]) == {b"a": (article, b"digest")}
    assert known_entries(connection, feed + 1, [b"a"]) == {}
    again = EntryIndex(connection)
    again.preload(feed, [b"a"], [b"key"], [7])
    assert again.entry(feed, b"a") == (article, b"digest")
    assert again.has_key(b"key")
    assert again.has_any_hash([7])


def test_a_key_keeps_the_article_that_had_it_first(connection: sqlite3.Connection, feed: int, article: int) -> None:
    index = EntryIndex(connection)
    index.add(feed, b"a", article, b"digest", [b"key"])
    index.add(feed, b"b", article + 1, b"digest", [b"key"])
    index.flush()
    found = connection.execute("SELECT article FROM identity WHERE key = ?", (b"key",)).fetchone()
    assert found == (article,)
