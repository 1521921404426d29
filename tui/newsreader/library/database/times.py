"""Times as the library keeps them, and article numbers that sort by time.

A moment is kept as whole microseconds since 1970-01-01 UTC. An article's number is made from the moment that the
list sorts it by: seconds since the year 1, times `SLOTS`, plus a slot within that second. So the order of numbers
is the order of every list, newest last, and no list ever needs sorting: not the whole library, not a source's or a
tag's articles, not the hits of a search (SQLite's full-text index gives its hits in the order of their numbers).
Numbers stay below 2**53, so that JSON readers everywhere take them exactly, until the year 2850.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

__all__ = ["SLOTS", "from_micros", "number_at", "to_micros"]

SLOTS = 100_000
"""How many articles of one second keep their order."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SECONDS_BEFORE_1970 = 62_135_596_800
"""From 0001-01-01 to 1970-01-01 in the proleptic Gregorian calendar, which is Python's."""


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970-01-01 UTC; a moment without a time zone is taken as UTC."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware moment, in UTC, that `to_micros` gave the number of."""
    return _EPOCH + timedelta(microseconds=micros)


def number_at(micros: int) -> int:
    """The lowest article number of the second that holds the moment `micros`; the highest is `SLOTS - 1` more."""
    return (micros // 1_000_000 + _SECONDS_BEFORE_1970) * SLOTS
