"""Looking for what few lines of a text hold: the slow pattern is tried only where a quick one, the clue, is found."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["spans"]


def spans(pattern: re.Pattern[str], clue: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """The matches of `pattern` in `text`, `[start, end)`, in reading order.

    A match of `pattern` must be within one line, and `clue` must match in each such line. Time is linear in the length
    of `text` where both patterns take linear time.
    """
    done = 0
    for found in clue.finditer(text):
        if found.start() < done:
            continue
        start = text.rfind("\n", done, found.start()) + 1 or done
        done = text.find("\n", found.start())
        if done < 0:
            done = len(text)
        for match in pattern.finditer(text, start, done):
            yield match.span()
