"""Articles are stored once, come out unchanged, and are in the right lists."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsreader.library.store import Library, LibraryError, ListCounts, View, ViewKind, default_path
from newsreader.model.article import Article, Mark, MarkKind

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ALL, UNREAD, STARRED = View(), View(ViewKind.UNREAD), View(ViewKind.STARRED)


def dated(number: int, *, source: str = "", url: str = "") -> Article:
    """Return article `number`, one minute newer than the one before."""
    when = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    return Article(f"Text {number}.", f"Title {number}", published=when, source=source, url=url)


def titles(library: Library, view: View = ALL) -> list[str]:
    return [entry.title for entry in library.first(view, 1000)]


def test_an_article_comes_out_as_it_went_in(library: Library) -> None:
    article = Article(
        text="Head\n\nThe café said so.",
        title="A [strange] 'title'",
        marks=(Mark(0, 4, MarkKind.HEADING, "2"), Mark(10, 14, MarkKind.LINK, "https://cafe.example/")),
        byline="Jo Doe",
        source="The Daily Example",
        place="NANJING",
        published=datetime(2026, 5, 1, 8, 30, 15, 123456, tzinfo=UTC),
        url="https://news.example/a?utm_source=x#top",
    )
    [added] = library.add([article])
    assert added.new
    assert library.article(added.id) == article


def test_a_row_tells_what_the_list_shows(library: Library) -> None:
    [added] = library.add([dated(1, source="Example", url="https://news.example/1")])
    [entry] = library.first(ALL, 10)
    assert (entry.id, entry.title, entry.source, entry.url) == (
        added.id,
        "Title 1",
        "Example",
        "https://news.example/1",
    )
    assert entry.shown == entry.published == datetime(2026, 1, 1, 0, 1, tzinfo=UTC)
    assert (entry.read, entry.starred, entry.tags) == (False, False, ())


def test_the_same_article_is_stored_once(library: Library) -> None:
    [first] = library.add([Article("Words.", "Title", url="https://news.example/a")])
    again = library.add(
        [
            Article("Changed words.", "Changed", url="http://news.example/a?utm_source=rss"),
            Article("Words. ", "Title"),
            Article("Words.", "Title", url="https://mirror.example/b"),
            Article("Other words.", "Other", url="https://mirror.example/b"),
        ]
    )
    assert [added.new for added in again] == [False] * 4
    assert {added.id for added in again} == {first.id}
    assert library.article(first.id).text == "Words."
    assert library.counts().all == 1


def test_twins_within_one_addition_are_one(library: Library) -> None:
    one, two, three = library.add([dated(1), dated(2), dated(1)])
    assert (one.new, two.new, three.new) == (True, True, False)
    assert three.id == one.id


def test_newest_first_whatever_the_order_of_arrival(library: Library) -> None:
    library.add([dated(2), dated(3)])
    library.add([dated(4), dated(1)])
    assert titles(library) == ["Title 4", "Title 3", "Title 2", "Title 1"]


def test_articles_without_a_date_keep_their_order_and_stand_at_the_time_of_adding(library: Library) -> None:
    library.add([dated(1), *(Article(f"Undated {n}.", f"Undated {n}") for n in range(1200))])
    assert titles(library)[:3] == ["Undated 0", "Undated 1", "Undated 2"]
    [first] = library.first(ALL, 1)
    assert (first.published, first.shown) == (None, NOON)
    assert [entry.title for entry in library.entries(library.ids(ALL)[-2:])] == ["Undated 1199", "Title 1"]


def test_a_date_in_the_future_does_not_stay_on_top(path: Path) -> None:
    clock = [NOON]
    library = Library(path, now=lambda: clock[-1])
    far = datetime(2097, 1, 1, tzinfo=UTC)
    library.add([Article("Far.", "Far", published=far)])
    clock.append(NOON + timedelta(hours=1))
    library.add([Article("Later.", "Later")])
    assert titles(library) == ["Later", "Far"]
    assert library.first(ALL, 2)[1].shown == NOON
    assert library.first(ALL, 2)[1].published == far
    library.close()


def test_dates_before_1970_sort_as_well(library: Library) -> None:
    library.add(
        [Article(f"In {year}.", str(year), published=datetime(year, 1, 1, tzinfo=UTC)) for year in (1969, 1, 1912)]
    )
    assert titles(library) == ["1969", "1912", "1"]


def test_ids_and_pages_agree(library: Library) -> None:
    library.add(dated(n) for n in range(25))
    ids = list(library.ids(ALL))
    assert ids == sorted(ids, reverse=True)
    pages: list[int] = []
    after = None
    while page := library.first(ALL, 10, after=after):
        pages += [entry.id for entry in page]
        after = pages[-1]
    assert pages == ids


def test_entries_come_in_the_order_asked_without_those_that_are_gone(library: Library) -> None:
    one, two, three = (added.id for added in library.add([dated(1), dated(2), dated(3)]))
    assert [entry.id for entry in library.entries([two, 12345, three, one, two])] == [two, three, one, two]
    assert library.entries([]) == []


def test_an_article_that_is_gone_is_said_plainly(library: Library) -> None:
    with pytest.raises(LibraryError, match="no longer in the library"):
        library.article(12345)


def test_state_moves_articles_between_lists_and_counts(library: Library) -> None:
    one, two, three = (added.id for added in library.add([dated(1), dated(2), dated(3)]))
    library.set_read([one, three], True)
    library.set_starred([one], True)
    assert titles(library, UNREAD) == ["Title 2"]
    assert list(library.ids(UNREAD)) == [two]
    assert titles(library, STARRED) == ["Title 1"]
    assert library.counts() == ListCounts(all=3, unread=1, starred=1)
    assert [entry.read for entry in library.entries([one, two, three])] == [True, False, True]


def test_undo_takes_back_only_what_the_change_did(library: Library) -> None:
    one, two, three = (added.id for added in library.add([dated(1), dated(2), dated(3)]))
    library.set_read([one], True)
    change = library.set_read([one, two, three], True)
    assert set(change.ids) == {two, three}
    library.set_read([three], False)
    library.set_read([three], True)
    library.undo(change)
    assert [entry.read for entry in library.entries([one, two, three])] == [True, False, False]
    assert library.counts().unread == 2


def test_a_change_that_changes_nothing_is_empty(library: Library) -> None:
    [added] = library.add([dated(1)])
    assert not library.set_starred([added.id], False)
    assert not library.set_read([], True)
    assert library.set_starred([added.id], True)


def test_what_was_deleted_is_in_no_list_and_does_not_come_back_until_undone(library: Library) -> None:
    article = dated(1, url="https://news.example/1")
    [added] = library.add([article])
    library.set_starred([added.id], True)
    change = library.delete([added.id])
    assert library.counts() == ListCounts(0, 0, 0)
    assert [titles(library, view) for view in (ALL, UNREAD, STARRED)] == [[], [], []]
    assert not library.add([article])[0].new
    assert titles(library) == []
    library.undo(change)
    assert library.counts() == ListCounts(1, 1, 1)


def test_the_reading_position_is_kept(library: Library) -> None:
    [added] = library.add([dated(1)])
    assert library.position(added.id) == 0
    library.set_position(added.id, 1234)
    assert library.position(added.id) == 1234
    assert library.position(1) == 0


def test_values_are_remembered_from_one_start_to_the_next(path: Path) -> None:
    library = Library(path)
    assert library.recall("theme", "dark") == "dark"
    library.remember("theme", "light")
    library.remember("place", {"view": "all", "id": 7, "open": [True, None]})
    library.close()
    library = Library(path)
    assert library.recall("theme", "dark") == "light"
    assert library.recall("place", None) == {"view": "all", "id": 7, "open": [True, None]}
    library.close()


def test_batches_before_a_failing_source_are_kept(library: Library) -> None:
    def source() -> Iterator[Article]:
        yield from (dated(n) for n in range(700))
        raise OSError("the network is gone")

    with pytest.raises(OSError, match="network"):
        library.add(source())
    assert library.counts().all == 500


def test_strange_characters_are_stored_without_moving_offsets(library: Library) -> None:
    [added] = library.add([Article("a\ud800b\U0001f600c", "\udfff")])
    assert library.article(added.id).text == "a\ufffdb\U0001f600c"
    assert library.add([Article("a\ud800b\U0001f600c", "\udfff")])[0].new is False


def test_a_megabyte_of_text(library: Library) -> None:
    text = "A long line of news. " * 50_000
    [added] = library.add([Article(text, "Long")])
    assert library.article(added.id).text == text


def test_several_threads_read_and_write_at_once(library: Library) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for step in range(20):
                [added] = library.add([dated(1000 * number + step)])
                library.set_read([added.id], True)
                library.first(ALL, 50)
                library.counts()
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert library.counts() == ListCounts(80, 0, 0)


def test_a_closed_library_says_so(library: Library) -> None:
    library.close()
    with pytest.raises(LibraryError, match="is closed"):
        library.counts()


def test_where_the_library_is_by_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NEWSREADER_LIBRARY", str(tmp_path / "mine.db"))
    assert default_path() == tmp_path / "mine.db"
    monkeypatch.delenv("NEWSREADER_LIBRARY")
    assert default_path().name == "library.db"
    assert "newsreader" in str(default_path().parent)
