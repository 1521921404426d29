"""A list is one statement, and its pages continue each other in either direction."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsreader.library.search.listing import Condition, Listing, Sort, plain_listing
from newsreader.library.store import Library
from newsreader.library.views import ViewKind
from newsreader.model.article import Article

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def numbers(library: Library) -> list[int]:
    """Return the numbers of six articles, newest first: the first is read, the second and fourth are starred."""
    articles = [Article(f"Text {n}.", published=NOON - timedelta(days=n)) for n in range(6)]
    added = [one.id for one in library.add(articles)]
    library.set_read(added[:1], True)
    library.set_starred([added[1], added[3]], True)
    return added


def selected(library: Library, listing: Listing, **options: int | bool) -> list[int]:
    with library._connections.reading() as connection:
        sql, parameters = listing.select(**options)  # type: ignore[arg-type]
        return [number for (number,) in connection.execute(sql, parameters)]


@pytest.mark.parametrize(
    ("kind", "unread", "expected"),
    [
        (ViewKind.ALL, False, [0, 1, 2, 3, 4, 5]),
        (ViewKind.ALL, True, [1, 2, 3, 4, 5]),
        (ViewKind.UNREAD, False, [1, 2, 3, 4, 5]),
        (ViewKind.STARRED, False, [1, 3]),
        (ViewKind.STARRED, True, [1, 3]),
    ],
)
def test_the_plain_lists(
    library: Library, numbers: list[int], kind: ViewKind, unread: bool, expected: list[int]
) -> None:
    found = selected(library, plain_listing(kind, unread=unread))
    assert found == [numbers[place] for place in expected]


def test_pages_continue_each_other(library: Library, numbers: list[int]) -> None:
    listing = plain_listing(ViewKind.ALL)
    assert selected(library, listing, limit=2) == numbers[:2]
    assert selected(library, listing, limit=2, after=numbers[1]) == numbers[2:4]
    assert selected(library, listing, limit=2, after=numbers[3], backwards=True) == [numbers[2], numbers[1]]
    oldest_first = listing._replace(sort=Sort.OLD)
    assert selected(library, oldest_first, limit=2, after=numbers[3]) == [numbers[2], numbers[1]]


def test_two_halves_are_one_list_without_repeats(library: Library, numbers: list[int]) -> None:
    starred = plain_listing(ViewKind.STARRED)
    newest = Listing("state", (Condition("state.id >= ?", [numbers[2]]),), "state.id", Sort.NEW)
    both = starred._replace(also=newest)
    assert selected(library, both) == numbers[:4]
    assert selected(library, both, limit=2, after=numbers[0]) == numbers[1:3]
    assert selected(library, both._replace(sort=Sort.OLD)) == numbers[3::-1]
