"""How likely each word, and each pair of neighbouring words, is to be in a reader's summary of the article.

Two logistic models over plain counts; the numbers are trained by `assets/training/summary.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log
from operator import mul

from newsreader.language.terms import STOP_WORDS, Terms

__all__ = ["PAIR_FEATURES", "WORD_FEATURES", "Counts", "Logistic", "Pair", "count", "pair_features", "word_features"]

Pair = tuple[str, str]

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


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model: a weight for each feature, and one of its own for some words."""

    weights: Sequence[float]
    own: Mapping[str, float]

    def logit(self, features: Sequence[float], word: str = "") -> float:
        """The log-odds for a vector of features (and the word itself)."""
        total: float = sum(map(mul, self.weights, features))
        return total + self.own.get(word, 0.0)


def probability(logit: float) -> float:
    """Log-odds as a probability; safe for any size."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, logit))))


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted over all prose sentences.

    How often each stem occurs, in how many sentences, in which first, how often with a capital, how often among the
    first words of a sentence, and the sum of 1 / (1 + i) over the sentences i that it occurs in; the same of pairs.
    """

    tf: Mapping[str, int]
    sentences: Mapping[str, int]
    first: Mapping[str, int]
    capitals: Mapping[str, int]
    early: Mapping[str, int]
    place: Mapping[str, float]
    pairs: Mapping[Pair, int]
    pairs_first: Mapping[Pair, int]
    total: int


def count(terms: Terms) -> Counts:
    """The counts of a document's terms."""
    tf: dict[str, int] = {}
    sentences: dict[str, int] = {}
    first: dict[str, int] = {}
    capitals: dict[str, int] = {}
    early: dict[str, int] = {}
    place: dict[str, float] = {}
    pairs: dict[Pair, int] = {}
    pairs_first: dict[Pair, int] = {}
    for i, (words, stems) in enumerate(zip(terms.words, terms.stems, strict=True)):
        weight = 1 / (1 + i)
        for stem in stems:
            tf[stem] = tf.get(stem, 0) + 1
            place[stem] = place.get(stem, 0.0) + weight
        for stem in stems[:EARLY]:
            early[stem] = early.get(stem, 0) + 1
        for stem in set(stems):
            sentences[stem] = sentences.get(stem, 0) + 1
            first.setdefault(stem, i)
        for word, stem in zip(words[1:], stems[1:], strict=True):
            if word[0].isupper():
                capitals[stem] = capitals.get(stem, 0) + 1
        for pair in pairwise(stems):
            pairs[pair] = pairs.get(pair, 0) + 1
            pairs_first.setdefault(pair, i)
    return Counts(tf, sentences, first, capitals, early, place, pairs, pairs_first, len(terms.stems))


def word_features(stem: str, counts: Counts, title: Collection[str], rare: float) -> list[float]:
    """The vector of WORD_FEATURES of one stem; `rare` is its inverse document frequency in news, as a logarithm."""
    tf, first = counts.tf[stem], counts.first[stem]
    total = counts.total
    name = counts.capitals.get(stem, 0) / tf
    stop = float(stem in STOP_WORDS)
    log_tf, log_first = log(tf), log(1 + first)
    return [
        1.0,
        min(tf, 20) / 10,
        log_tf,
        log(counts.sentences[stem]),
        counts.sentences[stem] / total,
        first / total,
        log_first,
        float(first == 0),
        float(first == 1),
        float(first == 2),
        float(stem in title),
        name,
        float(stem[0].isdigit()),
        stop,
        min(len(stem), 12) / 10,
        float(tf == 1),
        float(first > 20),
        rare,
        rare * log_tf,
        rare * log_first,
        rare * rare / 10,
        log(counts.place[stem]),
        counts.early.get(stem, 0) / tf,
        stop * log_tf,
        stop * log_first,
        name * log_tf,
        name * log_first,
        float(tf >= 3) * (1 - stop),
        log(total),
    ]


def pair_features(
    pair: Pair,
    counts: Counts,
    title: Collection[str],
    logits: Mapping[str, float],
    chances: Mapping[str, float],
    rare: Mapping[str, float],
) -> list[float]:
    """The vector of PAIR_FEATURES of two neighbouring stems.

    `logits`, `chances` and `rare` are those of the single words: log-odds, the same as probabilities, and rarity.
    """
    left, right = pair
    tf, first = counts.pairs[pair], counts.pairs_first[pair]
    one, two = logits[left], logits[right]
    p, q = chances[left], chances[right]
    stops = (left in STOP_WORDS) + (right in STOP_WORDS)
    names = min(counts.capitals.get(left, 0) / counts.tf[left], counts.capitals.get(right, 0) / counts.tf[right])
    return [
        1.0,
        min(tf, 10) / 10,
        log(tf),
        log(1 + first),
        float(first == 0),
        float(first == 1),
        float(first == 2),
        float(left in title and right in title),
        p * q,
        min(p, q),
        p + q,
        names,
        float(stops == 1),
        float(stops == 2),
        float(left[0].isdigit() or right[0].isdigit()),
        one / 10,
        two / 10,
        min(rare[left], rare[right]),
    ]
