"""Learns which words outside quotes say who spoke, and which are verbs of saying (see `quotes.py`).

Logistic regression over `language.saying.features`, one row for each word, on direct and indirect speech alike: there
is far more of both together than there are quotes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from quote_articles import Reading, fold_of
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

from newsreader.language.quotes import speech_verbs
from newsreader.language.quotes.quote_context import Scene

LEAST_TOLD, LEAST_TELLING = 3, 0.12
"""A feature is seen so often, and a weight is as large, or it is left out."""

NOTHING: speech_verbs.Weights = {"": (0.0, 0.0)}


@dataclass
class Told:
    """The words of some articles outside quotes: names of features as columns of a table, and what is annotated."""

    names: list[str]
    table: Any
    source: Any
    verb: Any
    folds: Any


def told_rows(readings: Sequence[Reading]) -> Told:
    """Every word outside quotes, whether it is in an annotated source, and whether it is in a cue."""
    index: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    source: list[bool] = []
    verb: list[bool] = []
    folds: list[int] = []
    for reading in readings:
        document = reading.document
        scene = Scene(document, reading.strings, {}, reading.labels, NOTHING)
        marked = {
            part: {
                token
                for attribution in reading.attributions
                for start, end in attribution[part]
                for token in range(bisect_left(document.starts, start), bisect_left(document.starts, end))
            }
            for part in ("source", "cue")
        }
        for paragraph in range(len(document.paragraphs)):
            words, kinds, tokens = scene.told(paragraph)
            for at, token in enumerate(tokens):
                if token >= 0:
                    columns += [index.setdefault(n, len(index)) for n in speech_verbs.features(words, kinds, at)]
                    ends.append(len(columns))
                    source.append(token in marked["source"])
                    verb.append(token in marked["cue"])
                    folds.append(fold_of(reading))
    table = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(source), len(index)))
    seen = np.asarray(table.sum(axis=0)).ravel()
    kept = np.flatnonzero(seen >= LEAST_TOLD)
    names = list(index)
    return Told([names[i] for i in kept], table[:, kept].tocsr(), np.array(source), np.array(verb), np.array(folds))


def learn_told(told: Told, rows: Any) -> speech_verbs.Weights:
    """The weights of the words outside quotes."""
    found = []
    for answers in (told.source, told.verb):
        model = SGDClassifier(loss="log_loss", alpha=2e-5, max_iter=12, tol=None, average=True, random_state=0).fit(
            told.table[rows], answers[rows]
        )
        found.append((model.coef_[0], model.intercept_[0]))
    (sources, one), (verbs, other) = found
    weights = {
        name: (round(float(a), 2), round(float(b), 2))
        for name, a, b in zip(told.names, sources, verbs, strict=True)
        if max(abs(a), abs(b)) >= LEAST_TELLING
    }
    return {"": (round(float(one), 2), round(float(other), 2)), **weights}
