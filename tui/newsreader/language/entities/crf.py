"""Score labels with a linear-chain conditional random field (Lafferty and others, 2001).

It weighs evidence that the network does not have as such: exact words, pairs of words, clusters of words, and what
stands beside a word's other mentions. The two err differently, so the sum of their scores is right more often than
either. `assets/training/entity_crf_trainer.py` trains it.

Imports numpy (0.1 s): import this module inside the function that needs it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newsreader.language.entities import crf_features
from newsreader.language.entities import network as entity_network
from newsreader.language.entities.crf_features import Hashes
from newsreader.language.entities.embedding_cache import EmbeddingCache
from newsreader.language.entities.features import Encoded
from newsreader.language.entities.gazetteer import Gazetteer
from newsreader.language.entities.segment_reduce import segment_reduce
from newsreader.language.resources import models

__all__ = ["Crf", "Weights", "load"]

Matrix = NDArray[np.float32]

_LOW = np.uint32(0xFFFFF)
_PART = np.array([crf_features.OFFSETS.index(offset) for offset, _ in crf_features.WINDOW])
_ONE_PART = np.zeros(crf_features.CONTEXT + len(crf_features.JOINT), np.int64)


class Weights:
    """The weight of each attribute for each label, with fast look-up of many attributes."""

    def __init__(self, keys: Hashes, table: Matrix) -> None:
        """Take the attributes in ascending order; row i + 1 of `table` has the weights of `keys[i]`, row 0 zeros."""
        self._keys = np.append(np.uint32(0), keys)
        self._table = table
        low = self._keys & _LOW
        # The row of the attribute with these lowest bits, or of the last one if several have them.
        self._row = np.zeros(int(_LOW) + 1, np.int32)
        self._row[low] = np.arange(len(low))
        self._several = np.zeros(len(self._row), bool)
        self._several[low[self._row[low] != np.arange(len(low))]] = True

    def sums(self, attributes: Hashes, part: NDArray[np.int64]) -> Matrix:
        """Return the sums of the weights of each row of `attributes`, one sum for each part of the row.

        `part[c]` is the part of column c, in ascending order. Row `r * parts + p` of the result is of part p of row r;
        it has one column for each label.
        """
        parts = int(part[-1]) + 1
        flat = attributes.ravel()
        likely = np.flatnonzero(self._row.take(flat & _LOW))
        rows = self._rows(flat[likely])
        likely, rows = likely[rows > 0], rows[rows > 0]
        total = np.zeros((len(attributes) * parts, self._table.shape[1]), np.float32)
        if len(rows):
            group = likely // len(part) * parts + part[likely % len(part)]
            opens = np.flatnonzero(np.diff(group, prepend=-1))
            total[group[opens]] = segment_reduce(np.add, self._table, rows, opens)
        return total

    def _rows(self, attributes: Hashes) -> NDArray[np.int32]:
        low = attributes & _LOW
        rows: NDArray[np.int32] = self._row[low]
        other = self._keys[rows] != attributes
        crowded = np.flatnonzero(other & self._several[low])
        rows[other] = 0
        if len(crowded):
            searched = np.searchsorted(self._keys, attributes[crowded])
            searched[searched == len(self._keys)] = 0
            rows[crowded] = np.where(self._keys[searched] == attributes[crowded], searched, 0)
        return rows


@dataclass(frozen=True)
class Crf:
    """The trained field, with the gazetteer of the network.

    `fine` has the cluster of the vector of each word in the gazetteer, 0 for none, and `coarse` the wider cluster of
    each fine one. `transitions[i, j]` scores label j after i. The labels are those of the network.
    """

    gazetteer: Gazetteer
    fine: NDArray[np.uint16]
    coarse: NDArray[np.uint8]
    weights: Weights
    transitions: Matrix
    _attributes_cache: EmbeddingCache = field(init=False, repr=False, default_factory=EmbeddingCache)
    _sums_cache: EmbeddingCache = field(init=False, repr=False, default_factory=EmbeddingCache)

    def scores(self, encoded: Encoded) -> Matrix:
        """Return a row for each token of `encoded` and a column for each label; higher is likelier."""
        words = self.words(encoded.types)
        found = self.weights.sums(self._context_and_joint(encoded, words), _ONE_PART)
        by_type = self._sums_cache.of(encoded.types, self._window_sums).reshape(-1, found.shape[1])
        around = crf_features.around(encoded, max(crf_features.OFFSETS)) * len(crf_features.OFFSETS)
        for part, away in enumerate(crf_features.OFFSETS):
            found += by_type.take(around[:, max(crf_features.OFFSETS) + away] + part, axis=0)
        self._add_mentions(found, encoded, words)
        return found

    def words(self, types: list[str]) -> Hashes:
        """Return the attributes of each type without its context."""
        return self._attributes_cache.of(types, self._attributes_of)

    def _attributes_of(self, words: list[str]) -> Hashes:
        known = self.gazetteer.look_up(words)
        fine, lists = self.fine[known.rows], self.gazetteer.lists[known.rows]
        fine[known.rows < 0] = lists[known.rows < 0] = 0
        columns = known.clusters, fine.tolist(), self.coarse[fine].tolist(), lists.tolist()
        packed = b"".join(map(crf_features.word_attributes, words, *columns))
        found = np.frombuffer(packed, np.uint32).reshape(len(words), crf_features.EVERYWHERE).copy()
        for row, word in enumerate(words):
            if word == "\n":
                found[row] = 0
                found[row, list(crf_features.LINE_BREAK)] = 1
        return found

    def _window_sums(self, words: list[str]) -> Matrix:
        """Return for each word the sums of its weights for each of the tokens around it, side by side in one row."""
        attributes = crf_features.window_attributes(self.words(words))
        return self.weights.sums(attributes, _PART).reshape(len(words), -1)

    def attributes(self, encoded: Encoded) -> Hashes:
        """Return the attributes of each token, without those of the word's other mentions, for training.

        The columns are those of `WINDOW`, then `CONTEXT` columns, then those of `JOINT`.
        """
        words = self.words(encoded.types)
        by_type = crf_features.window_attributes(words)
        reach = max(crf_features.OFFSETS)
        around = crf_features.around(encoded, reach)
        window = [by_type[around[:, reach + away], column] for column, (away, _) in enumerate(crf_features.WINDOW)]
        return np.concatenate([np.stack(window, axis=1), self._context_and_joint(encoded, words)], axis=1)

    @staticmethod
    def _context_and_joint(encoded: Encoded, words: Hashes) -> Hashes:
        joint = crf_features.joint_attributes(encoded, words)
        return np.concatenate([crf_features.context_attributes(encoded), joint], axis=1)

    def _add_mentions(self, scores: Matrix, encoded: Encoded, words: Hashes) -> None:
        """Add the mean weights of the neighbours of the first mentions of each capitalised word."""
        found = crf_features.mentions(encoded, words)
        if not len(found.places):
            return
        groups = found.group[found.first]
        near = self.weights.sums(found.near, np.zeros(len(crf_features.NEAR), np.int64))
        opens = np.flatnonzero(np.diff(groups, prepend=-1))
        sizes: Matrix = np.bincount(groups).astype(np.float32)
        mean = segment_reduce(np.add, near, np.arange(len(near)), opens) / sizes[:, None]
        token = np.zeros(len(encoded.flat), np.int64)
        token[encoded.places] = np.arange(len(encoded.places))
        scores[token[found.places]] += mean[found.group]


@cache
def load() -> Crf:
    """Return the field in `assets/models`, read on the first call, with the gazetteer of the network."""
    network = entity_network.load()
    with np.load(models.path("entity_chain.npz")) as file:
        keys = np.cumsum(file["steps"], dtype=np.uint32)
        table = np.zeros((len(keys) + 1, len(network.labels)), np.float32)
        rows = np.repeat(np.arange(1, len(keys) + 1), file["counts"])
        table[rows, file["labels"]] = file["weights"]
        return Crf(
            gazetteer=network.gazetteer,
            fine=file["fine"],
            coarse=file["coarse"],
            weights=Weights(keys, table),
            transitions=file["transitions"].astype(np.float32),
        )
