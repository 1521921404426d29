"""Ages in a few words, and reading time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.ui.widgets.relative_time import age, day, minutes, moment

NOW = datetime(2026, 7, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(0), "now"),
        (timedelta(seconds=59), "now"),
        (timedelta(seconds=-59), "now"),
        (timedelta(minutes=1), "1m"),
        (timedelta(minutes=5, seconds=59), "5m"),
        (timedelta(minutes=59, seconds=59), "59m"),
        (timedelta(hours=1), "1h"),
        (timedelta(hours=23, minutes=59), "23h"),
        (timedelta(days=1), "1d"),
        (timedelta(days=6, hours=23), "6d"),
        (timedelta(days=7), "13 Jul"),
        (timedelta(days=201), "31 Dec 2025"),
        (timedelta(days=-3), "23 Jul"),
        (timedelta(days=-365), "20 Jul 2027"),
    ],
)
def test_age_in_words(before: timedelta, words: str) -> None:
    assert age(NOW - before, NOW) == words


def test_days_are_those_of_the_readers_time_zone() -> None:
    tokyo = timezone(timedelta(hours=9))
    late = datetime(2026, 7, 1, 20, 0, tzinfo=UTC)
    assert day(late, NOW) == "1 Jul"
    assert day(late, NOW.astimezone(tokyo)) == "2 Jul"
    assert moment(late, NOW.astimezone(tokyo)) == "2 Jul 2026, 05:00"


def test_a_date_without_a_time_has_none_made_up_for_it() -> None:
    newyork = timezone(timedelta(hours=-4))
    assert moment(datetime(2026, 7, 18, tzinfo=UTC), NOW.astimezone(newyork)) == "18 Jul 2026"


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(timezone(timedelta(hours=14)))))
def test_any_two_moments_have_a_short_age(then: datetime, now: datetime) -> None:
    assert 2 <= len(age(then, now)) <= len("30 Sep 2026")
    assert moment(then, now)


@pytest.mark.parametrize(("words", "expected"), [(0, 0), (1, 1), (230, 1), (460, 2), (2_300, 10), (23_000, 100)])
def test_reading_time(words: int, expected: int) -> None:
    assert minutes("word " * words) == expected


def test_reading_time_without_spaces_between_words() -> None:
    assert minutes("記者団に語った" * 330) == 5  # 2,310 characters, about 500 a minute


def test_punctuation_is_not_read() -> None:
    assert minutes("— … * * *") == 0
