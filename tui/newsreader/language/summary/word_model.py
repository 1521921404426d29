"""How likely each word, and each pair of neighbouring words, is to be in a reader's summary of the article.

Two logistic models over plain counts; the numbers are trained by `assets/training/summary.py`. Imports numpy (0.1 s):
import this inside the function that needs it.
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
    "Counts",
    "Pairs",
    "count",
    "pair_features",
    "pairs",
    "probability",
    "word_features",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EARLY = 6
"""The first so many words of a sentence mostly hold its subject."""

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


def probability(logits: Floats) -> Floats:
    """Log-odds as probabilities; safe for any size."""
    chances: Floats = 1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))
    return chances


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """What is counted over all prose sentences.

    `stems` are the different stems in the order of their first use; the other tables have an item for each: how often
    it occurs, in how many sentences, in which first, the share of its uses that have a capital inside a sentence, the
    share among the first words of a sentence, the sum of 1 / (1 + i) over the sentences i that it occurs in, and
    whether it is a stop word, in the title, a figure.

    `ids` are the numbers of the stems of the whole text in order, `places` the sentence of each. `held` are the
    different stems of each sentence, as pairs of a sentence (`holders`) and a stem, with `times` how often.
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


def count(terms: Terms) -> Counts:
    """The counts of a document's terms; time is linear in its length but for a sort."""
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
    return Counts(
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


def word_features(counts: Counts, rare: Floats) -> Floats:
    """The vectors of WORD_FEATURES, a row for each stem; `rare`: log of inverse document frequency."""
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
class Pairs:
    """The different pairs of neighbouring stems: `left` and `right` by number, `tf`, the sentence of the `first`.

    `holders` and `held` are the different pairs of each sentence, as in `Counts`.
    """

    left: Ints
    right: Ints
    tf: Floats
    first: Ints
    holders: Ints
    held: Ints


def pairs(counts: Counts, within: Ints) -> Pairs:
    """The pairs that occur in the sentences `within`; how often and where first is counted over all sentences."""
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
    return Pairs(left, right, tf[kept].astype(float), places[at[kept]], holders, members)


def pair_features(pairs: Pairs, counts: Counts, logits: Floats, chances: Floats, rare: Floats) -> Floats:
    """The vectors of PAIR_FEATURES, a row for each pair.

    `logits`, `chances` and `rare` are those of the single stems: log-odds, the same as probabilities, and rarity.
    """
    left, right, tf, first = pairs.left, pairs.right, pairs.tf, pairs.first
    p, q = chances[left], chances[right]
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
