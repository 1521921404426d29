"""How old an article is, and how long it takes to read, in the few words that a list has room for."""

from __future__ import annotations

from datetime import datetime

__all__ = ["WORDS_A_MINUTE", "age", "day", "minutes", "moment", "reading_time"]

# Silent reading of English non-fiction: 238 words a minute on average (Brysbaert, 2019, a review of 190 studies);
# rounded down, as a terminal is read a little slower than paper.
WORDS_A_MINUTE = 230

_COUNTED = 20_000
_FIRST_KANA, _LAST_IDEOGRAPH = "\u3040", "\u9fff"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def age(then: datetime, now: datetime) -> str:
    """The time from `then` to `now` (both aware): "now", "5m", "3h", "2d", and from a week on the day.

    Days are those of `now`'s time zone. What lies in the future by more than a minute is given as its day too.
    """
    seconds = (now - then).total_seconds()
    if -60 < seconds < 60:
        return "now"
    if 0 < seconds < 3600:
        return f"{int(seconds // 60)}m"
    if 0 < seconds < 86_400:
        return f"{int(seconds // 3600)}h"
    if 0 < seconds < 7 * 86_400:
        return f"{int(seconds // 86_400)}d"
    return day(then, now)


def day(then: datetime, now: datetime) -> str:
    """The calendar day of `then` in `now`'s time zone: "18 Jul", with the year where it is another one than `now`'s."""
    local = _local(then, now)
    text = f"{local.day} {_MONTHS[local.month - 1]}"
    return text if local.year == now.year else f"{text} {local.year}"


def moment(then: datetime, now: datetime) -> str:
    """The day and the time of `then` in `now`'s time zone: "18 Jul 2026, 14:05"; midnight in UTC is a day alone.

    A date without a time comes in as midnight: a made-up "00:00" would say more than the article does.
    """
    if (then.hour, then.minute, then.second) == (0, 0, 0):
        return f"{then.day} {_MONTHS[then.month - 1]} {then.year}"
    local = _local(then, now)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"


def _local(then: datetime, now: datetime) -> datetime:
    try:
        return then.astimezone(now.tzinfo)
    except (OverflowError, ValueError):  # the first or the last day that Python knows, moved out of its range
        return then


def minutes(text: str) -> int:
    """How many minutes `text` takes to read, rounded, at least 1; 0 for a text without words.

    Words are counted in the first 20,000 characters, and the rest is taken to be like them, so that the length of a
    text does not show in the time that opening it takes.
    """
    sample = text[:_COUNTED]
    words = sum(1 for piece in sample.split() if any(map(str.isalnum, piece)))
    if max(sample, default="") >= _FIRST_KANA:
        # Without spaces between words: about 500 characters a minute are read, so two count about as one word.
        words += sum(_FIRST_KANA <= character <= _LAST_IDEOGRAPH for character in sample) // 2
    if not words:
        return 0
    return max(1, round(words * max(len(text) / _COUNTED, 1) / WORDS_A_MINUTE))


def reading_time(text: str) -> str:
    """How long `text` takes to read: "4 min", from three hours on "5 h"; "" for a text without words."""
    length = minutes(text)
    return f"{round(length / 60)} h" if length >= 180 else f"{length} min" if length else ""
