"""The library stores rules, retention policies, and many subscriptions at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.config import Rule
from newsreader.library.results import NewFeed
from newsreader.library.store import Library, LibraryError
from newsreader.model.article import Article
from newsreader.model.retention_policy import RetentionPolicy

MUTE = Rule("mute", "transfer", "words")
TAG = Rule("tag", "Ada", "name", "https://one.test/feed", "people")


def test_rules_are_kept_in_order_and_once(library: Library) -> None:
    for rule in (MUTE, TAG, MUTE):
        library.add_rule(rule)
    assert library.rules() == [MUTE, TAG]
    library.remove_rule(MUTE)
    library.remove_rule(MUTE)
    assert library.rules() == [TAG]


def test_many_feeds_are_subscribed_to_at_once(library: Library) -> None:
    library.subscribe("https://one.test/feed")
    feeds = [NewFeed("https://one.test/feed", tags=["a"]), NewFeed("https://two.test/feed", "Two")]
    assert library.subscribe_all(feeds) == 1
    assert [(feed.name, feed.tags) for feed in library.subscriptions()] == [("one.test", ("a",)), ("Two", ())]


def test_a_feed_s_own_policy_comes_before_the_settings(library: Library) -> None:
    feed = library.subscribe("https://one.test/feed", title="One").id
    everywhere = RetentionPolicy(days=30)
    library.edit_subscription(feed, retention=RetentionPolicy(days=0))
    policies = library.retention_policies([RetentionPolicy(days=1, source="One"), everywhere])
    assert policies == [RetentionPolicy(days=0, source="One"), everywhere._replace(except_sources=("One",))]


def test_a_page_does_not_replace_a_text_that_is_being_read(library: Library) -> None:
    read, unread = (added.id for added in library.add([Article("One."), Article("Two.")]))
    library.set_position(read, 2)
    for number in (read, unread):
        library.store_page(number, Article("The whole story."), unread_only=True)
    assert (library.article(read).text, library.article(unread).text) == ("One.", "The whole story.")


def test_a_library_that_is_only_read_takes_no_subscription(path: Path) -> None:
    Library(path).close()
    library = Library(path, read_only=True)
    with pytest.raises(LibraryError, match="read-only"):
        library.subscribe("https://one.test/feed")
    assert library.due_feeds() == []
    with library.bulk_writes():
        pass
    library.close()
