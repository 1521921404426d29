"""The summary method "news": the set of sentences that together tell most of the story and read well on their own.

Three steps, each a linear model over plain numbers, trained by `assets/training/summary.py`:

1. how likely each word and pair of words is to be in a reader's summary (`coverage`);
2. what each sentence is worth in company: how much likelier than others it is to be in a good summary (`worth`);
3. of the best few sentences, which set is best: expected F1 of words and of pairs, worth, length, repetition, place.

A sentence that leans on the one before it, by its opening or as a piece of a longer quote, is chosen only with it,
and no two chosen sentences say the same.

Imports numpy (0.1 s): import this inside the function that needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsreader.language.document.document import Document
from newsreader.language.summary import sentence_features as worth
from newsreader.language.summary import standalone, word_model
from newsreader.language.summary.terms import Terms, terms
from newsreader.language.summary.word_model import Counts, Floats, Ints, Pairs

__all__ = [
    "BEST",
    "SET_FEATURES",
    "Candidates",
    "Expectation",
    "Sets",
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
"""Two sentences say the same when they share this much of the words of the shorter one."""

SET_FEATURES = tuple("expected expected_pairs worth least_worth words log_words repeated first place".split())


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The prose sentences that may be chosen (`indexes`, ascending), with what is known of each prose sentence.

    `leaning` and `barred` have an item for each candidate: does it lean on the sentence before it by its opening or
    for want of a speaker; is it one that no summary wants while there are others: cut off, a short question, a cry, an
    open quote. `central`, `ranks` and `inside` (a longer quote) have one for every prose sentence.
    """

    terms: Terms
    counts: Counts
    pairs: Pairs
    indexes: Ints
    central: Floats
    ranks: Floats
    leaning: Sequence[bool]
    inside: Sequence[standalone.Inside]
    barred: Sequence[bool]

    def needy(self) -> NDArray[np.bool_]:
        """Which candidates need the sentence before them."""
        began = [self.inside[i].began for i in self.indexes]
        needy: NDArray[np.bool_] = np.array(self.leaning, dtype=bool) | np.array(began, dtype=bool)
        return needy


@dataclass(frozen=True, slots=True, eq=False)
class Expectation:
    """How likely the stems and the pairs of a document are to be in a reader's summary, from 0 to 1."""

    words: Floats
    pairs: Floats


def candidates(document: Document) -> Candidates:
    """The candidates of `document`, which must have prose. Linear in its length but for a sort."""
    found = terms(document)
    counts = word_model.count(found)
    central = worth.central(counts)
    # Rounded, or the last bits, which depend on the order of sums, would decide between equals.
    order = np.argsort(-central.round(9), kind="stable")
    ranks = np.empty(len(order))
    ranks[order] = 1 - np.arange(len(order)) / len(order)
    rest = order[order >= FIRST][:CENTRAL]
    indexes = np.concatenate([np.arange(min(FIRST, len(order))), np.sort(rest)])
    spans = [found.sentences[i] for i in indexes]
    texts = [document.text[s.start : s.end] for s in spans]
    leaning = [standalone.leans(t, first=n == 0) or standalone.lacks_speaker(t) for n, t in enumerate(texts)]
    spaced = sum(t.endswith(" .") for t in texts) > len(texts) / 2
    singly = [q for q in document.quoted if document.text[q.start - 1 : q.start] in "'‘"]
    inside = standalone.inside_quotes(document.text, found, singly)
    barred = [
        inside[i].goes_on or not standalone.is_whole(t, spaced=spaced) for i, t in zip(indexes, texts, strict=True)
    ]
    return Candidates(
        found, counts, word_model.pairs(counts, indexes), indexes, central, ranks, leaning, inside, barred
    )


def rarities(found: Candidates, rarity: Mapping[str, float]) -> Floats:
    """The rarity of each stem of a document; `rarity` is by stem, "" for all that it does not hold."""
    unknown = rarity[""]
    return np.array([rarity.get(s, unknown) for s in found.counts.stems])


def expectation(found: Candidates, words: Floats, own: Mapping[str, float], pairs: Floats, rare: Floats) -> Expectation:
    """The expectation for the stems and pairs of a document, by the weights of their features.

    `own` are the weights that some stems have for themselves, `rare` are the `rarities`.
    """
    logits = word_model.word_features(found.counts, rare) @ words
    logits += np.array([own.get(s, 0.0) for s in found.counts.stems])
    chances = word_model.probability(logits)
    rows = word_model.pair_features(found.pairs, found.counts, logits, chances, rare)
    return Expectation(chances, word_model.probability(rows @ pairs))


def sentence_features(document: Document, found: Candidates, expected: Expectation) -> Floats:
    """The features of each candidate (see `worth.FEATURES`), a row for each."""
    counts, pairs = found.counts, found.pairs
    lengths = np.bincount(counts.places, minlength=counts.total) + REFERENCE
    alone = np.bincount(counts.holders, expected.words[counts.held], counts.total)
    alone_pairs = np.bincount(pairs.holders, expected.pairs[pairs.held], counts.total)
    return worth.features(
        document,
        found.terms,
        found.indexes,
        counts=counts,
        central=found.central,
        ranks=found.ranks,
        chances=expected.words,
        expected=2 * alone / lengths,
        expected_pairs=2 * alone_pairs / lengths,
        leaning=found.leaning,
        inside_quote=[any(piece) for piece in found.inside],
    )


class Sets:
    """Sets of candidates: which may be a summary, and what is known of them. Candidates go by their place here."""

    def __init__(self, found: Candidates, expected: Expectation, values: Floats) -> None:
        counts = found.counts
        place = np.full(counts.total, -1)
        place[found.indexes] = np.arange(len(found.indexes))
        self.values = values
        self.needy = found.needy()
        self.barred = np.array(found.barred, dtype=bool)
        self._indexes = found.indexes
        self._lengths = np.bincount(counts.places, minlength=counts.total)[found.indexes]
        self._words = _table(place[counts.holders], counts.held, len(place[place >= 0]), len(counts.stems))
        self._pairs = _table(place[found.pairs.holders], found.pairs.held, len(self._words), len(found.pairs.tf))
        self._content = (counts.stop == 0).astype(float)
        self._once = expected.words
        # A word that is there twice counts again only where the reader has it twice too: about half as likely.
        self._again = expected.words**2 / 2
        self._linked = expected.pairs

        content = counts.stop == 0
        # Hours, figures and other short words make no difference: "The forum is at 1 p.m. on Friday." Nor do a few
        # words of their own in two sentences that are built alike, the longer small words and all.
        long = np.array([len(s) > 3 and not s[0].isdigit() for s in counts.stems], dtype=bool)
        self.same = self._alike(content) | self._alike(content & long) | self._alike(long)

    def _alike(self, counted: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which candidates share most of the `counted` stems of the shorter one."""
        content = self._words[:, counted].astype(np.float32)
        shared = content @ content.T
        sizes = np.diag(shared)
        shorter = np.minimum(sizes[:, None], sizes)
        alike: NDArray[np.bool_] = (shorter > 2) & (shared >= SAME * shorter)
        return alike

    def features(self, sets: Ints) -> Floats:
        """The vectors of SET_FEATURES of `sets`, a row for each; all of one size, ascending."""
        held = self._words[sets[:, 0]]
        linked = self._pairs[sets[:, 0]]
        for column in sets.T[1:]:
            held = held + self._words[column]
            linked = linked | self._pairs[column]
        again = (held > 1).astype(float)
        reference = REFERENCE * max(1.0, sets.shape[1] / 3)
        length = np.maximum(1, self._lengths[sets].sum(axis=1))
        values = self.values[sets]
        indexes = self._indexes[sets]
        return np.stack(
            [
                2 * ((held > 0) @ self._once + again @ self._again) / (length + reference),
                2 * (linked @ self._linked) / (length + reference),
                values.sum(axis=1),
                values.min(axis=1),
                length / 60,
                np.log(length),
                again @ self._content / length,
                indexes[:, 0] / 10,
                indexes.mean(axis=1) / 10,
            ],
            axis=1,
        )

    def follows(self, place: int, chosen: Sequence[int]) -> bool:
        """Is the sentence before the candidate at `place` among those `chosen`?"""
        return place - 1 in chosen and self._indexes[place - 1] == self._indexes[place] - 1

    def fits(self, place: int, chosen: Sequence[int]) -> bool:
        """May the candidate stand with those `chosen`: it leans on none but them, and says something else?"""
        return bool((not self.needy[place] or self.follows(place, chosen)) and not self.same[place, list(chosen)].any())

    def of(self, size: int, places: Sequence[int]) -> Ints:
        """The sets of so many of the candidates at `places` (ascending) that may be a summary, a row for each."""
        sets = np.array(list(combinations(places, size)), dtype=np.int64).reshape(-1, size)
        good = np.ones(len(sets), dtype=bool)
        for k in range(size):
            place = sets[:, k]
            before = sets[:, k - 1] if k else np.full(len(sets), -2)
            led = (before == place - 1) & (self._indexes[place - 1] == self._indexes[place] - 1)
            good &= led | ~self.needy[place]
            for other in range(k):
                good &= ~self.same[place, sets[:, other]]
        return sets[good]

    def pool(self) -> list[int]:
        """What sets of three are made of: the worthiest that stand alone, and those that lean on one of them."""
        order = [i for i in best_first(self.values) if not self.barred[i]]
        best = [i for i in order if not self.needy[i]][:BEST]
        best += [i for i in order[:BEST] if self.needy[i] and self.follows(i, best)]
        return sorted(best)


def _table(rows: Ints, columns: Ints, height: int, width: int) -> NDArray[np.uint8]:
    """Ones at the given places, but for those whose row is negative; zeros elsewhere."""
    table = np.zeros((height, width), dtype=np.uint8)
    table[rows[rows >= 0], columns[rows >= 0]] = 1
    return table


def best_first(values: Floats) -> list[int]:
    """The places of `values`, the highest first."""
    order: list[int] = np.argsort(-values.round(9), kind="stable").tolist()
    return order


def rank(document: Document, model: Mapping[str, Any], longest: int) -> list[tuple[int, ...]]:
    """The summaries of 1 to `longest` prose sentences, ascending indexes each; every longer one holds the shorter."""
    found = candidates(document)
    if len(found.terms.sentences) == 1:
        return [(0,)]
    words, pairs = model["words"], model["pairs"]
    expected = expectation(
        found, np.array(words["weights"]), words["own"], np.array(pairs["weights"]), rarities(found, model["rarity"])
    )
    values = sentence_features(document, found, expected) @ np.array(model["worth"])
    sets = Sets(found, expected, values)
    weights = np.array(model["sets"])

    def best(able: Ints) -> tuple[int, ...]:
        scores = (sets.features(able) @ weights).round(9)
        return tuple(able[int(np.argmax(scores))].tolist())

    summaries: list[tuple[int, ...]] = []
    triples = sets.of(3, sets.pool())
    if len(triples):
        three = best(triples)
        twos = sets.of(2, three)
        two = best(twos) if len(twos) else three[:2]
        ones = [i for i in two if not sets.needy[i]]
        one = best(np.array([ones]).T) if ones else two[:1]
        summaries = [one, two, three]
    chosen = summaries[-1] if summaries else ()
    while len(chosen) < min(longest, len(values)):
        chosen = tuple(sorted((*chosen, _next(sets, chosen, best))))
        summaries.append(chosen)
    indexes = found.indexes.tolist()
    return [tuple(indexes[i] for i in summary) for summary in summaries[:longest]]


def _next(sets: Sets, chosen: tuple[int, ...], best: Callable[[Ints], tuple[int, ...]]) -> int:
    """The candidate to add to those `chosen`."""
    rest = [i for i in best_first(sets.values) if i not in chosen]
    able: list[int] = []
    for i in rest:
        if not sets.barred[i] and sets.fits(i, chosen):
            able.append(i)
            if len(able) == NEXT:
                break
    if able:
        tried = np.array([sorted((*chosen, i)) for i in sorted(able)])
        return next(i for i in best(tried) if i not in chosen)
    # Nothing stands alone any more: go on from a chosen sentence, or take what is worth most.
    following = [i for i in rest if sets.follows(i, chosen)]
    return (following or rest)[0]
