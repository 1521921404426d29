"""Wrong counts and indexes are repaired, and unused space is given back to the disk."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from newsreader.library.store import Library, View
from newsreader.model.article import Article
from newsreader.model.retention_policy import RetentionPolicy

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_wrong_counts_and_indexes_are_put_right(full: Library, path: Path) -> None:
    counts, sources, tags = full.counts(), full.sources(), full.tags()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE counter SET unread = 77")
    connection.execute("UPDATE source SET articles = 99 WHERE name = 'Wire'")
    connection.execute("UPDATE tag SET unread = 0")
    connection.execute("UPDATE state SET lists = 0")
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    connection.commit()
    connection.close()
    assert full.count(View(query="text")) == 0
    wrong = full.repair()
    assert [name.split()[-1] for name in wrong] == [
        "articles",
        "sources",
        "tags",
        "tags",
        "words",
    ]
    assert (full.counts(), full.sources(), full.tags()) == (counts, sources, tags)
    assert full.count(View(query="text")) == 10
    assert full.repair() == []


def test_room_is_given_back_to_the_disk(library: Library, path: Path) -> None:
    library.add(Article(f"Many words {n}. " * 2000, f"Title {n}", published=NOON) for n in range(50))
    library.repair()
    before = path.stat().st_size
    library.apply_retention([RetentionPolicy(max_articles=1)])
    library.repair()
    assert path.stat().st_size < before / 4
