"""Tags, sources and saved searches, with their counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsreader.library.results import GroupCounts, SavedSearch
from newsreader.library.store import Library, LibraryError, View
from newsreader.model.article import Article

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def numbers(library: Library) -> list[int]:
    added = library.add(
        Article(f"Text {n}.", f"Title {n}", source="Wire" if n % 2 else "", published=START + timedelta(days=n))
        for n in range(4)
    )
    return [one.id for one in added]


def test_tags_are_shown_with_their_articles(library: Library, numbers: list[int]) -> None:
    change = library.set_tag(numbers[:3], "  Late   news ", True)
    assert (set(change.ids), change.tag) == (set(numbers[:3]), "Late news")
    library.set_tag([numbers[0]], "art", True)
    assert [entry.tags for entry in library.entries(numbers)] == [
        ("Late news", "art"),
        ("Late news",),
        ("Late news",),
        (),
    ]
    library.set_read([numbers[1]], True)
    assert library.tags() == [GroupCounts("art", 1, 1), GroupCounts("Late news", 3, 2)]


def test_the_same_tag_in_other_letters_is_one(library: Library, numbers: list[int]) -> None:
    library.set_tag([numbers[0]], "Health", True)
    assert library.set_tag(numbers[:2], "HEALTH", True).ids.tolist() == [numbers[1]]
    assert library.tags() == [GroupCounts("Health", 2, 2)]


def test_a_tag_that_nothing_has_is_gone_and_undo_brings_it_back(library: Library, numbers: list[int]) -> None:
    given = library.set_tag(numbers[:2], "x", True)
    taken = library.set_tag(numbers, "x", False)
    assert set(taken.ids) == set(numbers[:2])
    assert library.tags() == []
    library.undo(taken)
    assert library.tags() == [GroupCounts("x", 2, 2)]
    library.undo(given)
    assert library.tags() == []


def test_counts_of_tags_and_sources_follow_every_change(library: Library, numbers: list[int]) -> None:
    library.set_tag(numbers, "x", True)
    library.set_read([numbers[1]], True)
    assert library.sources() == [GroupCounts("Wire", 2, 1)]
    deleted = library.delete(numbers[:2])
    assert library.tags() == [GroupCounts("x", 2, 2)]
    assert library.sources() == [GroupCounts("Wire", 1, 1)]
    library.undo(deleted)
    muted = library.set_muted([numbers[1], numbers[3]], True)
    assert library.tags() == [GroupCounts("x", 2, 2)]
    assert library.sources() == []
    library.undo(muted)
    library.set_all_read(View())
    assert library.tags() == [GroupCounts("x", 4, 0)]
    assert library.sources() == [GroupCounts("Wire", 2, 0)]


def test_articles_that_are_gone_get_no_tag(library: Library) -> None:
    assert not library.set_tag([12345], "x", True)


def test_a_tag_needs_a_name(library: Library, numbers: list[int]) -> None:
    with pytest.raises(LibraryError, match="needs a name"):
        library.set_tag(numbers, ' " ', True)


def test_saved_searches_are_kept_in_order(library: Library, numbers: list[int]) -> None:
    library.save_search("Unread", "is:unread")
    library.save_search("Wire", "source:wire")
    library.save_search("unread", "is:unread since:1d")
    assert library.saved_searches() == [SavedSearch("unread", "is:unread since:1d"), SavedSearch("Wire", "source:wire")]
    assert [library.count(View(query=search.query)) for search in library.saved_searches()] == [0, 2]
    library.delete_search("WIRE")
    assert [search.name for search in library.saved_searches()] == ["unread"]


def test_counting_stops_where_it_is_told_to(library: Library, numbers: list[int]) -> None:
    assert library.count(View(query="text")) == 4
    assert library.count(View(query="text"), limit=3) == 3
    assert library.count(View(), limit=3) == 3
