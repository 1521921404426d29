"""Entries become new articles, change known ones, or join the same story of another feed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsreader.library.articles.article_record import to_record
from newsreader.library.feeds.entry_merger import (
    FeedDelivery,
    FeedEntryRecord,
    entry_key,
    identity_keys,
    split_into_transactions,
)
from newsreader.library.results import GroupCounts
from newsreader.library.store import Library, View
from newsreader.library.views import Added
from newsreader.model.article import Article
from newsreader.model.retention_policy import RetentionPolicy

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
STORY = " ".join(f"word{number}" for number in range(80))


def entry(identity: str, article: Article, *, only_in_file: bool = False, own_source: bool = False) -> FeedEntryRecord:
    digest = f"{article.title} {article.text}".encode()
    record = to_record(article, identity_keys(article, shared_link=False))
    return FeedEntryRecord(entry_key(identity), digest, record, own_source=own_source, only_in_file=only_in_file)


def article(name: str, text: str = "", url: str = "", age: int = 0) -> Article:
    return Article(text or f"Text of {name}.", name, url=url, published=NOON - timedelta(days=age))


@pytest.fixture
def feeds(library: Library) -> list[int]:
    return [library.subscribe(f"https://{name}.test/feed", title=name).id for name in ("One", "Two")]


def titles(library: Library, source: str = "") -> list[str]:
    return [found.title for found in library.first(View(source=source), 100)]


def test_a_new_entry_is_an_article_and_the_same_again_is_none(library: Library, feeds: list[int]) -> None:
    delivery = FeedDelivery(feeds[0], (entry("1", article("A")), entry("2", article("B"))))
    first = library.store_deliveries([delivery])
    assert first.added() == [Added(number, True) for number in first.new]
    assert library.store_deliveries([delivery]).added() == []
    assert titles(library, "One") == ["A", "B"]


def test_only_new_and_edited_entries_are_asked_for(library: Library, feeds: list[int]) -> None:
    known, skipped = entry("1", article("A")), (entry_key("2"), b"empty")
    library.store_deliveries([FeedDelivery(feeds[0], (known,), skipped=(skipped,))])
    wanted = [(known.key, known.digest), (known.key, b"edited"), skipped, (entry_key("3"), b"new")]
    assert library.new_or_edited(feeds[0], wanted) == [1, 3]
    assert library.new_or_edited(feeds[1], wanted) == [0, 1, 2, 3]


def test_an_edited_entry_changes_the_words_and_nothing_else(library: Library, feeds: list[int]) -> None:
    [number] = library.store_deliveries([FeedDelivery(feeds[0], (entry("1", article("A", age=2)),))]).new
    library.set_read([number], True)
    edited = library.store_deliveries([FeedDelivery(feeds[0], (entry("1", article("A", "Better words.")),))])
    assert (edited.new, edited.edited) == ([], [number])
    [shown] = library.entries([number])
    assert (library.article(number).text, shown.read, shown.shown) == ("Better words.", True, NOON - timedelta(days=2))


def test_one_address_in_two_feeds_is_one_article_of_both(library: Library, feeds: list[int]) -> None:
    deliveries = [FeedDelivery(feed, (entry("1", article("A", url="https://a.test/1")),)) for feed in feeds]
    assert len(library.store_deliveries(deliveries).new) == 1
    assert library.sources() == [GroupCounts("One", 1, 1), GroupCounts("Two", 1, 1)]


def test_without_merging_each_feed_has_its_own(library: Library, feeds: list[int]) -> None:
    deliveries = [FeedDelivery(feed, (entry("1", article("A", url="https://a.test/1")),)) for feed in feeds]
    assert len(library.store_deliveries(deliveries, merge=False).new) == 2
    assert library.count(View()) == 2


@pytest.mark.parametrize(
    ("title", "text", "age", "merged"),
    [
        ("Storm hits the coast", STORY.replace("word7 ", "other "), 0, True),
        ("Storm hits the coast", STORY.replace("word7 ", "other "), 5, False),
        ("Storm hits the coast", STORY.replace("word", "else"), 0, False),
        ("Storm, day 3", STORY, 0, False),
    ],
    ids=["a word differs", "another week", "other words", "another part"],
)
def test_nearly_the_same_words_of_the_same_days_are_one_story(
    library: Library, feeds: list[int], title: str, text: str, age: int, merged: bool
) -> None:
    first = "Storm, day 2" if "day" in title else title
    library.store_deliveries([FeedDelivery(feeds[0], (entry("1", article(first, STORY)),))])
    second = library.store_deliveries([FeedDelivery(feeds[1], (entry("1", article(title, text, age=age)),))])
    assert second.new == [] if merged else len(second.new) == 1


@pytest.mark.parametrize("how", ["deleted", "expired"])
def test_a_deleted_article_stays_away_from_every_feed(library: Library, feeds: list[int], how: str) -> None:
    sent = article("A", url="https://a.test/1")
    [number] = library.store_deliveries([FeedDelivery(feeds[0], (entry("1", sent),))]).new
    if how == "deleted":
        library.delete([number])
    else:
        library.apply_retention([RetentionPolicy(max_articles=0)])
    for merge in (True, False):
        edited = entry("1", sent._replace(text="Better words."))
        assert library.store_deliveries([FeedDelivery(feeds[1], (edited,))], merge=merge).added() == []
    assert titles(library) == []


def test_a_file_with_one_article_can_change_altogether(library: Library, feeds: list[int]) -> None:
    [number] = library.store_deliveries([FeedDelivery(feeds[0], (entry("a.md", article("A"), only_in_file=True),))]).new
    changed = entry("a.md", article("Z", "Other words."), only_in_file=True)
    assert library.store_deliveries([FeedDelivery(feeds[0], (changed,))]).edited == [number]
    assert library.article(number).title == "Z"


def test_an_article_of_a_folder_keeps_its_own_source(library: Library, feeds: list[int]) -> None:
    sent = entry("a.md", article("A")._replace(source="The Daily"), own_source=True)
    library.store_deliveries([FeedDelivery(feeds[0], (sent,))])
    assert library.sources() == [GroupCounts("One", 1, 1), GroupCounts("The Daily", 1, 1)]


def test_an_ended_subscription_stores_nothing(library: Library, feeds: list[int]) -> None:
    library.unsubscribe(feeds[0])
    late = FeedDelivery(feeds[0], (entry("1", article("A")),), skipped=((entry_key("2"), b"empty"),))
    assert library.store_deliveries([late]).added() == []
    assert titles(library) == []


def test_deliveries_are_cut_and_gathered_by_transaction() -> None:
    one = entry("1", article("A", STORY))
    folder = one._replace(own_source=True)
    deliveries = [
        FeedDelivery(1, (one,) * 300),
        FeedDelivery(2),
        FeedDelivery(3, (one,) * 1100),
        FeedDelivery(4, (folder,)),
    ]
    parts = list(split_into_transactions(deliveries, merge=True))
    assert [[(part.delivery.feed, len(part.entries), part.last) for part in lot] for lot in parts] == [
        [(1, 300, True), (2, 0, True)],
        [(3, 500, False)],
        [(3, 500, False)],
        [(3, 100, True), (4, 1, True)],
    ]
    assert len(parts[0][0].min_hashes[0]) == 4
    assert parts[3][1].min_hashes == [()]
    [[unmerged]] = split_into_transactions(deliveries[:1], merge=False)
    assert set(unmerged.min_hashes) == {()}


def test_a_link_to_the_site_or_of_several_entries_identifies_nothing() -> None:
    plain = article("A", url="https://a.test/1")
    assert len(identity_keys(plain, shared_link=False)) == 2
    assert len(identity_keys(plain, shared_link=True)) == 1
    assert len(identity_keys(plain._replace(url="https://a.test/"), shared_link=False)) == 1
    assert identity_keys(Article("", "A"), shared_link=False) == ()
