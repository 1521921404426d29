"""The recogniser's second opinion: a linear-chain conditional random field (Lafferty and others, 2001).

It weighs evidence that the network does not have as such: exact words, pairs of words, clusters of words, and what
stands beside a word's other mentions. The two err differently, so the sum of their scores is right more often than
either. `assets/training/entity_crf_trainer.py` trains it.

Imports numpy (0.1 s): import this inside the function that needs it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newsreader.language.entities import crf_features as evidence
from newsreader.language.entities import network as entity_network
from newsreader.language.entities.crf_features import Hashes
from newsreader.language.entities.embedding_cache import WordRows
from newsreader.language.entities.features import Encoded
from newsreader.language.entities.gazetteer import Lexicon
from newsreader.language.entities.segment_reduce import reduced
from newsreader.language.resources import models

__all__ = ["Chain", "Weights", "load"]

Matrix = NDArray[np.float32]

_LOW = np.uint32(0xFFFFF)
_PART = np.array([evidence.OFFSETS.index(offset) for offset, _ in evidence.WINDOW])
_ALONE = np.zeros(evidence.CONTEXT + len(evidence.JOINT), np.int64)


class Weights:
    """What each attribute says for each label: row i + 1 of `table` is of `keys[i]`, which rise; row 0 is zeros."""

    def __init__(self, keys: Hashes, table: Matrix) -> None:
        self._keys = np.append(np.uint32(0), keys)
        self._table = table
        low = self._keys & _LOW
        # The row of the attribute that ends in these bits; where several do, the last of them.
        self._row = np.zeros(int(_LOW) + 1, np.int32)
        self._row[low] = np.arange(len(low))
        self._several = np.zeros(len(self._row), bool)
        self._several[low[self._row[low] != np.arange(len(low))]] = True

    def sums(self, attributes: Hashes, part: NDArray[np.int64]) -> Matrix:
        """The sums of the weights of each row of `attributes`, by parts: `part[c]` is that of column c, which rises.

        The sums of part p of row r are in row `r * parts + p`.
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
            total[group[opens]] = reduced(np.add, self._table, rows, opens)
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
class Chain:
    """The trained chain, with the lexicon and the labels of the network.

    `fine` has the cluster of each word of the lexicon by its vector, 0 for none, and `coarse` the wider cluster of each
    of these. `transitions[i, j]` scores label j after i.
    """

    lexicon: Lexicon
    fine: NDArray[np.uint16]
    coarse: NDArray[np.uint8]
    weights: Weights
    transitions: Matrix
    _kept: WordRows = field(init=False, repr=False, default_factory=WordRows)
    _kept_sums: WordRows = field(init=False, repr=False, default_factory=WordRows)

    def scores(self, encoded: Encoded) -> Matrix:
        """One row for each token of `encoded`, one column for each label; higher is likelier."""
        words = self.words(encoded.types)
        found = self.weights.sums(self._alone(encoded, words), _ALONE)
        by_type = self._kept_sums.of(encoded.types, self._window_sums).reshape(-1, found.shape[1])
        around = evidence.around(encoded, max(evidence.OFFSETS)) * len(evidence.OFFSETS)
        for part, away in enumerate(evidence.OFFSETS):
            found += by_type.take(around[:, max(evidence.OFFSETS) + away] + part, axis=0)
        self._add_mentions(found, encoded, words)
        return found

    def words(self, types: list[str]) -> Hashes:
        """The attributes of each type by itself."""
        return self._kept.of(types, self._attributes_of)

    def _attributes_of(self, words: list[str]) -> Hashes:
        known = self.lexicon.look_up(words)
        fine, lists = self.fine[known.rows], self.lexicon.lists[known.rows]
        fine[known.rows < 0] = lists[known.rows < 0] = 0
        columns = known.clusters, fine.tolist(), self.coarse[fine].tolist(), lists.tolist()
        packed = b"".join(map(evidence.word_attributes, words, *columns))
        found = np.frombuffer(packed, np.uint32).reshape(len(words), evidence.EVERYWHERE).copy()
        for row, word in enumerate(words):
            if word == "\n":
                found[row] = 0
                found[row, list(evidence.LINE_BREAK)] = 1
        return found

    def _window_sums(self, words: list[str]) -> Matrix:
        """The sums of the weights of what each word says of the tokens around it, one after the other."""
        attributes = evidence.window_attributes(self.words(words))
        return self.weights.sums(attributes, _PART).reshape(len(words), -1)

    def attributes(self, encoded: Encoded) -> Hashes:
        """All attributes of each token, but those of the word's other mentions: to learn from.

        The columns are those of `WINDOW`, then `CONTEXT` many, then those of `JOINT`.
        """
        words = self.words(encoded.types)
        by_type = evidence.window_attributes(words)
        reach = max(evidence.OFFSETS)
        around = evidence.around(encoded, reach)
        window = [by_type[around[:, reach + away], column] for column, (away, _) in enumerate(evidence.WINDOW)]
        return np.concatenate([np.stack(window, axis=1), self._alone(encoded, words)], axis=1)

    @staticmethod
    def _alone(encoded: Encoded, words: Hashes) -> Hashes:
        joint = evidence.joint_attributes(encoded, words)
        return np.concatenate([evidence.context_attributes(encoded), joint], axis=1)

    def _add_mentions(self, scores: Matrix, encoded: Encoded, words: Hashes) -> None:
        """Add the mean weights of what stands beside the first mentions of each word with a capital."""
        found = evidence.mentions(encoded, words)
        if not len(found.places):
            return
        groups = found.group[found.first]
        near = self.weights.sums(found.near, np.zeros(len(evidence.NEAR), np.int64))
        opens = np.flatnonzero(np.diff(groups, prepend=-1))
        sizes: Matrix = np.bincount(groups).astype(np.float32)
        mean = reduced(np.add, near, np.arange(len(near)), opens) / sizes[:, None]
        token = np.zeros(len(encoded.flat), np.int64)
        token[encoded.places] = np.arange(len(encoded.places))
        scores[token[found.places]] += mean[found.group]


@cache
def load() -> Chain:
    """The chain in `assets/models`, read on the first call, with the lexicon and the labels of the network."""
    network = entity_network.load()
    with np.load(models.path("entity_chain.npz")) as file:
        keys = np.cumsum(file["steps"], dtype=np.uint32)
        table = np.zeros((len(keys) + 1, len(network.labels)), np.float32)
        rows = np.repeat(np.arange(1, len(keys) + 1), file["counts"])
        table[rows, file["labels"]] = file["weights"]
        return Chain(
            lexicon=network.lexicon,
            fine=file["fine"],
            coarse=file["coarse"],
            weights=Weights(keys, table),
            transitions=file["transitions"].astype(np.float32),
        )
