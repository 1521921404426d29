"""Layers of spans over a text, with a fast lookup for one line.

Spans (marks, analyses, search hits) come in any number and may overlap, and each repaint looks up its lines. So the
spans of each layer are made disjoint once, and a lookup is a bisection.
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
        """Take `spans` as `(start, end, value)`, half-open, in any order.

        Where two overlap, the one that starts first wins, or the longer one of two with the same start.
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
        """Yield the spans over the characters from `start` up to `end`, cut to those, in order."""
        at = max(bisect_right(self._starts, start) - 1, 0)
        while at < len(self._starts) and self._starts[at] < end:
            if self._ends[at] > start:
                yield max(self._starts[at], start), min(self._ends[at], end), self._values[at]
            at += 1

    def at(self, offset: int) -> V | None:
        """Return the value of the span over the character at `offset`, or None."""
        index = bisect_right(self._starts, offset) - 1
        return self._values[index] if index >= 0 and offset < self._ends[index] else None


class Run(NamedTuple):
    """Characters with the same style: `names` are the layers over them, the lowest first."""

    start: int
    end: int
    names: tuple[str, ...]


def flatten(start: int, end: int, spans: Iterable[tuple[int, int, str]]) -> list[Run]:
    """Split the characters from `start` up to `end` into runs, without gaps or overlaps, at the ends of `spans`.

    `spans` are `(start, end, name)`, cut to the same characters, the lowest layer first. There are few of them.
    """
    over = list(spans)
    cuts = sorted({start, end, *(span[0] for span in over), *(span[1] for span in over)})
    return [Run(a, b, tuple(name for low, high, name in over if low <= a < high)) for a, b in pairwise(cuts)]
