"""Days of the calendar that their form gives away: "Monday, 25 July 2022", "July 14 to 24", "4 and 11 May"."""

from __future__ import annotations

import re

from newsreader.language.document.prefiltered_regex import spans

__all__ = ["days"]

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"""(?:January|February|March|April|May|June|July|August|September|October|November|December
    |(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"""
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w:])"
_AND = r"(?:[ ](?:to|and|or|through|&)[ ]|[-–])"

_DATE = re.compile(
    rf"""
    (?<![\w./:-])
    (?: {_WEEKDAY},?[ ] (?:the[ ])? )?
    (?: (?:{_DAY}{_AND})? {_DAY} (?:[ ]of)? [ ] {_MONTH}
      | {_MONTH}[ ]{_DAY} (?: {_AND} {_DAY} (?![ ]{_MONTH}) )? )
    (?: ,?[ ] (?:1[5-9]|20)\d\d )?
    (?![\w/%]|[.,:]\d|-\w)
    """,
    re.VERBOSE,
)

_CLUE = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:(?<=[\ddfht][ ]...)|[a-z]{0,6}\.?[ ]\d)",
)
"""A month after "4 ", "4th " or "4 of ", or before a number."""


def days(text: str) -> list[tuple[int, int]]:
    """The days and the ranges of days in `text` that have a month and a number, as `[start, end)`, in reading order.

    In the news that the recogniser was trained on, such a date is annotated from its weekday to its year. Time is
    linear in the length of `text`.
    """
    return list(spans(_DATE, _CLUE, text))
