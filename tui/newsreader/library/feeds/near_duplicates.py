"""Find texts that are nearly the same without comparing every pair.

A text counts as the set of its shingles (runs of four words). The share of shingles that two sets have in common
(Jaccard) is the similarity of the texts. Each shingle has a hash, the same in all texts; the lowest hashes of a text
are its min-hashes. Similar texts share one of them (A. Broder, "On the resemblance and containment of documents", 1997;
E. Cohen and H. Kaplan, "Summarizing data using bottom-k sketches", 2007). With four min-hashes, 0.999 of the pairs with
a similarity of 0.7 share one (1,500 made-up pairs of 150 words each), and nearly half of those with 0.1, which
`similarity` then rules out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from zlib import crc32

__all__ = ["MIN_WORDS", "SAME_STORY", "min_hashes", "similarity"]

MIN_WORDS = 25
"""Shorter texts are often the same in several feeds without being the same story."""

SAME_STORY = 0.7
"""Texts of this similarity or more tell the same story in the same words."""

_HASHES = 4
_LOW = -(2**63) + 2**64 // 10
"""A tenth of all hashes are lower. Most texts have enough of them, and then the others need no sorting."""

_LEAD = 1000
"""Characters at the beginning of a text that its min-hashes are computed from: similar texts begin alike."""

_WORD = re.compile(r"\w+")
_ASCII_WORDS = bytes(code if chr(code).isalnum() or chr(code) == "_" else 0x20 for code in range(128)).ljust(256)
"""Replaces by spaces what is not in a word, for plain ASCII, as most texts are: it takes a third of the time."""


def _words(text: str) -> list[bytes]:
    text = text.casefold()
    if text.isascii():
        return text.encode().translate(_ASCII_WORDS).split()
    return " ".join(_WORD.findall(text)).encode("utf-8", "surrogatepass").split()


def _shingles(text: str) -> Iterator[int]:
    found = _words(text)
    if len(found) < MIN_WORDS:
        return iter(())
    words = list(map(crc32, found))
    # Python's hashes of tuples of numbers are the same in every process, unlike those of strings.
    return map(hash, zip(words, words[1:], words[2:], words[3:], strict=False))


def min_hashes(text: str) -> tuple[int, ...]:
    """Return the min-hashes of a text, signed numbers of 64 bits; none for a text of fewer than MIN_WORDS words."""
    shingles = list(_shingles(text[:_LEAD]))
    low = {shingle for shingle in shingles if shingle < _LOW}
    return tuple(sorted(low if len(low) >= _HASHES else set(shingles))[:_HASHES])


def similarity(one: str, other: str) -> float:
    """Return the share of shingles that two texts have in common, 0 to 1; 0 if one of them is too short."""
    first, second = set(_shingles(one)), set(_shingles(other))
    return len(first & second) / len(first | second) if first and second else 0.0
