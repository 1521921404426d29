"""Find a date in a list of articles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, timedelta

from newsreader.library.database.times import number_at, to_micros
from newsreader.library.search.query import DateRange, parse

__all__ = ["index_at"]


def index_at(ids: Sequence[int], date: str, now: datetime) -> int:
    """Return the index of the newest of `ids` that is not newer than `date`, or of the last if all are newer.

    `ids` are articles, newest first or oldest first. `date` is written as in a search or as in the list ("12 Nov"). A
    day means its newest article; a month, a year or an age means its beginning. `now` is aware. Raises QueryError if
    `date` is not a date.
    """
    date = _as_numbers(date, now)
    asked = parse(f'since:"{date}"', now).root
    assert isinstance(asked, DateRange)
    assert asked.since is not None
    moment = asked.since
    if date.count("-") == 2 or date in ("today", "yesterday"):
        moment += timedelta(days=1)
    number = number_at(to_micros(moment))
    if len(ids) > 1 and ids[0] < ids[-1]:
        return max(bisect_left(ids, number) - 1, 0)
    return min(bisect_left(ids, -number + 1, key=lambda article: -article), max(len(ids) - 1, 0))


def _as_numbers(date: str, now: datetime) -> str:
    """Return a day whose month is a word as "2026-11-12", in the latest year that fits; else `date` itself."""
    if " " not in date:
        return date
    from newsreader.intake.text import dates

    day = dates.parse(date, now.year)
    if day is not None and day.date() > now.date():
        day = dates.parse(date, now.year - 1)
    return date if day is None else day.date().isoformat()
