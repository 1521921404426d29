"""Score labels with a convolutional network: features of a text in, a score for each label at each token out.

A word is represented by hashed features of its form, its word vector and the lists of names with it. Two convolutions
add its neighbours. Then each word also gets the strongest signals of all its mentions in the text, so that "Ruto" after
"Mr" on one line makes "Ruto" a person on another. `assets/training/entities.py` trains the network;
`posterior_decoding` turns scores into labels.

Imports numpy (0.1 s): import this module inside the function that needs it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsreader.language.entities.embedding_cache import EmbeddingCache
from newsreader.language.entities.features import Encoded, packed_features
from newsreader.language.entities.gazetteer import LISTS, Gazetteer
from newsreader.language.entities.segment_reduce import segment_reduce
from newsreader.language.resources import models

__all__ = ["Network", "load", "read"]

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Network:
    """The trained network. `labels` names the columns of `scores`; `transitions[i, j]` scores label j after i."""

    labels: tuple[str, ...]
    gazetteer: Gazetteer
    hashed: Matrix
    weights: dict[str, Matrix]
    transitions: Matrix
    _word_cache: EmbeddingCache = field(init=False, repr=False, default_factory=EmbeddingCache)

    def scores(self, encoded: Encoded) -> Matrix:
        """Return a row for each token of `encoded` and a column for each of `labels`; higher is likelier."""
        w = self.weights
        by_type = self._word_cache.of(encoded.types, self._words)
        here = by_type.take(encoded.flat, axis=0)
        here += encoded.context @ w["Wn"] + w["b0"]
        np.maximum(here, 0, out=here)
        near = _relu(_window(here, 2) @ w["W1"], w["b1"])
        wide = near + _relu(_window(near, 1) @ w["W2"], w["b2"])
        last = _window(wide, 1) @ w["W3"][: 3 * wide.shape[1]]
        last += (_group_maxima(wide, encoded.form) @ w["W3"][3 * wide.shape[1] :]).take(encoded.form, axis=0)
        last = _relu(last, w["b3"])
        rows: Matrix = np.concatenate([last, here], axis=1).take(encoded.places, axis=0) @ w["Wo"] + w["bo"]
        return rows

    def _words(self, words: list[str]) -> Matrix:
        """Return the first layer's output for each word without its context; the line break has no features."""
        gazetteer, known = self.gazetteer, self.gazetteer.look_up(words)
        rows = known.rows
        width = gazetteer.vectors.shape[1]
        found = np.zeros((len(words), width + LISTS + 1 + self.hashed.shape[1]), np.float32)
        found[:, :width] = gazetteer.vectors[rows] * gazetteer.scales[rows, None]
        found[:, width : width + LISTS] = gazetteer.lists[rows, None] >> np.arange(LISTS) & 1
        found[:, width + LISTS] = gazetteer.scales[rows] > 0
        found[rows < 0] = 0
        features = list(map(packed_features, words, known.clusters))
        begins = np.cumsum([0, *map(len, features[:-1])]) // 2
        flat = np.frombuffer(b"".join(features), np.uint16)
        found[:, width + LISTS + 1 :] = segment_reduce(np.add, self.hashed, flat, begins) / 3
        found[[word == "\n" for word in words]] = 0
        by_word: Matrix = found @ self.weights["W0"]
        return by_word


def _relu(rows: Matrix, bias: Matrix) -> Matrix:
    """Add `bias` to each of `rows` and set what is below zero to zero, in place."""
    rows += bias
    return np.maximum(rows, 0, out=rows)


def _window(rows: Matrix, reach: int) -> Matrix:
    """Return each row joined with its `reach` neighbours on either side, with zeros beyond the ends."""
    count, width = rows.shape
    padded = np.zeros((count + 2 * reach, width), np.float32)
    padded[reach : reach + count] = rows
    return np.concatenate([padded[i : i + count] for i in range(2 * reach + 1)], axis=1)


def _group_maxima(rows: Matrix, groups: NDArray[np.int32]) -> Matrix:
    """Return for each group the column-wise maximum of its rows; the groups are 0, 1, 2 ... without gaps."""
    sizes = np.bincount(groups)
    return segment_reduce(np.maximum, rows, np.argsort(groups, kind="stable"), np.cumsum(sizes) - sizes)


@cache
def load() -> Network:
    """Return the network in `assets/models`, read on the first call."""
    return read(models.path("entities.npz"))


def read(path: Path) -> Network:
    """Return the network in the file `path`, which `assets/training/entities.py` wrote."""
    with np.load(path) as file:
        words = file["words"].tobytes().decode("utf-8").split("\n")
        weights = {name: file[name].astype(np.float32) for name in ("W0", "Wn", "b0", "W1", "b1", "W2", "b2")}
        weights |= {name: file[name].astype(np.float32) for name in ("W3", "b3", "Wo", "bo")}
        return Network(
            labels=tuple(file["labels"].tobytes().decode("utf-8").split("\n")),
            gazetteer=Gazetteer(
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
