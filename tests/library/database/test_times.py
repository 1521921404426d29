"""Article numbers sort by time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from newsreader.library.database.times import SLOTS, from_micros, number_at, to_micros

moments = st.datetimes(timezones=st.just(UTC))


@given(moments)
def test_a_moment_comes_back_to_the_microsecond(moment: datetime) -> None:
    assert from_micros(to_micros(moment)) == moment


@given(moments, moments)
def test_numbers_sort_as_their_seconds_do(one: datetime, other: datetime) -> None:
    first, second = one.replace(microsecond=0), other.replace(microsecond=0)
    assert (number_at(to_micros(one)) < number_at(to_micros(other))) == (first < second)
    assert number_at(to_micros(one)) >= 0


@given(moments)
def test_the_slots_of_a_second_end_where_the_next_begins(moment: datetime) -> None:
    micros = to_micros(moment)
    assert number_at(micros + 1_000_000) - number_at(micros) == SLOTS


def test_numbers_are_exact_in_every_json_reader() -> None:
    assert number_at(to_micros(datetime(2500, 1, 1, tzinfo=UTC))) + SLOTS < 2**53


def test_other_zones_and_none_are_taken_as_utc() -> None:
    noon = datetime(2026, 5, 4, 12, tzinfo=UTC)
    assert to_micros(noon.astimezone(timezone(timedelta(hours=5)))) == to_micros(noon)
    assert to_micros(noon.replace(tzinfo=None)) == to_micros(noon)
