"""The recogniser's network: numbers for a text in, a score for every label at every token out.

A word is the sum of what is known of its form (hashed features), its word vector and the lists it stands in. Two
convolutions look at its neighbours; then each word also sees the strongest signals of all its mentions in the
text, so that "Ruto" after "Mr" on one line makes "Ruto" a person on another. `assets/training/entities.py` trains
it; the labels are decoded in `entity_decoding`.

Imports numpy (0.1 s): import this inside the function that needs it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsreader.language.entities.embedding_cache import WordRows
from newsreader.language.entities.features import Encoded, packed_features
from newsreader.language.entities.gazetteer import LISTS, Lexicon
from newsreader.language.entities.segment_reduce import reduced
from newsreader.language.resources import models

__all__ = ["Network", "load", "read"]

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Network:
    """The trained network. `labels` names the columns of `scores`; `transitions[i, j]` scores label j after i."""

    labels: tuple[str, ...]
    lexicon: Lexicon
    hashed: Matrix
    weights: dict[str, Matrix]
    transitions: Matrix
    _kept: WordRows = field(init=False, repr=False, default_factory=WordRows)

    def scores(self, encoded: Encoded) -> Matrix:
        """One row for each token of `encoded`, one column for each of `labels`; higher is likelier."""
        w = self.weights
        by_type = self._kept.of(encoded.types, self._words)
        here = by_type.take(encoded.flat, axis=0)
        here += encoded.context @ w["Wn"] + w["b0"]
        np.maximum(here, 0, out=here)
        near = _active(_window(here, 2) @ w["W1"], w["b1"])
        wide = near + _active(_window(near, 1) @ w["W2"], w["b2"])
        last = _window(wide, 1) @ w["W3"][: 3 * wide.shape[1]]
        last += (_strongest(wide, encoded.form) @ w["W3"][3 * wide.shape[1] :]).take(encoded.form, axis=0)
        last = _active(last, w["b3"])
        rows: Matrix = np.concatenate([last, here], axis=1).take(encoded.places, axis=0) @ w["Wo"] + w["bo"]
        return rows

    def _words(self, words: list[str]) -> Matrix:
        """What the first layer makes of each word by itself; of the line break nothing is known."""
        lexicon, known = self.lexicon, self.lexicon.look_up(words)
        rows = known.rows
        width = lexicon.vectors.shape[1]
        found = np.zeros((len(words), width + LISTS + 1 + self.hashed.shape[1]), np.float32)
        found[:, :width] = lexicon.vectors[rows] * lexicon.scales[rows, None]
        found[:, width : width + LISTS] = lexicon.lists[rows, None] >> np.arange(LISTS) & 1
        found[:, width + LISTS] = lexicon.scales[rows] > 0
        found[rows < 0] = 0
        features = list(map(packed_features, words, known.clusters))
        begins = np.cumsum([0, *map(len, features[:-1])]) // 2
        flat = np.frombuffer(b"".join(features), np.uint16)
        found[:, width + LISTS + 1 :] = reduced(np.add, self.hashed, flat, begins) / 3
        found[[word == "\n" for word in words]] = 0
        by_word: Matrix = found @ self.weights["W0"]
        return by_word


def _active(rows: Matrix, bias: Matrix) -> Matrix:
    """What is above zero of `rows` with `bias` added to each, in place."""
    rows += bias
    return np.maximum(rows, 0, out=rows)


def _window(rows: Matrix, reach: int) -> Matrix:
    """Each row beside its `reach` neighbours on either side, zeros beyond the ends."""
    count, width = rows.shape
    padded = np.zeros((count + 2 * reach, width), np.float32)
    padded[reach : reach + count] = rows
    return np.concatenate([padded[i : i + count] for i in range(2 * reach + 1)], axis=1)


def _strongest(rows: Matrix, groups: NDArray[np.int32]) -> Matrix:
    """For each group the column-wise maximum over its rows; the groups are 0, 1, 2 ... without gaps."""
    sizes = np.bincount(groups)
    return reduced(np.maximum, rows, np.argsort(groups, kind="stable"), np.cumsum(sizes) - sizes)


@cache
def load() -> Network:
    """The network in `assets/models`, read on the first call."""
    return read(models.path("entities.npz"))


def read(path: Path) -> Network:
    """The network in a file."""
    with np.load(path) as file:
        words = file["words"].tobytes().decode("utf-8").split("\n")
        weights = {name: file[name].astype(np.float32) for name in ("W0", "Wn", "b0", "W1", "b1", "W2", "b2")}
        weights |= {name: file[name].astype(np.float32) for name in ("W3", "b3", "Wo", "bo")}
        return Network(
            labels=tuple(file["labels"].tobytes().decode("utf-8").split("\n")),
            lexicon=Lexicon(
                rows={word: row for row, word in enumerate(words)},
                vectors=file["vectors"],
                scales=file["scales"].astype(np.float32),
                lists=file["lists"],
                clusters=file["clusters"],
            ),
            hashed=file["hashed"].astype(np.float32) * file["hashed_scales"].astype(np.float32)[:, None],
            weights=weights,
            transitions=file["transitions"].astype(np.float32),
        )
