"""Find words in the text of one article."""

from __future__ import annotations

import re
from bisect import bisect_left

from newsreader.model.analysis import Span

__all__ = ["next_from", "occurrences"]

_MOST = 10_000


def occurrences(text: str, words: str) -> list[Span]:
    """Return the spans of `words` in `text`, in any case, in reading order, without overlaps; at most 10,000.

    White space in `words` matches any, line breaks too. Without words there are no spans.
    """
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return []
    found = re.finditer(r"\s+".join(parts), text, re.IGNORECASE)
    return [Span(match.start(), match.end()) for match, _ in zip(found, range(_MOST), strict=False)]


def next_from(hits: list[Span], offset: int) -> int:
    """Return the index of the first of `hits` that starts at `offset` or later; after the last comes the first, 0."""
    at = bisect_left(hits, offset, key=lambda hit: hit.start)
    return at if at < len(hits) else 0
