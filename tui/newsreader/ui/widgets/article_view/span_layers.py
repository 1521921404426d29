"""Spans that lie over a text in layers, ready to be asked what lies over one line of it.

Spans come from the outside (marks, analyses, search hits) in any number and overlap; a line is asked about at every
repaint. So each layer is made disjoint once, and a question is a bisection.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

__all__ = ["Layer", "Run", "flatten"]

V = TypeVar("V")


class Layer(Generic[V]):
    """Non-overlapping spans over a text, each with a value, in order."""

    def __init__(self, spans: Iterable[tuple[int, int, V]] = ()) -> None:
        """`spans` are `(start, end, value)` in any order, half-open. Where two overlap, the one that starts first
        (the longer one of two with the same start) keeps the characters. Empty ones are left out.
        """
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._values: list[V] = []
        reached = 0
        for start, end, value in sorted(spans, key=lambda span: (span[0], -span[1])):
            start = max(start, reached)
            if start < end:
                self._starts.append(start)
                self._ends.append(end)
                self._values.append(value)
                reached = end

    def __len__(self) -> int:
        return len(self._starts)

    def over(self, start: int, end: int) -> Iterator[tuple[int, int, V]]:
        """The spans that touch the characters `start` up to `end`, cut to them, in order."""
        at = max(bisect_right(self._starts, start) - 1, 0)
        while at < len(self._starts) and self._starts[at] < end:
            if self._ends[at] > start:
                yield max(self._starts[at], start), min(self._ends[at], end), self._values[at]
            at += 1

    def at(self, offset: int) -> V | None:
        """The value of the span that covers the character at `offset`, or None."""
        index = bisect_right(self._starts, offset) - 1
        return self._values[index] if index >= 0 and offset < self._ends[index] else None


class Run(NamedTuple):
    """Characters that are drawn alike: `names` are the layers over them, the lowest first."""

    start: int
    end: int
    names: tuple[str, ...]


def flatten(start: int, end: int, spans: Iterable[tuple[int, int, str]]) -> list[Run]:
    """The characters `start` up to `end` cut into runs, without gaps or overlaps, by the `spans` that lie over them.

    `spans` are `(start, end, name)`, cut to the same characters, the lowest layer first; there are few of them.
    """
    over = list(spans)
    cuts = sorted({start, end, *(span[0] for span in over), *(span[1] for span in over)})
    return [Run(a, b, tuple(name for low, high, name in over if low <= a < high)) for a, b in pairwise(cuts)]
