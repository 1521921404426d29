"""How long a feed's articles are kept, in words that can be read and typed."""

from __future__ import annotations

import re

from newsreader.config.settings import LONGEST_DAYS, MOST_ARTICLES
from newsreader.model.retention_policy import RetentionPolicy

__all__ = ["EXAMPLES", "in_words", "understood", "wrong"]

EXAMPLES = "Such as: 30 days · 200 articles · 1 year, 200 articles · for ever · as the settings say. Starred ones stay."

_SETTINGS = "as the settings say"
_FOR_EVER = "for ever"
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_PART = re.compile(r"(\d{1,9})\s*(day|week|month|year|article)s?", re.IGNORECASE)


def in_words(keep: RetentionPolicy) -> str:
    """Such as "30 days, 200 articles"; `understood` takes it again."""
    if keep.is_unset:
        return _SETTINGS
    parts = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in ((keep.days, "day"), (keep.max_articles, "article"))
        if count is not None and (count or word == "article")
    ]
    return ", ".join(parts) or _FOR_EVER


def understood(words: str) -> RetentionPolicy | None:
    """What `words` mean: one length of time, one number of articles or both, "for ever", "as the settings say".

    None where they mean nothing that can be kept to.
    """
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


def wrong(words: str) -> str:
    """What is to be said of `words` that are not understood; "" for others."""
    return "" if understood(words) is not None else f"That is not understood. {EXAMPLES}"
