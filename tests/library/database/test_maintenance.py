"""What goes by age and number, what comes back, and what is put right."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsreader.language.resources import models
from newsreader.library.database.retention import ExpiredArticles
from newsreader.library.results import GroupCounts
from newsreader.library.store import Library, View
from newsreader.model.analysis import Analysis, Entity
from newsreader.model.article import Article
from newsreader.model.retention_policy import RetentionPolicy

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ARTICLES = [
    Article(f"Text {n}.", f"Title {n}", source="Wire" if n % 2 else "Daily", published=NOON - timedelta(days=n))
    for n in range(10)
]


@pytest.fixture
def full(library: Library) -> Library:
    """Articles of today to nine days ago; those of three and eight days ago are starred."""
    numbers = [added.id for added in library.add(ARTICLES)]
    library.set_starred([numbers[3], numbers[8]], True)
    library.set_tag(numbers, "all", True)
    for number in numbers:
        analysis = Analysis(entities=(Entity(0, 4, "PERSON", "Ann Text"),), model=models.MODEL)
        library.store_analysis(number, analysis)
    library.mark_failed(numbers[9], "some-model", "It broke off.")
    return library


def ages(library: Library) -> list[int]:
    return [(NOON - entry.shown).days for entry in library.first(View(), 100)]


@pytest.mark.parametrize(
    ("limits", "left"),
    [
        (RetentionPolicy(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (RetentionPolicy(days=0), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (RetentionPolicy(days=5), [0, 1, 2, 3, 4, 5, 8]),
        (RetentionPolicy(max_articles=2), [0, 1, 3, 8]),
        (RetentionPolicy(max_articles=0), [3, 8]),
        (RetentionPolicy(max_articles=20), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (RetentionPolicy(days=7, max_articles=9), [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        (RetentionPolicy(days=2, source="Wire"), [0, 1, 2, 3, 4, 6, 8]),
        (RetentionPolicy(max_articles=1, source="Daily"), [0, 1, 3, 5, 7, 8, 9]),
        (RetentionPolicy(days=1, source="Nowhere"), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ],
)
def test_what_is_beyond_the_limits_goes_but_never_what_is_starred(
    full: Library, limits: RetentionPolicy, left: list[int]
) -> None:
    going = {(NOON - entry.shown).days: entry for entry in full.first(View(), 100)}
    going = {days: going[days] for days in sorted(going, reverse=True) if days not in left}
    sources = sorted(Counter(entry.source for entry in going.values()).items(), key=lambda one: (-one[1], one[0]))
    expected = ExpiredArticles([entry.id for entry in going.values()], 7 * len(going), tuple(sources))
    assert full.apply_retention([limits], dry_run=True) == expected
    assert len(ages(full)) == 10
    assert full.apply_retention([limits]) == expected
    assert ages(full) == left
    assert full.count(View(query="text")) == full.counts().all == len(left)
    assert full.count(View(query="person:ann")) == len(left)
    assert full.tags() == [GroupCounts("all", len(left), len(left))]
    assert full.repair() == []


def test_the_article_that_is_open_stays(full: Library) -> None:
    oldest = full.ids(View())[-1]
    full.remember("place", {"article": oldest})
    going = full.apply_retention([RetentionPolicy(max_articles=1)]).articles
    assert oldest in full.ids(View()) and oldest not in going and going
    full.remember("place", {"article": None})
    assert full.apply_retention([RetentionPolicy(max_articles=1)]).articles == [oldest]


def test_what_goes_by_one_limit_does_not_count_for_the_next(full: Library) -> None:
    limits = [RetentionPolicy(max_articles=0, source="Wire"), RetentionPolicy(max_articles=3)]
    foretold = full.apply_retention(limits, dry_run=True)
    assert full.apply_retention(limits) == foretold
    assert foretold.sources == (("Wire", 4), ("Daily", 2))
    assert ages(full) == [0, 2, 3, 8]


def test_a_feed_with_limits_of_its_own_is_kept_by_those_alone(full: Library) -> None:
    feed = full.subscribe("https://wire.example/feed", title="Wire")
    given = [RetentionPolicy(days=1, source="Wire"), RetentionPolicy(days=5), RetentionPolicy(max_articles=4)]
    assert full.retention_policies(given) == given
    for keep, left in (
        (RetentionPolicy(days=0), [0, 1, 2, 3, 4, 5, 7, 8, 9]),
        (RetentionPolicy(days=8), [0, 1, 2, 3, 4, 5, 7, 8]),
        (RetentionPolicy(max_articles=1), [0, 1, 2, 3, 4, 8]),
    ):
        full.edit_subscription(feed.id, retention=keep)
        full.apply_retention(full.retention_policies(given))
        assert ages(full) == left
    full.edit_subscription(feed.id, retention=RetentionPolicy())
    assert full.retention_policies(given) == given


def test_what_was_thrown_out_comes_back_only_when_asked_for(full: Library) -> None:
    full.apply_retention([RetentionPolicy(days=5)])
    assert not any(added.new for added in full.add(ARTICLES))
    assert len(ages(full)) == 7
    back = full.add([ARTICLES[9], ARTICLES[0]], restore_deleted=True)
    assert [added.new for added in back] == [True, False]
    assert full.article(back[0].id).title == "Title 9"
    assert list(full.ids(View(query="title:9")))[:1] == [back[0].id]


def test_a_number_is_never_given_twice(library: Library) -> None:
    first, second = (
        added.id for added in library.add([Article("One.", published=NOON), Article("Two.", published=NOON)])
    )
    library.apply_retention([RetentionPolicy(max_articles=1)])
    assert list(library.ids(View())) == [first]
    third = library.add([Article("Three.", published=NOON)])[0].id
    assert third < second
    # What is known of the one that is gone is still said of its own number.
    assert library.add([Article("Two.", published=NOON)])[0].id == second
    assert [added.id for added in library.add([Article("Two.", published=NOON)], restore_deleted=True)] == [second]
    library.apply_retention([RetentionPolicy(max_articles=0)])
    assert library.add([Article("Four.", published=NOON)])[0].id < third


def test_what_was_deleted_comes_back_when_asked_for(full: Library) -> None:
    number = full.ids(View())[0]
    full.delete([number])
    assert full.add([ARTICLES[0]])[0].new is False
    assert full.counts().all == 9
    assert full.add([ARTICLES[0]], restore_deleted=True)[0].new is True
    assert full.counts().all == 10


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
    assert [what.split()[-1] for what in wrong] == ["articles", "sources", "tags", "tags", "words"]
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
