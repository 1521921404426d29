"""Articles are deleted by age and number, and come back only when the reader asks for them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from newsreader.library.database.retention import ExpiredArticles
from newsreader.library.results import GroupCounts
from newsreader.library.store import Library, View
from newsreader.model.article import Article
from newsreader.model.retention_policy import RetentionPolicy

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


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
    expired = {(NOON - entry.shown).days: entry for entry in full.first(View(), 100)}
    expired = {days: expired[days] for days in sorted(expired, reverse=True) if days not in left}
    sources = sorted(Counter(entry.source for entry in expired.values()).items(), key=lambda one: (-one[1], one[0]))
    expected = ExpiredArticles([entry.id for entry in expired.values()], 7 * len(expired), tuple(sources))
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
    expired = full.apply_retention([RetentionPolicy(max_articles=1)]).articles
    assert oldest in full.ids(View()) and oldest not in expired and expired
    full.remember("place", {"article": None})
    assert full.apply_retention([RetentionPolicy(max_articles=1)]).articles == [oldest]


def test_what_goes_by_one_limit_does_not_count_for_the_next(full: Library) -> None:
    limits = [RetentionPolicy(max_articles=0, source="Wire"), RetentionPolicy(max_articles=3)]
    expected = full.apply_retention(limits, dry_run=True)
    assert full.apply_retention(limits) == expected
    assert expected.sources == (("Wire", 4), ("Daily", 2))
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


def test_what_was_thrown_out_comes_back_only_when_asked_for(full: Library, ten_articles: list[Article]) -> None:
    full.apply_retention([RetentionPolicy(days=5)])
    assert not any(added.new for added in full.add(ten_articles))
    assert len(ages(full)) == 7
    back = full.add([ten_articles[9], ten_articles[0]], restore_deleted=True)
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
    # The keys of the deleted article still lead to its own number.
    assert library.add([Article("Two.", published=NOON)])[0].id == second
    assert [added.id for added in library.add([Article("Two.", published=NOON)], restore_deleted=True)] == [second]
    library.apply_retention([RetentionPolicy(max_articles=0)])
    assert library.add([Article("Four.", published=NOON)])[0].id < third


def test_what_was_deleted_comes_back_when_asked_for(full: Library, ten_articles: list[Article]) -> None:
    number = full.ids(View())[0]
    full.delete([number])
    assert full.add([ten_articles[0]])[0].new is False
    assert full.counts().all == 9
    assert full.add([ten_articles[0]], restore_deleted=True)[0].new is True
    assert full.counts().all == 10
