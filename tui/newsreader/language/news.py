"""The summary method "news": the set of sentences that together tell most of the story and read well on their own.

Three steps, each a linear model over plain numbers, trained by `assets/training/summary.py`:

1. how likely each word and pair of words is to be in a reader's summary (`coverage`);
2. what each sentence is worth in company: by how much the summaries that hold it are better than others (`worth`);
3. of the best few sentences, which set is best: expected F1 of words and of pairs, worth, length, repetition, place.

A sentence that leans on the one before it, by its opening or as a piece of a longer quote, is chosen only with it,
and no two chosen sentences say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import log
from typing import Any

from newsreader.language import centrality, coverage, readable, worth
from newsreader.language.coverage import Counts, Logistic, Pair, probability
from newsreader.language.sentences import Document
from newsreader.language.terms import STOP_WORDS, Terms, terms

__all__ = [
    "BEST",
    "SET_FEATURES",
    "Candidates",
    "Expectation",
    "candidates",
    "expectation",
    "rank",
    "sentence_features",
]

BEST = 9
"""So many of the worthiest sentences are tried in all sets of three."""

NEXT = 5
"""So many of the worthiest are tried as the next sentence of a longer summary."""

FIRST, CENTRAL = 60, 40
"""Candidates are the first so many sentences, and the most central so many of the rest of a long text."""

REFERENCE = 32.0
"""Words of a reader's summary, as editors' highlights have them (their mean)."""

SAME = 0.6
"""Two sentences say the same when they share this much of the content words of the shorter one."""

_UNIT = 1_000_000

SET_FEATURES = tuple("expected expected_pairs worth least_worth words log_words repeated first place".split())


@dataclass(frozen=True, slots=True)
class Expectation:
    """How likely the words and pairs of the candidates are to be in a reader's summary, from 0 to 1."""

    words: Mapping[str, float]
    pairs: Mapping[Pair, float]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The prose sentences that may be chosen (`indexes`, ascending), with what is known of each prose sentence.

    `barred` are those that no summary wants while there are others: cut off, questions, cries, open quotes.
    """

    terms: Terms
    counts: Counts
    indexes: Sequence[int]
    central: Sequence[float]
    ranks: Mapping[int, float]
    leaning: Mapping[int, bool]
    inside: Sequence[bool]
    barred: frozenset[int]

    def leans(self, index: int) -> bool:
        """Does the sentence need the one before it?"""
        return self.leaning[index] or self.inside[index]


def candidates(document: Document) -> Candidates:
    """The candidates of `document`. Linear in its length."""
    found = terms(document)
    counts = coverage.count(found)
    central = centrality.central(found.stems, STOP_WORDS)
    order = sorted(range(len(central)), key=lambda i: (-central[i], i))
    ranks = {index: 1 - place / len(order) for place, index in enumerate(order)}
    indexes = list(range(min(FIRST, len(central))))
    indexes += sorted([i for i in order if i >= FIRST][:CENTRAL])
    inside = readable.inside_quotes(document.text, found)
    texts = {i: document.text[found.sentences[i].start : found.sentences[i].end] for i in indexes}
    leaning = {i: readable.leans(t, first=i == 0) or readable.lacks_speaker(t) for i, t in texts.items()}
    barred = frozenset(i for i, t in texts.items() if not readable.is_whole(t))
    return Candidates(found, counts, indexes, central, ranks, leaning, inside, barred)


def expectation(found: Candidates, words: Logistic, pairs: Logistic, rarity: Mapping[str, float]) -> Expectation:
    """The expectation for the words of the candidates; `rarity` is by stem, "" for all that it does not hold."""
    counts, title = found.counts, found.terms.title
    stems = dict.fromkeys(s for i in found.indexes for s in found.terms.stems[i])
    unknown = rarity[""]
    rare = {s: rarity.get(s, unknown) for s in stems}
    logits = {s: words.logit(coverage.word_features(s, counts, title, rare[s]), s) for s in stems}
    neighbours = dict.fromkeys(pair for i in found.indexes for pair in pairwise(found.terms.stems[i]))
    chances = {s: probability(logit) for s, logit in logits.items()}
    return Expectation(
        chances,
        {
            p: probability(pairs.logit(coverage.pair_features(p, counts, title, logits, chances, rare)))
            for p in neighbours
        },
    )


def sentence_features(document: Document, found: Candidates, expected: Expectation) -> dict[int, list[float]]:
    """The features of each candidate (see `worth.FEATURES`)."""
    vectors: dict[int, list[float]] = {}
    for i in found.indexes:
        stems = found.terms.stems[i]
        different = set(stems)
        pairs = set(pairwise(stems))
        vectors[i] = worth.features(
            document,
            found.terms,
            i,
            counts=found.counts,
            central=found.central[i],
            central_rank=found.ranks[i],
            words=[expected.words[s] for s in sorted(different) if s not in STOP_WORDS],
            expected=2 * sum(expected.words[s] for s in sorted(different)) / (len(stems) + REFERENCE),
            expected_pairs=2 * sum(expected.pairs[p] for p in sorted(pairs)) / (len(stems) + REFERENCE),
            leaning=found.leaning[i],
            inside_quote=found.inside[i],
        )
    return vectors


class Sets:
    """Scores sets of candidates."""

    def __init__(self, found: Candidates, expected: Expectation, values: Mapping[int, float]) -> None:
        stems = {i: found.terms.stems[i] for i in values}
        self._values = values
        self._lengths = {i: len(words) for i, words in stems.items()}
        self._words = {i: frozenset(words) for i, words in stems.items()}
        self._pairs = {i: frozenset(pairwise(words)) for i, words in stems.items()}
        self._content = {i: words - STOP_WORDS for i, words in self._words.items()}
        self._repeats: dict[tuple[int, int], bool] = {}
        # Whole numbers, since sums of them do not depend on the order in which a set gives its members.
        self._once = {s: round(p * _UNIT) for s, p in expected.words.items()}
        # A word that is there twice counts again only where the reader has it twice too: about half as likely.
        self._again = {s: round(p * p / 2 * _UNIT) for s, p in expected.words.items()}
        self._linked = {s: round(p * _UNIT) for s, p in expected.pairs.items()}

    def features(self, chosen: Sequence[int]) -> list[float]:
        """The vector of SET_FEATURES of the sentences `chosen`."""
        once: frozenset[str] = frozenset()
        again: frozenset[str] = frozenset()
        for i in chosen:
            again |= once & self._words[i]
            once |= self._words[i]
        pairs = frozenset().union(*(self._pairs[i] for i in chosen))
        reference = REFERENCE * max(1.0, len(chosen) / 3)
        length = sum(self._lengths[i] for i in chosen) or 1
        covered = sum(map(self._once.__getitem__, once)) + sum(map(self._again.__getitem__, again))
        linked = sum(map(self._linked.__getitem__, pairs))
        values = [self._values[i] for i in chosen]
        return [
            2 * covered / _UNIT / (length + reference),
            2 * linked / _UNIT / (length + reference),
            sum(values),
            min(values),
            length / 60,
            log(length),
            len(again - STOP_WORDS) / length,
            min(chosen) / 10,
            sum(chosen) / len(chosen) / 10,
        ]

    def same(self, one: int, other: int) -> bool:
        """Do two sentences say the same?"""
        known = self._repeats.get((one, other))
        if known is None:
            first, second = self._content[one], self._content[other]
            shorter = min(len(first), len(second))
            known = shorter > 2 and len(first & second) >= SAME * shorter
            self._repeats[one, other] = known
        return known


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(w * v for w, v in zip(weights, values, strict=True))


def pool(found: Candidates, values: Mapping[int, float]) -> list[int]:
    """What sets of three are made of: the worthiest sentences that stand alone, and those that lean on one of them."""
    order = sorted(values, key=lambda i: (-values[i], i))
    order = [i for i in order if i not in found.barred]
    best = [i for i in order if not found.leans(i)][:BEST]
    best += [i for i in order[:BEST] if found.leans(i) and i - 1 in best]
    return sorted(best)


def fits(found: Candidates, sets: Sets, chosen: Sequence[int]) -> bool:
    """May these be a summary: each that leans has the one before it, and no two say the same?"""
    for place, i in enumerate(chosen):
        if found.leans(i) and i - 1 not in chosen:
            return False
        if any(sets.same(chosen[k], i) for k in range(place)):
            return False
    return True


def rank(document: Document, model: Mapping[str, Any], longest: int) -> list[tuple[int, ...]]:
    """The summaries of 1 to `longest` prose sentences, ascending indexes each; every longer one holds the shorter."""
    found = candidates(document)
    if len(found.terms.sentences) <= 1:
        return [(i,) for i in found.indexes]
    words, pairs = model["words"], model["pairs"]
    expected = expectation(
        found, Logistic(words["weights"], words["own"]), Logistic(pairs["weights"], {}), model["rarity"]
    )
    vectors = sentence_features(document, found, expected)
    values = {i: _dot(model["worth"], vector) for i, vector in vectors.items()}
    sets = Sets(found, expected, values)
    weights = model["sets"]
    scores: dict[tuple[int, ...], float] = {}

    def score(chosen: tuple[int, ...]) -> float:
        if chosen not in scores:
            scores[chosen] = _dot(weights, sets.features(chosen))
        return scores[chosen]

    triples = [t for t in combinations(pool(found, values), 3) if fits(found, sets, t)]
    summaries: list[tuple[int, ...]] = []
    if triples:
        three = max(triples, key=score)
        two = max((p for p in combinations(three, 2) if fits(found, sets, p)), key=score, default=three[:2])
        one = max(((i,) for i in two if not found.leans(i)), key=score, default=two[:1])
        summaries = [one, two, three]
    chosen = summaries[-1] if summaries else ()
    while len(chosen) < min(longest, len(found.indexes)):
        chosen = tuple(sorted((*chosen, _next(found, sets, chosen, values, score))))
        summaries.append(chosen)
    return summaries[:longest]


def _next(found: Candidates, sets: Sets, chosen: tuple[int, ...], values: Mapping[int, float], score: Any) -> int:
    """The sentence to add to those `chosen`."""
    rest = sorted((i for i in values if i not in chosen), key=lambda i: (-values[i], i))
    able: list[int] = []
    for i in rest:
        if (
            i in found.barred
            or (found.leans(i) and i - 1 not in chosen)
            or any(sets.same(min(i, k), max(i, k)) for k in chosen)
        ):
            continue
        able.append(i)
        if len(able) == NEXT:
            break
    if able:
        return max(able, key=lambda i: (score(tuple(sorted((*chosen, i)))), -i))
    # Nothing stands alone any more: go on from a chosen sentence, or take what is worth most.
    following = [i for i in rest if i - 1 in chosen]
    return (following or rest)[0]
