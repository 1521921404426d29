"""Find dates with a month and a day by their form: "Monday, 25 July 2022", "July 14 to 24", "4 and 11 May"."""

from __future__ import annotations

import re

from newsreader.language.document.prefiltered_regex import find_matches

__all__ = ["find_days"]

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

_PREFILTER = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:(?<=[\ddfht][ ]...)|[a-z]{0,6}\.?[ ]\d)",
)
"""A prefilter for `_DATE`: a month after "4 ", "4th " or "4 of ", or before a number."""


def find_days(text: str) -> list[tuple[int, int]]:
    """Return the days and ranges of days in `text` that have a month and a number, as `[start, end)`.

    They are in reading order and reach from the weekday to the year, as in the training articles of the recogniser.
    Takes time linear in the length of `text`.
    """
    return list(find_matches(_DATE, _PREFILTER, text))
