"""Look up words: their vectors, the lists of names that have them, and their clusters.

`assets/training/entity_gazetteer.py` builds the tables. Imports numpy (0.1 s): import this module inside the function
that needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

__all__ = ["LISTS", "Gazetteer", "GazetteerRows", "letter_case"]

LISTS = 7
"""The number of word lists (given names, surnames, places ...): one bit each in `Gazetteer.lists`."""

_GIVEN, _SURNAMES, _PART_OF_PLACE = 0b0000001, 0b0001100, 0b0100000
"""The bits of the lists of given names (of the US census), of surnames, and of words in the names of places."""


@dataclass(frozen=True, slots=True)
class GazetteerRows:
    """The row of each of some words in the gazetteer, -1 for none, and its cluster, 0 for none."""

    rows: NDArray[np.int64]
    clusters: list[int]


@dataclass(frozen=True)
class Gazetteer:
    """Tables with a row for each known word; `rows` has the row of each word in lower case.

    A vector is `vectors` times `scales`; words without one have zeros. `lists` has one bit for each list. `clusters`
    has three columns: for the word in lower case, with a capital and in capitals. A cluster is a path in a binary tree
    of words with similar neighbours (Brown and others, 1992), the root at the lowest bit; 0 for none.
    """

    rows: dict[str, int]
    vectors: NDArray[np.int8]
    scales: NDArray[np.float32]
    lists: NDArray[np.uint8]
    clusters: NDArray[np.uint16]

    def is_full_name(self, words: Sequence[str]) -> bool:
        """Return whether `words` are a given name and a surname, and the first is not in a place name ("Santa Cruz").

        In the training articles of the recogniser, 375 of 382 such names are annotated as a person.
        """
        if len(words) != 2 or not all(map(str.istitle, words)):
            return False
        given, surname = (int(self.lists[self.rows[w.lower()]]) if w.lower() in self.rows else 0 for w in words)
        return bool(given & _GIVEN) and not given & _PART_OF_PLACE and bool(surname & _SURNAMES)

    def look_up(self, types: Sequence[str]) -> GazetteerRows:
        """Return the rows and clusters of `types`; the line break has none."""
        find = self.rows.get
        rows = np.fromiter(map(find, map(str.lower, types), repeat(-1)), np.int64, len(types))
        cases = np.fromiter(map(letter_case, types), np.int64, len(types))
        clusters = self.clusters[rows, cases]
        shouted = (clusters == 0) & (cases == 2)  # headlines have words in capitals that other texts do not
        clusters[shouted] = self.clusters[rows[shouted], 1]
        clusters[rows < 0] = 0
        return GazetteerRows(rows, clusters.tolist())


def letter_case(word: str) -> int:
    """Return 0 for a word in lower case, 2 for one of several capitals, 1 for any other."""
    if word.islower():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1
