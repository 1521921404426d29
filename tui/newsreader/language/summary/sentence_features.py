"""Compute the features of sentences for the learned summary: position, length, names, quotes, centrality, coverage.

The order of the features is part of the trained model. Imports numpy (0.1 s): import this inside the function that
needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from newsreader.language.document.document import Document
from newsreader.language.summary.sentence_candidates import InclusionProbabilities, SentenceCandidates
from newsreader.language.summary.word_model import Floats, Ints

__all__ = ["FEATURES", "REFERENCE_WORDS", "sentence_features"]

REFERENCE_WORDS = 32.0
"""The mean length of a reader's summary in words, measured on editors' highlights."""

FEATURES = tuple(
    """
    bias first second third near log_position part last log_count words log_words short long_sentence quoted
    opens_quote inside_quote quote_ends figures figure names name_share first_person question dependent says
    content coverage density expected expected_pairs central central_rank title paragraph_start
    paragraph_length lead_overlap colon new_words
    """.split()
)

_FIRST_PERSON = frozenset(
    "i me my we our us you your i'm i've we're we've i'd don't i’m i’ve we’re we’ve don’t".split()
)
_SPEECH_VERBS = frozenset(
    "said says say told tell according added asked wrote tweeted announced reported claimed argued".split()
)


_Column = Any
"""One feature: a number for each candidate, as an array or a list."""


def sentence_features(document: Document, found: SentenceCandidates, expected: InclusionProbabilities) -> Floats:
    """Return the vectors of FEATURES of the candidates, one row for each."""
    indexes, total = found.indexes, found.counts.total
    sentences = [found.terms.sentences[i] for i in indexes]
    texts = [document.text[s.start : min(s.end, s.start + 1000)] for s in sentences]
    lengths = np.maximum(1, np.bincount(found.counts.places, minlength=total))[indexes]
    columns = [
        *_position(indexes, total),
        *_length(lengths),
        *_quotation(texts, found),
        *_wording(texts, found, lengths),
        *_content(texts, found, expected, lengths),
    ]
    return np.stack(columns, axis=1).astype(float)


def _position(indexes: Ints, total: int) -> list[_Column]:
    """Return the features bias to log_count."""
    ones = np.ones(len(indexes))
    return [
        ones,
        indexes == 0,
        indexes == 1,
        indexes == 2,
        1 / (1 + indexes),
        np.log1p(indexes),
        indexes / total,
        indexes >= total - 2,
        ones * np.log(total),
    ]


def _length(lengths: Ints) -> list[_Column]:
    """Return the features words to long_sentence."""
    return [lengths / 20, np.log(lengths), lengths < 8, lengths > 32]


def _quotation(texts: Sequence[str], found: SentenceCandidates) -> list[_Column]:
    """Return the features quoted to quote_ends."""
    return [
        [any(mark in text for mark in '"“”') for text in texts],
        [text[0] in "\"“‘'" for text in texts],
        [any(found.inside[i]) for i in found.indexes],
        [text[-1] in "\"”’'" for text in texts],
    ]


def _wording(texts: Sequence[str], found: SentenceCandidates, lengths: Ints) -> list[_Column]:
    """Return the features figures to says."""
    words = [found.terms.words[i] for i in found.indexes]
    lower = [[w.lower() for w in line] for line in words]
    names = np.array([sum([w[0].isupper() for w in line[1:]]) for line in words])
    figures = np.array([sum([w[0].isdigit() for w in line]) for line in words])
    return [
        np.minimum(figures, 4) / 2,
        figures > 0,
        np.minimum(names, 8) / 4,
        names / lengths,
        np.array([sum([w in _FIRST_PERSON for w in line]) for line in lower]) / lengths * 5,
        [text.rstrip("\"”’'").endswith("?") for text in texts],
        np.array(found.dependent),
        [not _SPEECH_VERBS.isdisjoint(line) for line in lower],
    ]


def _content(
    texts: Sequence[str], found: SentenceCandidates, expected: InclusionProbabilities, lengths: Ints
) -> list[_Column]:
    """Return the features content to new_words."""
    counts, pairs, indexes, total = found.counts, found.pairs, found.indexes, found.counts.total
    content = counts.stop == 0
    lead = np.zeros(len(content), dtype=bool)
    lead[counts.held[counts.holders == 0]] = True

    def shares(flags: Floats) -> Floats:
        """Sum `flags` over the different content stems of each candidate."""
        return np.bincount(counts.holders, (flags * content)[counts.held], total).astype(float)[indexes]

    many = np.bincount(counts.places, content[counts.ids], total)[indexes]
    most = np.maximum(1, many)
    coverage = shares(expected.words)
    # The F1 to expect of each sentence as a summary by itself: of words, and of pairs.
    sizes = np.bincount(counts.places, minlength=total) + REFERENCE_WORDS
    expected_words = 2 * np.bincount(counts.holders, expected.words[counts.held], total) / sizes
    expected_pairs = 2 * np.bincount(pairs.holders, expected.pairs[pairs.held], total) / sizes
    new = np.bincount(counts.holders, content[counts.held] & (counts.first[counts.held] == counts.holders), total)
    paragraphs = np.array([s.paragraph for s in found.terms.sentences])
    opens = np.append(True, paragraphs[1:] != paragraphs[:-1])[indexes]
    return [
        many / lengths,
        coverage,
        coverage / lengths * 3,
        expected_words[indexes] * 4,
        expected_pairs[indexes] * 8,
        found.central[indexes],
        found.ranks[indexes],
        shares(counts.title) / (len(found.terms.title) or 1),
        opens,
        np.ones(len(indexes)) * min(total / (found.terms.sentences[-1].paragraph + 1), 10) / 5,
        np.where(indexes == 0, 0.0, shares(lead.astype(float)) / most),
        [text[-1] == ":" for text in texts],
        new[indexes] / most,
    ]
