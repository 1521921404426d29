"""Convert between times and the numbers that the library stores, and make article numbers that sort by time.

The library stores a moment as whole microseconds since 1970-01-01 UTC. The number of an article is made from the moment
that lists sort it by: seconds since the year 1, times `SLOTS`, plus a slot within that second. Every list is therefore
in the order of the numbers, newest last, and needs no sorting: neither the whole library, nor the articles of a source
or tag, nor the hits of a search (SQLite's full-text index returns rows in the order of their numbers). Numbers stay
below 2**53 until the year 2850, so every JSON reader takes them exactly.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

__all__ = ["SLOTS", "from_micros", "number_at", "to_micros"]

SLOTS = 100_000
"""Articles of one second that keep their order."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SECONDS_BEFORE_1970 = 62_135_596_800
"""From 0001-01-01 to 1970-01-01 in the proleptic Gregorian calendar, as in Python."""


def to_micros(moment: datetime) -> int:
    """Return the microseconds since 1970-01-01 UTC. A moment without a time zone counts as UTC."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the moment (aware, in UTC) of a number that `to_micros` made."""
    return _EPOCH + timedelta(microseconds=micros)


def number_at(micros: int) -> int:
    """Return the lowest article number of the second that contains `micros`. The highest is `SLOTS - 1` more."""
    return (micros // 1_000_000 + _SECONDS_BEFORE_1970) * SLOTS
