"""Search for a rare pattern quickly: try the slow pattern only on lines where a fast one, the prefilter, matches."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["find_matches"]


def find_matches(pattern: re.Pattern[str], prefilter: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the matches of `pattern` in `text` as `[start, end)`, in reading order.

    A match of `pattern` must lie within one line, and `prefilter` must match in each such line. Takes time linear in
    the length of `text` if both patterns do.
    """
    done = 0
    for found in prefilter.finditer(text):
        if found.start() < done:
            continue
        start = text.rfind("\n", done, found.start()) + 1 or done
        done = text.find("\n", found.start())
        if done < 0:
            done = len(text)
        for match in pattern.finditer(text, start, done):
            yield match.span()
