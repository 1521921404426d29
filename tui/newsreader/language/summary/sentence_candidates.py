"""Collect the sentences that may go into a learned summary, and the facts about them.

Imports numpy (0.1 s): import this inside the function that needs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsreader.language.document.document import Document
from newsreader.language.summary import standalone, word_model
from newsreader.language.summary.terms import Terms, terms
from newsreader.language.summary.word_model import Floats, Ints, PairCounts, WordCounts

__all__ = ["InclusionProbabilities", "SentenceCandidates", "find_candidates", "inclusion_probabilities", "rarities"]

FIRST_SENTENCES, CENTRAL_SENTENCES = 60, 40
"""Candidates are the first 60 sentences and, of the rest of a long text, the 40 most central ones."""


@dataclass(frozen=True, slots=True, eq=False)
class SentenceCandidates:
    """The prose sentences that may be chosen (`indexes`, ascending), and the facts about all prose sentences.

    For each candidate: `dependent` says whether it cannot be understood without the sentence before, by its opening or
    because it names no speaker; `excluded`, whether it is chosen only if nothing else is left: cut off, a short
    question, an exclamation, an open quote. For each prose sentence: `central` is its centrality, `ranks` its rank by
    centrality (1 the best, falling towards 0), `inside` its place in a longer quote.
    """

    terms: Terms
    counts: WordCounts
    pairs: PairCounts
    indexes: Ints
    central: Floats
    ranks: Floats
    dependent: Sequence[bool]
    inside: Sequence[standalone.InsideQuote]
    excluded: Sequence[bool]

    def needs_previous(self) -> NDArray[np.bool_]:
        """Return for each candidate whether it is chosen only together with the sentence before."""
        began = [self.inside[i].began for i in self.indexes]
        needs: NDArray[np.bool_] = np.array(self.dependent, dtype=bool) | np.array(began, dtype=bool)
        return needs


@dataclass(frozen=True, slots=True, eq=False)
class InclusionProbabilities:
    """For each stem and each pair of a document, the probability of being in a reader's summary, 0 to 1."""

    words: Floats
    pairs: Floats


def find_candidates(document: Document) -> SentenceCandidates:
    """Return the candidates of `document`, which must have prose. Time is linear in its length, except for a sort."""
    found = terms(document)
    counts = word_model.count_words(found)
    central = _centrality(counts)
    # Rounded: the last bits depend on the order of sums and must not decide between equal sentences.
    order = np.argsort(-central.round(9), kind="stable")
    ranks = np.empty(len(order))
    ranks[order] = 1 - np.arange(len(order)) / len(order)
    rest = order[order >= FIRST_SENTENCES][:CENTRAL_SENTENCES]
    indexes = np.concatenate([np.arange(min(FIRST_SENTENCES, len(order))), np.sort(rest)])
    spans = [found.sentences[i] for i in indexes]
    texts = [document.text[s.start : s.end] for s in spans]
    dependent = [
        standalone.depends_on_previous(t, first=n == 0) or standalone.lacks_speaker(t) for n, t in enumerate(texts)
    ]
    spaced = sum(t.endswith(" .") for t in texts) > len(texts) / 2
    single_quotes = [q for q in document.quoted if document.text[q.start - 1 : q.start] in "'‘"]
    inside = standalone.inside_quotes(document.text, found, single_quotes)
    excluded = [
        inside[i].goes_on or not standalone.is_complete(t, spaced=spaced) for i, t in zip(indexes, texts, strict=True)
    ]
    pairs = word_model.count_pairs(counts, indexes)
    return SentenceCandidates(found, counts, pairs, indexes, central, ranks, dependent, inside, excluded)


def _centrality(counts: WordCounts) -> Floats:
    """Return the centrality of each sentence, 0 to 1: the cosine of its tf-idf vector with the sum of the others.

    The same as `centrality.centrality`, but over arrays.
    """
    content = counts.stop[counts.held] == 0
    holders, held = counts.holders[content], counts.held[content]
    weights = counts.times[content] * np.log((1 + counts.total) / counts.sentences[held])
    norms = np.sqrt(np.bincount(holders, weights * weights, counts.total))
    weights = weights / np.where(norms > 0, norms, 1.0)[holders]
    whole = np.bincount(held, weights, len(counts.stems))
    dots = np.bincount(holders, weights * whole[held], counts.total)
    own = np.bincount(holders, weights * weights, counts.total)
    scores: Floats = (dots - own) / np.sqrt(np.maximum(whole @ whole - 2 * dots + own, 1e-9))
    return scores


def rarities(found: SentenceCandidates, rarity: Mapping[str, float]) -> Floats:
    """Return the rarity (log of inverse document frequency) of each stem; `rarity[""]` is that of unknown stems."""
    unknown = rarity[""]
    return np.array([rarity.get(s, unknown) for s in found.counts.stems])


def inclusion_probabilities(
    found: SentenceCandidates, words: Floats, own: Mapping[str, float], pairs: Floats, rare: Floats
) -> InclusionProbabilities:
    """Return the probabilities of the stems and pairs of a document.

    `words` and `pairs` are the weights of their features, `own` the additional weights of single stems, `rare` the
    `rarities`.
    """
    logits = word_model.word_features(found.counts, rare) @ words
    logits += np.array([own.get(s, 0.0) for s in found.counts.stems])
    probabilities = word_model.sigmoid(logits)
    rows = word_model.pair_features(found.pairs, found.counts, logits, probabilities, rare)
    return InclusionProbabilities(probabilities, word_model.sigmoid(rows @ pairs))
