"""Count words and pairs of neighbouring words, and compute the features of the models that score them.

Two logistic models estimate the probability of a word and of a pair to be in a reader's summary;
`assets/training/summary.py` trains them. The order of the features is part of the models. Imports numpy (0.1 s): import
this inside the function that needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsreader.language.summary.terms import STOP_WORDS, Terms

__all__ = [
    "PAIR_FEATURES",
    "WORD_FEATURES",
    "PairCounts",
    "WordCounts",
    "count_pairs",
    "count_words",
    "pair_features",
    "sigmoid",
    "word_features",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EARLY = 6
"""The number of words at the start of a sentence that mostly hold its subject."""

WORD_FEATURES = tuple(
    """
    bias tf log_tf sentences share first log_first in_first in_second in_third in_title name digit stop long
    once late rare rare_log_tf rare_log_first rare_squared weight_of_place early stop_log_tf stop_log_first
    name_log_tf name_log_first often log_count
    """.split()
)
PAIR_FEATURES = tuple(
    """
    bias tf log_tf log_first in_first in_second in_third in_title both least sum names one_stop two_stops
    digit logit_left logit_right rare
    """.split()
)


def sigmoid(logits: Floats) -> Floats:
    """Return log-odds as probabilities; safe for any size."""
    probabilities: Floats = 1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))
    return probabilities


@dataclass(frozen=True, slots=True, eq=False)
class WordCounts:
    """Counts over all prose sentences.

    One item for each different stem, in the order of first use: `stems`, `tf` (number of uses), `sentences` (number of
    sentences with it), `first` (index of the first such sentence), `capitals` (share of uses with a capital inside a
    sentence), `early` (share of uses among the first words of a sentence), `place` (sum of 1 / (1 + i) over the
    sentences i with it), and flags for `stop` words, words of the `title`, and figures (`digit`).

    One item for each word of the text: `ids`, the number of its stem, and `places`, the index of its sentence. One item
    for each different stem of each sentence: `holders`, the sentence; `held`, the stem; `times`, the uses. `total` is
    the number of sentences.
    """

    stems: Sequence[str]
    tf: Floats
    sentences: Floats
    first: Ints
    capitals: Floats
    early: Floats
    place: Floats
    stop: Floats
    title: Floats
    digit: Floats
    ids: Ints
    places: Ints
    holders: Ints
    held: Ints
    times: Ints
    total: int


def count_words(terms: Terms) -> WordCounts:
    """Count the terms of a document. Time is linear in its length, except for a sort."""
    numbers: dict[str, int] = {}
    ids = np.array([numbers.setdefault(s, len(numbers)) for line in terms.stems for s in line], dtype=np.int64)
    lengths = [len(line) for line in terms.stems]
    total, size = len(lengths), len(numbers)
    places = np.repeat(np.arange(total), lengths)
    inside = np.arange(len(ids)) - np.repeat(np.cumsum([0, *lengths])[:-1], lengths)
    capitals = np.array([word[0].isupper() for line in terms.words for word in line], dtype=bool) & (inside > 0)
    tf = np.bincount(ids, minlength=size).astype(float)
    keys, times = np.unique(places * max(1, size) + ids, return_counts=True)
    holders, held = np.divmod(keys, max(1, size))
    first = np.zeros(size, dtype=np.int64)
    first[ids[::-1]] = places[::-1]
    return WordCounts(
        stems=tuple(numbers),
        tf=tf,
        sentences=np.bincount(held, minlength=size).astype(float),
        first=first,
        capitals=np.bincount(ids, capitals, size) / tf,
        early=np.bincount(ids, inside < EARLY, size) / tf,
        place=np.bincount(ids, 1 / (1.0 + places), size).astype(float),
        stop=np.array([s in STOP_WORDS for s in numbers], dtype=float),
        title=np.array([s in terms.title for s in numbers], dtype=float),
        digit=np.array([s[0].isdigit() for s in numbers], dtype=float),
        ids=ids,
        places=places,
        holders=holders,
        held=held,
        times=times,
        total=total,
    )


def word_features(counts: WordCounts, rare: Floats) -> Floats:
    """Return the vectors of WORD_FEATURES, one row for each stem; `rare` is the log of inverse document frequency."""
    tf, first, stop, name, total = counts.tf, counts.first, counts.stop, counts.capitals, counts.total
    log_tf, log_first = np.log(tf), np.log1p(first)
    ones = np.ones(len(tf))
    return np.stack(
        [
            ones,
            np.minimum(tf, 20) / 10,
            log_tf,
            np.log(counts.sentences),
            counts.sentences / total,
            first / total,
            log_first,
            first == 0,
            first == 1,
            first == 2,
            counts.title,
            name,
            counts.digit,
            stop,
            np.minimum([len(s) for s in counts.stems], 12) / 10,
            tf == 1,
            first > 20,
            rare,
            rare * log_tf,
            rare * log_first,
            rare * rare / 10,
            np.log(counts.place),
            counts.early,
            stop * log_tf,
            stop * log_first,
            name * log_tf,
            name * log_first,
            (tf >= 3) * (1 - stop),
            ones * np.log(total),
        ],
        axis=1,
    )


@dataclass(frozen=True, slots=True, eq=False)
class PairCounts:
    """The different pairs of neighbouring stems.

    One item for each pair: `left` and `right`, the numbers of its stems, `tf`, the uses, and `first`, the index of the
    first sentence with it. One item for each different pair of each sentence: `holders`, the sentence; `held`, the pair
    """

    left: Ints
    right: Ints
    tf: Floats
    first: Ints
    holders: Ints
    held: Ints


def count_pairs(counts: WordCounts, within: Ints) -> PairCounts:
    """Return the pairs that occur in the sentences `within`, with their counts over all sentences."""
    size = max(1, len(counts.stems))
    both = counts.places[:-1] == counts.places[1:]
    keys = (counts.ids[:-1] * size + counts.ids[1:])[both]
    places = counts.places[:-1][both]
    different, at, inverse, tf = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    wanted = np.zeros(counts.total, dtype=bool)
    wanted[within] = True
    here = wanted[places]
    kept = np.unique(inverse[here])
    number = np.zeros(len(different), dtype=np.int64)
    number[kept] = np.arange(len(kept))
    held = np.unique(places[here] * max(1, len(kept)) + number[inverse[here]])
    left, right = np.divmod(different[kept], size)
    holders, members = np.divmod(held, max(1, len(kept)))
    return PairCounts(left, right, tf[kept].astype(float), places[at[kept]], holders, members)


def pair_features(pairs: PairCounts, counts: WordCounts, logits: Floats, probabilities: Floats, rare: Floats) -> Floats:
    """Return the vectors of PAIR_FEATURES, one row for each pair.

    `logits`, `probabilities` and `rare` belong to the single stems: log-odds, probabilities, and rarity.
    """
    left, right, tf, first = pairs.left, pairs.right, pairs.tf, pairs.first
    p, q = probabilities[left], probabilities[right]
    stops = counts.stop[left] + counts.stop[right]
    return np.stack(
        [
            np.ones(len(tf)),
            np.minimum(tf, 10) / 10,
            np.log(tf),
            np.log1p(first),
            first == 0,
            first == 1,
            first == 2,
            counts.title[left] * counts.title[right],
            p * q,
            np.minimum(p, q),
            p + q,
            np.minimum(counts.capitals[left], counts.capitals[right]),
            stops == 1,
            stops == 2,
            np.maximum(counts.digit[left], counts.digit[right]),
            logits[left] / 10,
            logits[right] / 10,
            np.minimum(rare[left], rare[right]),
        ],
        axis=1,
    )
