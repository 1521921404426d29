"""Cache rows of numbers for words: most words of an article also occur in the articles before it.

Imports numpy (0.1 s): import this module inside the function that needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["EmbeddingCache"]

Rows = NDArray[Any]

_MOST = 8192
"""The most words in a cache; the caches of the network and the random field then take 14 MB."""


class EmbeddingCache:
    """A cache of rows that depend on the word only, for the words used last. It can be used from several threads."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._rows: Rows | None = None
        self._at: dict[str, int] = {}
        self._words = [""] * most
        self._free = list(range(most))
        self._used = np.zeros(most, np.int64)  # the time of the last use of each row
        self._now = 0
        self._lock = Lock()

    def of(self, words: Sequence[str], make: Callable[[list[str]], Rows]) -> Rows:
        """Return a row for each of `words`, which are distinct; `make` computes the rows of words not in the cache."""
        with self._lock:
            at = np.fromiter(map(self._at.get, words, repeat(-1)), np.int64, len(words))
            new = np.flatnonzero(at < 0)
            if self._rows is None or len(new) == len(words):
                found = make(list(words))
            else:
                found = self._rows.take(at, axis=0)
                if len(new):
                    found[new] = make([words[index] for index in new.tolist()])
            self._now += 1
            self._used[at[at >= 0]] = self._now
            self._keep([words[index] for index in new.tolist()], found[new])
            return found

    def _keep(self, words: list[str], rows: Rows) -> None:
        if len(words) > len(self._free):
            for index in np.argsort(self._used, kind="stable")[: self._most // 2].tolist():
                self._at.pop(self._words[index], None)
            self._free = sorted(set(range(self._most)) - set(self._at.values()))
        kept = min(len(words), len(self._free))
        if kept:
            if self._rows is None:
                self._rows = np.empty((self._most, rows.shape[1]), rows.dtype)
            places = self._free[:kept]
            del self._free[:kept]
            self._rows[places] = rows[:kept]
            self._used[places] = self._now
            for index, word in zip(places, words, strict=False):
                self._words[index] = word
                self._at[word] = index
