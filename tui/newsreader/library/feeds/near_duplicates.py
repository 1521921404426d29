"""Texts that are nearly the same, found without comparing each with each.

A text is taken as the set of its runs of four words. Of two sets, the share of runs that are in both (Jaccard) says
how like the texts are. Every run has a number as good as drawn by lot, the same in all texts; the lowest of a text are
its bands. Texts that are alike share one of them (A. Broder, "On the resemblance and containment of documents", 1997;
E. Cohen and H. Kaplan, "Summarizing data using bottom-k sketches", 2007): with four, of 1,500 pairs made up of 150
words, 0.999 of those with a likeness of 0.7, and nearly half of those with 0.1, which `likeness` then tells apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from zlib import crc32

__all__ = ["LEAST_WORDS", "NEARLY", "bands", "likeness"]

LEAST_WORDS = 25
"""Shorter texts are often the same in feeds without being the same story."""

NEARLY = 0.7
"""From this likeness on two texts tell the same story in the same words."""

_BANDS = 4
_LOW = -(2**63) + 2**64 // 10
"""A tenth of all runs are lower: of most texts, there is no need to sort the others."""

_LEAD = 1000
"""Characters at the beginning of a text that its bands are made of: what is alike as a whole is alike there."""

_WORD = re.compile(r"\w+")
_NO_WORD = bytes(code if chr(code).isalnum() or chr(code) == "_" else 0x20 for code in range(128)).ljust(256)
"""Puts spaces for what is in no word of plain ASCII, in which most texts are: a third of the time."""


def _words(text: str) -> list[bytes]:
    text = text.casefold()
    if text.isascii():
        return text.encode().translate(_NO_WORD).split()
    return " ".join(_WORD.findall(text)).encode("utf-8", "surrogatepass").split()


def _runs(text: str) -> Iterator[int]:
    found = _words(text)
    if len(found) < LEAST_WORDS:
        return iter(())
    words = list(map(crc32, found))
    # Python's hashes of tuples of numbers are the same in every process, unlike those of strings.
    return map(hash, zip(words, words[1:], words[2:], words[3:], strict=False))


def bands(text: str) -> tuple[int, ...]:
    """The bands of a text, signed numbers of 64 bits; none for a text of fewer words than LEAST_WORDS."""
    runs = list(_runs(text[:_LEAD]))
    low = {run for run in runs if run < _LOW}
    return tuple(sorted(low if len(low) >= _BANDS else set(runs))[:_BANDS])


def likeness(one: str, other: str) -> float:
    """The share of the runs of words in two texts that is in both: 0 to 1; 0 where one is too short."""
    first, second = set(_runs(one)), set(_runs(other))
    return len(first & second) / len(first | second) if first and second else 0.0
