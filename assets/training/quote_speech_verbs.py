"""Train the models of `speech_verbs`: which words outside quotes name a source, which are verbs of saying.

Logistic regression over `speech_verbs.features`, one row for each word. It learns from indirect speech too, since that
is far more frequent than quotes. `quotes.py` runs it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from quote_articles import AnnotatedArticle, fold_of
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

from newsreader.language.quotes import speech_verbs
from newsreader.language.quotes.quote_context import QuoteContext

MIN_SEEN, MIN_WEIGHT = 3, 0.12
"""Features seen less often, and weights smaller than this, are left out."""

NO_WEIGHTS: speech_verbs.Weights = {"": (0.0, 0.0)}


@dataclass
class WordTable:
    """The words outside quotes as a table: a row for each word, a column for each feature, and the annotation."""

    names: list[str]
    table: Any
    source: Any
    verb: Any
    folds: Any


def word_rows(readings: Sequence[AnnotatedArticle]) -> WordTable:
    """Return the table of all words outside quotes: in an annotated source or not, in an annotated cue or not."""
    index: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    source: list[bool] = []
    verb: list[bool] = []
    folds: list[int] = []
    for reading in readings:
        document = reading.document
        context = QuoteContext(document, reading.strings, {}, reading.labels, NO_WEIGHTS)
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
            words, kinds, tokens = context.words_outside_quotes(paragraph)
            for at, token in enumerate(tokens):
                if token >= 0:
                    columns += [index.setdefault(n, len(index)) for n in speech_verbs.features(words, kinds, at)]
                    ends.append(len(columns))
                    source.append(token in marked["source"])
                    verb.append(token in marked["cue"])
                    folds.append(fold_of(reading))
    table = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(source), len(index)))
    seen = np.asarray(table.sum(axis=0)).ravel()
    kept = np.flatnonzero(seen >= MIN_SEEN)
    names = list(index)
    return WordTable(
        [names[i] for i in kept], table[:, kept].tocsr(), np.array(source), np.array(verb), np.array(folds)
    )


def learn_word_weights(words: WordTable, rows: Any) -> speech_verbs.Weights:
    """Train on the `rows` of the table and return the weights of the features."""
    found = []
    for answers in (words.source, words.verb):
        model = SGDClassifier(loss="log_loss", alpha=2e-5, max_iter=12, tol=None, average=True, random_state=0).fit(
            words.table[rows], answers[rows]
        )
        found.append((model.coef_[0], model.intercept_[0]))
    (sources, one), (verbs, other) = found
    weights = {
        name: (round(float(a), 2), round(float(b), 2))
        for name, a, b in zip(words.names, sources, verbs, strict=True)
        if max(abs(a), abs(b)) >= MIN_WEIGHT
    }
    return {"": (round(float(one), 2), round(float(other), 2)), **weights}
