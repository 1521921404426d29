"""Format and parse the retention period of a feed, as users read and type it."""

from __future__ import annotations

import re

from newsreader.config.settings import LONGEST_DAYS, MOST_ARTICLES
from newsreader.model.retention_policy import RetentionPolicy

__all__ = ["EXAMPLES", "format_retention", "parse_retention", "retention_error"]

EXAMPLES = "Examples: 30 days · 200 articles · 1 year, 200 articles · for ever · by the settings. Starred ones stay."

_SETTINGS = "by the settings"
_FOR_EVER = "for ever"
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_PART = re.compile(r"(\d{1,9})\s*(day|week|month|year|article)s?", re.IGNORECASE)


def format_retention(keep: RetentionPolicy) -> str:
    """Return a retention period in words, such as "30 days, 200 articles". `parse_retention` reads it back."""
    if keep.is_unset:
        return _SETTINGS
    parts = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in ((keep.days, "day"), (keep.max_articles, "article"))
        if count is not None and (count or word == "article")
    ]
    return ", ".join(parts) or _FOR_EVER


def parse_retention(words: str) -> RetentionPolicy | None:
    """Parse a period, a number of articles or both, "for ever", or "by the settings". Return None if invalid."""
    line = " ".join(words.split()).casefold()
    if line in (_SETTINGS, "settings"):
        return RetentionPolicy()
    if line in (_FOR_EVER, "forever"):
        return RetentionPolicy(0)
    days = most = None
    for part in re.split(r"\s*(?:,|\band\b)\s*", line):
        match = _PART.fullmatch(part)
        if match is None:
            return None
        count, unit = int(match[1]), match[2]
        if unit == "article" and most is None and count <= MOST_ARTICLES:
            most = count
        elif unit != "article" and days is None and 0 < count * _DAYS[unit] <= LONGEST_DAYS:
            days = count * _DAYS[unit]
        else:
            return None
    return RetentionPolicy(days, most)


def retention_error(words: str) -> str:
    """Return an error message if `words` are not a retention period, else ""."""
    return "" if parse_retention(words) is not None else f"Invalid retention period. {EXAMPLES}"
