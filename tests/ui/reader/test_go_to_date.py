"""Going to a date in a list."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsreader.library.database.library_errors import LibraryError
from newsreader.library.database.times import number_at, to_micros
from newsreader.ui.reader.go_to_date import index_at
from newsroom import NOW

DAYS = [datetime(2026, 3, day, 10, tzinfo=UTC) for day in (14, 13, 13, 9, 2)]
NEWEST_FIRST = [number_at(to_micros(day)) - at for at, day in enumerate(DAYS)]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("13 mar", 1),
        ("mar 9", 3),
        ("9 march 2026", 3),
        ("31 dec", 4),
        ("today", 0),
        ("2026-03-13", 1),
        ("yesterday", 1),
        ("2026-03-12", 3),
        ("2026-03", 4),
        ("3d", 3),
        ("2020", 4),
    ],
)
def test_the_newest_that_is_not_newer(date: str, expected: int) -> None:
    assert index_at(NEWEST_FIRST, date, NOW) == expected


def test_oldest_first(date: str = "2026-03-13") -> None:
    assert index_at(NEWEST_FIRST[::-1], date, NOW) == 3


def test_an_empty_list_has_only_a_start() -> None:
    assert index_at([], "today", NOW) == 0


def test_what_is_no_date_is_said() -> None:
    with pytest.raises(LibraryError, match="not a date"):
        index_at(NEWEST_FIRST, "soon", NOW)
