"""Words and marks with their offsets: the one tokenisation that entities, quotes and summaries share."""

from __future__ import annotations

import re

__all__ = ["tokenise"]

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


def tokenise(text: str) -> tuple[list[str], list[int], list[int]]:
    """The tokens of `text` in reading order: words, starts and ends (code points), three lists of one length."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        words.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    return words, starts, ends
