"""What the recogniser sees of each token."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["features", "segments", "shape"]

LONGEST = 200
"""The most tokens that are labelled together; longer lines are cut, which keeps time linear."""

_SHAPES = (
    (re.compile(r"[A-ZÀ-ÖØ-Þ]"), "X"),
    (re.compile(r"[^\W\d_X]"), "x"),
    (re.compile(r"\d"), "d"),
    (re.compile(r"(.)\1{2,}"), r"\1\1"),
)


def shape(word: str) -> str:
    """The pattern of capitals, small letters and digits of `word`, runs cut to two: "Xx", "XX-dd"."""
    word = word[:24]
    for pattern, sign in _SHAPES:
        word = pattern.sub(sign, word)
    return word


def segments(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[tuple[int, int]]:
    """The tokens of each line, as `[first, last)`; lines longer than `LONGEST` tokens are cut."""
    cuts: list[tuple[int, int]] = []
    first = 0
    for index in range(1, len(starts) + 1):
        if index == len(starts) or index - first == LONGEST or "\n" in text[ends[index - 1] : starts[index]]:
            cuts.append((first, index))
            first = index
    return cuts


def features(words: Sequence[str]) -> list[list[str]]:
    """One list of feature names for each of `words`, which stand in one line."""
    known: dict[str, list[str]] = {}
    for word in words:
        if word not in known:
            low = word.lower()[:24]
            known[word] = [
                f"w={low}",
                f"s={shape(word)}",
                f"p={low[:3]}",
                f"e={low[-3:]}",
                f"f={low[-4:]}",
                f"x={word[:24]}",
            ]
    edge = ["w=|"] * 6
    own = [edge, edge, *(known[w] for w in words), edge, edge]
    rows: list[list[str]] = []
    for i in range(2, len(own) - 2):
        before, here, after = own[i - 1], own[i], own[i + 1]
        rows.append(
            [
                *here,
                *("-" + f for f in before[:5]),
                *("+" + f for f in after[:5]),
                *("--" + f for f in own[i - 2][:2]),
                *("++" + f for f in own[i + 2][:2]),
                before[1] + here[1] + after[1],
                before[0] + here[0],
                here[0] + after[0],
            ]
        )
    return rows
