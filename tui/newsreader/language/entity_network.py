"""The recogniser's network: numbers for a text in, a score for every label at every token out.

A word is the sum of what is known of its form (hashed features), its word vector and the lists it stands in. Two
convolutions look at its neighbours; then each word also sees the strongest signals of all its mentions in the
text, so that "Ruto" after "Mr" on one line makes "Ruto" a person on another. `assets/training/entities.py` trains
it; the labels are decoded in `entity_decoding`.

Imports numpy (0.1 s): import this inside the function that needs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsreader.language import models
from newsreader.language.entity_features import Encoded, packed_features
from newsreader.language.entity_lexicon import LISTS, Known, Lexicon
from newsreader.language.runs import reduced

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

    def scores(self, encoded: Encoded, known: Known) -> Matrix:
        """One row for each token of `encoded`, one column for each of `labels`; higher is likelier.

        `known` is what the lexicon has of `encoded.types`.
        """
        w = self.weights
        here = (self._words(encoded.types, known) @ w["W0"])[encoded.flat] + encoded.context @ w["Wn"] + w["b0"]
        np.maximum(here, 0, out=here)
        near = np.maximum(_window(here, 2) @ w["W1"] + w["b1"], 0)
        wide = near + np.maximum(_window(near, 1) @ w["W2"] + w["b2"], 0)
        all_mentions = _pool(wide, encoded.form)
        last = np.maximum(np.concatenate([_window(wide, 1), all_mentions], axis=1) @ w["W3"] + w["b3"], 0)
        rows: Matrix = np.concatenate([last, here], axis=1)[encoded.places] @ w["Wo"] + w["bo"]
        return rows

    def _words(self, types: list[str], known: Known) -> Matrix:
        """What is known of each type by itself; the first type is the line break, of which nothing is."""
        lexicon, rows = self.lexicon, known.rows
        width = lexicon.vectors.shape[1]
        found = np.zeros((len(types), width + LISTS + 1 + self.hashed.shape[1]), np.float32)
        found[:, :width] = lexicon.vectors[rows] * lexicon.scales[rows, None]
        found[:, width : width + LISTS] = lexicon.lists[rows, None] >> np.arange(LISTS) & 1
        found[:, width + LISTS] = lexicon.scales[rows] > 0
        found[rows < 0] = 0
        features = list(map(packed_features, types[1:], known.clusters[1:]))
        if features:
            begins = np.cumsum([0, *map(len, features[:-1])]) // 2
            flat = np.frombuffer(b"".join(features), np.uint16)
            found[1:, width + LISTS + 1 :] = reduced(np.add, self.hashed, flat, begins) / 3
        return found


def _window(rows: Matrix, reach: int) -> Matrix:
    """Each row beside its `reach` neighbours on either side, zeros beyond the ends."""
    count, width = rows.shape
    padded = np.zeros((count + 2 * reach, width), np.float32)
    padded[reach : reach + count] = rows
    return np.concatenate([padded[i : i + count] for i in range(2 * reach + 1)], axis=1)


def _pool(rows: Matrix, groups: NDArray[np.int32]) -> Matrix:
    """For each row, the column-wise maximum over the rows of its group; the groups are 0, 1, 2 ... without gaps."""
    order = np.argsort(groups, kind="stable")
    sizes = np.bincount(groups)
    pooled: Matrix = reduced(np.maximum, rows, order, np.cumsum(sizes) - sizes)[groups]
    return pooled


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
