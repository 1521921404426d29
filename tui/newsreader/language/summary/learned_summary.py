"""The summary method "news": the set of sentences that together tell most of the story and can be read on their own.

Three steps, each a linear model, trained by `assets/training/summary.py`:

1. `word_model`: the probability of each word and pair of words to be in a reader's summary;
2. `sentence_features`: the score of each sentence, which predicts how probable it is in a good summary;
3. `SentenceSets`: the best set of the best few sentences, by expected F1 of words and of pairs, scores, length,
   repetition and position.

A sentence that depends on the one before it, by its opening or as a piece of a longer quote, is chosen only with it. No
two chosen sentences say the same.

Imports numpy (0.1 s): import this inside the function that needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsreader.language.document.document import Document
from newsreader.language.summary.sentence_candidates import (
    InclusionProbabilities,
    SentenceCandidates,
    find_candidates,
    inclusion_probabilities,
    rarities,
)
from newsreader.language.summary.sentence_features import REFERENCE_WORDS, sentence_features
from newsreader.language.summary.word_model import Floats, Ints

__all__ = ["POOL_SIZE", "SET_FEATURES", "SentenceSets", "rank"]

POOL_SIZE = 9
"""The number of sentences, best score first, that form all sets of three."""

NEXT_TRIED = 5
"""The number of sentences, best score first, that are tried as the next one of a longer summary."""

SAME_SHARE = 0.6
"""Two sentences say the same if they share this much of the words of the shorter one."""

SET_FEATURES = tuple("expected expected_pairs worth least_worth words log_words repeated first place".split())


class SentenceSets:
    """Sets of candidates: which of them may be a summary, and their features.

    A candidate is given by its place in `SentenceCandidates.indexes`.
    """

    def __init__(self, found: SentenceCandidates, expected: InclusionProbabilities, values: Floats) -> None:
        """Take the candidates, the probabilities of their words, and the score of each candidate (`values`)."""
        counts = found.counts
        place = np.full(counts.total, -1)
        place[found.indexes] = np.arange(len(found.indexes))
        self.values = values
        self.needs_previous = found.needs_previous()
        self.excluded = np.array(found.excluded, dtype=bool)
        self._indexes = found.indexes
        self._lengths = np.bincount(counts.places, minlength=counts.total)[found.indexes]
        self._words = _table(place[counts.holders], counts.held, len(place[place >= 0]), len(counts.stems))
        self._pairs = _table(place[found.pairs.holders], found.pairs.held, len(self._words), len(found.pairs.tf))
        self._content = (counts.stop == 0).astype(float)
        self._once = expected.words
        # A second use of a word counts only if the reader's summary has it twice too: about half as probable.
        self._again = expected.words**2 / 2
        self._linked = expected.pairs

        content = counts.stop == 0
        # Two sentences are also the same if they differ only in short words and figures ("The forum is at 1 p.m. on
        # Friday."), or share most of their longer words, stop words included: then they are built alike.
        long = np.array([len(s) > 3 and not s[0].isdigit() for s in counts.stems], dtype=bool)
        self.same = self._alike(content) | self._alike(content & long) | self._alike(long)

    def _alike(self, counted: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return a matrix: whether two candidates share most of the `counted` stems of the shorter one."""
        content = self._words[:, counted].astype(np.float32)
        shared = content @ content.T
        sizes = np.diag(shared)
        shorter = np.minimum(sizes[:, None], sizes)
        alike: NDArray[np.bool_] = (shorter > 2) & (shared >= SAME_SHARE * shorter)
        return alike

    def features(self, sets: Ints) -> Floats:
        """Return the vectors of SET_FEATURES, one row for each row of `sets`: ascending places, sets of one size."""
        held = self._words[sets[:, 0]]
        linked = self._pairs[sets[:, 0]]
        for column in sets.T[1:]:
            held = held + self._words[column]
            linked = linked | self._pairs[column]
        again = (held > 1).astype(float)
        reference = REFERENCE_WORDS * max(1.0, sets.shape[1] / 3)
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
        """Return whether the sentence before the candidate at `place` is chosen."""
        return place - 1 in chosen and self._indexes[place - 1] == self._indexes[place] - 1

    def fits(self, place: int, chosen: Sequence[int]) -> bool:
        """Return whether a candidate can join those `chosen`: it depends on none but them, and says something else."""
        return bool(
            (not self.needs_previous[place] or self.follows(place, chosen)) and not self.same[place, list(chosen)].any()
        )

    def allowed(self, size: int, places: Sequence[int]) -> Ints:
        """Return the sets of `size` candidates at `places` (ascending) that may be a summary, one row for each."""
        sets = np.array(list(combinations(places, size)), dtype=np.int64).reshape(-1, size)
        good = np.ones(len(sets), dtype=bool)
        for k in range(size):
            place = sets[:, k]
            before = sets[:, k - 1] if k else np.full(len(sets), -2)
            led = (before == place - 1) & (self._indexes[place - 1] == self._indexes[place] - 1)
            good &= led | ~self.needs_previous[place]
            for other in range(k):
                good &= ~self.same[place, sets[:, other]]
        return sets[good]

    def pool(self) -> list[int]:
        """Return the places that sets of three are made of: the best independent ones, and those that follow them."""
        order = [i for i in best_first(self.values) if not self.excluded[i]]
        best = [i for i in order if not self.needs_previous[i]][:POOL_SIZE]
        best += [i for i in order[:POOL_SIZE] if self.needs_previous[i] and self.follows(i, best)]
        return sorted(best)


def _table(rows: Ints, columns: Ints, height: int, width: int) -> NDArray[np.uint8]:
    """Return a table with ones at the given rows and columns, zeros elsewhere; negative rows are ignored."""
    table = np.zeros((height, width), dtype=np.uint8)
    table[rows[rows >= 0], columns[rows >= 0]] = 1
    return table


def best_first(values: Floats) -> list[int]:
    """Return the places of `values`, the highest value first."""
    order: list[int] = np.argsort(-values.round(9), kind="stable").tolist()
    return order


def rank(document: Document, model: Mapping[str, Any], longest: int) -> list[tuple[int, ...]]:
    """Return the summaries of 1 to `longest` sentences: indexes of prose sentences, ascending.

    Each longer summary contains the shorter ones. `model` is the parsed `summary.json`.
    """
    found = find_candidates(document)
    if len(found.terms.sentences) == 1:
        return [(0,)]
    words, pairs = model["words"], model["pairs"]
    expected = inclusion_probabilities(
        found, np.array(words["weights"]), words["own"], np.array(pairs["weights"]), rarities(found, model["rarity"])
    )
    values = sentence_features(document, found, expected) @ np.array(model["worth"])
    sets = SentenceSets(found, expected, values)
    weights = np.array(model["sets"])

    def best(allowed: Ints) -> tuple[int, ...]:
        scores = (sets.features(allowed) @ weights).round(9)
        return tuple(allowed[int(np.argmax(scores))].tolist())

    summaries: list[tuple[int, ...]] = []
    triples = sets.allowed(3, sets.pool())
    if len(triples):
        three = best(triples)
        twos = sets.allowed(2, three)
        two = best(twos) if len(twos) else three[:2]
        ones = [i for i in two if not sets.needs_previous[i]]
        one = best(np.array([ones]).T) if ones else two[:1]
        summaries = [one, two, three]
    chosen = summaries[-1] if summaries else ()
    while len(chosen) < min(longest, len(values)):
        chosen = tuple(sorted((*chosen, _next(sets, chosen, best))))
        summaries.append(chosen)
    indexes = found.indexes.tolist()
    return [tuple(indexes[i] for i in summary) for summary in summaries[:longest]]


def _next(sets: SentenceSets, chosen: tuple[int, ...], best: Callable[[Ints], tuple[int, ...]]) -> int:
    """Return the candidate to add to those `chosen`."""
    rest = [i for i in best_first(sets.values) if i not in chosen]
    able: list[int] = []
    for i in rest:
        if not sets.excluded[i] and sets.fits(i, chosen):
            able.append(i)
            if len(able) == NEXT_TRIED:
                break
    if able:
        tried = np.array([sorted((*chosen, i)) for i in sorted(able)])
        return next(i for i in best(tried) if i not in chosen)
    # No independent sentence is left: continue a chosen one, or take the best score.
    following = [i for i in rest if sets.follows(i, chosen)]
    return (following or rest)[0]
