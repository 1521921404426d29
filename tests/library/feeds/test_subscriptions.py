"""Subscriptions have a name, tags and settings, and their articles follow them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newsreader.library.results import GroupCounts, NewFeed
from newsreader.library.store import Library, LibraryError, ListCounts, View, ViewKind
from newsreader.model.article import Article

NEWS = "https://news.example/feed.xml"


def names(library: Library) -> list[str]:
    return [subscription.name for subscription in library.subscriptions()]


def test_a_subscription_is_called_as_the_reader_wishes_else_by_its_host(library: Library) -> None:
    library.subscribe("https://www.news.example/feed.xml")
    library.subscribe("https://other.example/rss", title="My\n paper ", site="https://other.example/", tags=["a", "b"])
    library.subscribe("/home/ann/News letters", kind="folder")
    assert names(library) == ["My paper", "News letters", "news.example"]
    paper = library.subscriptions()[0]
    assert (paper.tags, paper.site, paper.kind) == (("a", "b"), "https://other.example/", "feed")
    assert (paper.articles, paper.unread, paper.failures, paper.reason, paper.last_success) == (0, 0, 0, "", None)


def test_tags_that_differ_in_case_are_one_folder(library: Library) -> None:
    first = library.subscribe(NEWS, title="News", tags=["World", "Sea"])
    other = library.subscribe("https://other.example/rss", title="Other", tags=["sea", "WORLD", "Land"])
    assert first.tags == ("World", "Sea")
    assert other.tags == ("Sea", "World", "Land")
    assert [one.tags for one in library.subscriptions()] == [("World", "Sea"), ("Sea", "World", "Land")]
    library.edit_subscription(first.id, tags=["sea"])
    assert [one.tags for one in library.subscriptions()] == [("sea",), ("sea", "WORLD", "Land")]


def test_the_same_address_again_is_the_same_subscription_with_more_tags(library: Library) -> None:
    first = library.subscribe(NEWS, title="News", tags=["World"])
    again = library.subscribe(NEWS, title="Other", tags=["world", "Daily"])
    assert again.id == first.id
    assert again.name == "News"
    assert again.tags == ("World", "Daily")


def test_two_subscriptions_never_share_a_source(library: Library) -> None:
    for number in range(3):
        library.subscribe(f"https://{number % 2}.example/{number}", title="Top stories")
    assert names(library) == ["Top stories", "Top stories (0.example)", "Top stories (1.example)"]


def test_of_many_subscriptions_of_one_name_each_has_its_number(library: Library) -> None:
    feeds = [NewFeed(f"https://forum.example/{number}", "Board") for number in range(40)]
    assert library.subscribe_all(feeds) == 40
    numbered = {f"Board ({number})" for number in range(2, 40)}
    assert set(names(library)) == {"Board", "Board (forum.example)"} | numbered
    gone = next(one for one in library.subscriptions() if one.name == "Board (7)")
    library.unsubscribe(gone.id)
    assert library.subscribe("https://other.example/", title="Board (7)").name == "Board (7)"
    assert library.subscribe("https://forum.example/more", title="Board").name == "Board (40)"


def test_a_list_is_subscribed_to_whole_or_not_at_all(library: Library) -> None:
    library.subscribe(NEWS, title="News", tags=["World"])

    def broken() -> Iterator[NewFeed]:
        yield NewFeed("https://one.example/rss", tags=("Sea",))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.subscribe_all(broken())
    assert names(library) == ["News"]
    feeds = [NewFeed("https://one.example/rss", site="https://one.example/"), NewFeed(NEWS, "Other", tags=("Sea",))]
    assert library.subscribe_all(feeds) == 1
    assert [(one.name, one.site, one.tags) for one in library.subscriptions()] == [
        ("News", "", ("World", "Sea")),
        ("one.example", "https://one.example/", ()),
    ]


@pytest.mark.parametrize("title", ["Top stories", "", "Paper {}"])
def test_a_longer_list_takes_no_more_steps_for_each_feed(
    path: Path, title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0  # of SQLite, in thousands: unlike time they are the same on every machine
    connect = sqlite3.connect

    def count_step() -> None:
        nonlocal steps
        steps += 1

    def counted(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options)
        connection.set_progress_handler(count_step, 1000)
        return connection

    def steps_for(count: int) -> int:
        nonlocal steps
        with closing(Library(path.with_name(f"{count}.db"))) as library:
            steps = 0
            library.subscribe_all(
                NewFeed(f"https://feeds.example/{n}", title.format(n), tags=("All", f"Tag {n}")) for n in range(count)
            )
            return steps

    monkeypatch.setattr(sqlite3, "connect", counted)
    few = steps_for(200)
    assert few < steps_for(800) < 6 * few


def test_articles_that_were_added_before_belong_to_the_subscription(library: Library) -> None:
    library.add([Article("One.", "One", source="News"), Article("Two.", "Two", source="Other")])
    subscription = library.subscribe(NEWS, title="News")
    assert (subscription.name, subscription.articles, subscription.unread) == ("News", 1, 1)


def test_a_new_name_goes_with_the_articles_into_lists_counts_and_search(library: Library) -> None:
    numbers = [
        added.id for added in library.add(Article(f"Text {n}.", f"Title {n}", source="News") for n in range(450))
    ]
    library.set_read(numbers[:100], True)
    library.set_muted(numbers[:3], True)
    number = library.subscribe(NEWS, title="News").id
    library.edit_subscription(number, name="Morning")
    assert library.sources() == [GroupCounts("Morning", 447, 350)]
    assert library.count(View(source="Morning")) == 447
    assert library.count(View(query="source:morning text")) == 447
    assert library.count(View(query="morning")) == 447
    assert library.count(View(query="news")) == 0
    assert library.article(numbers[0]).source == "Morning"
    assert library.repair() == []
    library.edit_subscription(number, name="")
    assert names(library) == ["news.example"]


def test_what_is_edited_is_kept_and_the_rest_stays(library: Library) -> None:
    number = library.subscribe(NEWS, title="News", tags=["World"]).id
    library.edit_subscription(number, tags=["Daily", "World"], full="always")
    library.edit_subscription(number, url="https://news.example/atom.xml", stopped=True)
    [now] = library.subscriptions()
    assert (now.url, now.tags, now.full, now.stopped) == (
        "https://news.example/atom.xml",
        ("Daily", "World"),
        "always",
        True,
    )
    library.subscribe(NEWS)
    with pytest.raises(LibraryError, match="already"):
        library.edit_subscription(number, url=NEWS)
    with pytest.raises(LibraryError, match="sometimes"):
        library.edit_subscription(number, full="sometimes")
    with pytest.raises(LibraryError, match="no longer"):
        library.edit_subscription(99, name="x")


def test_a_muted_feed_is_unseen_but_for_its_starred_articles_and_comes_back(library: Library) -> None:
    one, two = (
        added.id for added in library.add([Article("1.", "A", source="News"), Article("2.", "B", source="News")])
    )
    library.set_starred([two], True)
    number = library.subscribe(NEWS, title="News").id
    library.edit_subscription(number, muted=True)
    assert list(library.ids(View())) == [two]
    assert list(library.ids(View(query="is:muted"))) == [one]
    library.edit_subscription(number, muted=False)
    assert library.counts() == ListCounts(2, 2, 1)


@pytest.mark.parametrize("articles", [False, True])
def test_the_end_of_a_subscription_keeps_its_articles_or_only_starred_ones(library: Library, articles: bool) -> None:
    added = library.add(Article(f"Text {n}.", f"Title {n}", source="News") for n in range(450))
    library.set_starred([added[7].id], True)
    library.set_muted([added[8].id], True)
    library.unsubscribe(library.subscribe(NEWS, title="News").id, articles=articles)
    assert library.subscriptions() == []
    assert list(library.ids(View())) == ([added[7].id] if articles else list(library.ids(View(source="News"))))
    assert library.count(View(query="is:muted")) == (0 if articles else 1)
    assert library.repair() == []
    with pytest.raises(LibraryError, match="no longer"):
        library.unsubscribe(1)


def shared(library: Library, path: Path, number: int, source: str) -> None:
    """Add a further source to the article."""
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO also SELECT id, ? FROM source WHERE name = ?", (number, source))
    connection.close()


def test_an_article_of_several_sources_is_in_the_list_of_each_with_one_state(library: Library, path: Path) -> None:
    ids = [
        added.id
        for added in library.add(
            [
                Article("Storm came.", "Storm", source="One"),
                Article("Calm.", "Calm", source="Two"),
                Article("Sun shone.", "Sun", source="One"),
            ]
        )
    ]
    shared(library, path, ids[0], "Two")
    assert library.sources() == [GroupCounts("One", 2, 2), GroupCounts("Two", 2, 2)]
    for view in (View(source="Two"), View(query="source:two")):
        assert sorted(library.ids(view)) == sorted(ids[:2])
        assert list(library.ids(view)) == sorted(ids[:2], reverse=True)
        assert [entry.id for entry in library.first(view, 1)] == [max(ids[:2])]
        assert [entry.id for entry in library.first(view, 5, after=max(ids[:2]))] == [min(ids[:2])]
        assert library.next_unread(view, min(ids[:2]), backwards=True) == max(ids[:2])
    assert list(library.ids(View(query="source:two storm"))) == [ids[0]]
    assert list(library.ids(View(query="storm", source="Two"))) == [ids[0]]
    assert list(library.ids(View(query="-source:two"))) == [ids[2]]
    assert [(entry.source, entry.also) for entry in library.entries(ids)] == [
        ("One", ("Two",)),
        ("Two", ()),
        ("One", ()),
    ]
    library.set_read([ids[0]], True)
    assert library.sources() == [GroupCounts("One", 2, 1), GroupCounts("Two", 2, 1)]
    library.delete([ids[0]])
    assert library.sources() == [GroupCounts("One", 1, 1), GroupCounts("Two", 1, 1)]
    assert library.repair() == []


def test_what_another_source_gave_too_outlives_a_subscription(library: Library, path: Path) -> None:
    one, two = (
        added.id for added in library.add([Article("1.", "A", source="News"), Article("2.", "B", source="News")])
    )
    library.add([Article("3.", "C", source="Other")])
    shared(library, path, one, "Other")
    library.unsubscribe(library.subscribe(NEWS, title="News").id, articles=True)
    assert library.sources() == [GroupCounts("Other", 2, 2)]
    assert two not in library.ids(View())
    assert library.count(View(query="source:other")) == 2
    library.unsubscribe(library.subscribe("https://other.example/", title="Other").id, articles=True)
    assert library.sources() == []
    assert library.repair() == []


def test_a_folder_lists_its_feeds_alone_though_another_name_holds_theirs(tmp_path: Path) -> None:
    kept = Library(tmp_path / "folders.db")
    for name, tags in (("Post", ["Sea"]), ("Coast Post", ["Land"]), ("Wire", ["Sea", "Land"]), ("Sea", [])):
        kept.subscribe(f"https://{len(name)}.example/{tags}", title=name, tags=tags)
        kept.add([Article(f"All that {name} said on this one day.", title=f"From {name}", source=name)])
    for folder, found in (
        ("Sea", {"From Post", "From Wire"}),
        ("Land", {"From Coast Post", "From Wire"}),
        ("No", set()),
    ):
        assert {entry.title for entry in kept.first(View(folder=folder), 9)} == found
        assert len(kept.first(View(ViewKind.UNREAD, folder=folder), 9)) == len(found)
        assert len(kept.first(View(query="said", folder=folder), 9)) == len(found)
        assert kept.count(View(folder=folder, query="is:starred")) == 0
    kept.close()
