"""Feeds are fetched again when they are due: sooner after a success, later after each failure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsreader.library.feeds.entry_merger import FeedDelivery
from newsreader.library.store import Library, View
from newsreader.model.article import Article

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Clock:
    """A clock that is set by hand."""

    now = NOON


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(path: Path, clock: Clock) -> Iterator[Library]:
    opened = Library(path, now=lambda: clock.now)
    yield opened
    opened.close()


def subscribed(library: Library, *names: str) -> list[int]:
    return [library.subscribe(f"https://{name}.test/feed").id for name in names]


def due(library: Library, feeds: list[int] | None = None) -> list[int]:
    return [feed.feed for feed in library.due_feeds(feeds)]


def wait_after(library: Library, clock: Clock, feed: int) -> timedelta:
    """Return how long a feed is not due."""
    began = clock.now
    while not due(library):
        clock.now += MINUTE
    assert due(library) == [feed]
    return clock.now - began


def test_new_feeds_are_due_and_the_longest_unfetched_comes_first(library: Library, clock: Clock) -> None:
    one, two, three = subscribed(library, "one", "two", "three")
    library.store_deliveries([FeedDelivery(one)])
    clock.now += MINUTE
    library.store_deliveries([FeedDelivery(three), FeedDelivery(two)])
    assert due(library) == [one, two, three]


def test_the_wait_doubles_with_each_failure_up_to_a_day_and_ends_with_a_success(library: Library, clock: Clock) -> None:
    [feed] = subscribed(library, "one")
    waits = []
    for _ in range(9):
        library.record_failure(feed, "No answer.")
        waits.append(wait_after(library, clock, feed) // MINUTE)
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]
    assert (library.subscriptions()[0].failures, library.subscriptions()[0].reason) == (9, "No answer.")
    library.store_deliveries([FeedDelivery(feed)])
    assert due(library) == [feed]
    assert (library.subscriptions()[0].failures, library.subscriptions()[0].reason) == (0, "")
    assert library.subscriptions()[0].last_success == clock.now


def test_a_server_can_set_the_wait(library: Library, clock: Clock) -> None:
    [feed] = subscribed(library, "one")
    library.record_failure(feed, "Busy.", retry_after_s=600)
    assert wait_after(library, clock, feed) == 10 * MINUTE


def test_a_failed_feed_can_be_fetched_at_once_but_not_one_that_limits_requests(library: Library, clock: Clock) -> None:
    failed, limited = subscribed(library, "one", "two")
    library.record_failure(failed, "No answer.")
    library.record_failure(limited, "Too many requests.", rate_limited=True)
    assert due(library) == []
    assert due(library, [failed, limited]) == [failed]
    clock.now += 60 * MINUTE
    assert due(library, [limited]) == [limited]


def test_a_stopped_feed_is_never_due(library: Library) -> None:
    [feed] = subscribed(library, "one")
    library.record_failure(feed, "Gone.", stop=True)
    assert due(library, [feed]) == []
    library.edit_subscription(feed, stopped=False)
    assert due(library) == [feed]


def test_the_failure_of_an_ended_subscription_is_ignored(library: Library) -> None:
    library.record_failure(12345, "No answer.")
    assert library.subscriptions() == []


def test_rules_may_use_each_name_of_a_feed(library: Library) -> None:
    [feed] = subscribed(library, "one")
    library.store_deliveries([FeedDelivery(feed, title="The One")])
    library.edit_subscription(feed, name="Mine")
    [found] = library.due_feeds()
    assert found.names == ("https://one.test/feed", "Mine", "The One", "Mine")


def test_a_feed_is_named_by_its_title_until_it_has_articles(library: Library) -> None:
    [feed] = subscribed(library, "one")
    library.store_deliveries(
        [FeedDelivery(feed, title="The One", etag='"1"', modified="today", site="https://one.test/")]
    )
    library.add([Article("Words.", source="The One")])
    library.store_deliveries([FeedDelivery(feed, title="Another title")])
    [subscription] = library.subscriptions()
    assert (subscription.name, subscription.title, subscription.site) == (
        "The One",
        "Another title",
        "https://one.test/",
    )
    assert library.count(View(source="The One")) == 1


def test_the_values_for_the_next_request_are_stored(library: Library) -> None:
    [feed] = subscribed(library, "one")
    library.store_deliveries([FeedDelivery(feed, etag='"1"', modified="today", moved_to="https://one.test/new")])
    [found] = library.due_feeds()
    assert (found.url, found.etag, found.modified) == ("https://one.test/new", '"1"', "today")


def test_a_feed_that_moved_to_another_subscription_is_stopped(library: Library) -> None:
    one, two = subscribed(library, "one", "two")
    library.store_deliveries([FeedDelivery(one, moved_to="https://two.test/feed")])
    [stopped] = [feed for feed in library.subscriptions() if feed.stopped]
    assert (stopped.id, stopped.reason) == (one, "It has moved to the address of another subscription.")
    assert due(library) == [two]
