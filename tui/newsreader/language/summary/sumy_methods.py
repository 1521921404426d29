"""Rank sentences with sumy: LexRank, TextRank, LSA, Luhn and KL, over the sentences and tokens of our own document.

sumy computes the scores. The ranking goes by position, so that two sentences with the same words stay apart. Time and
memory of these methods grow with the square of the number of sentences; a long text is first reduced to its most
central sentences.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsreader.language.document.document import Document, SentenceKind
from newsreader.language.summary.centrality import centrality
from newsreader.language.summary.stop_words import normaliser

__all__ = ["MAX_RANKED", "content_terms", "rank"]

MAX_RANKED = 150
"""The most sentences that sumy ranks: LexRank takes about a second for them."""

OPENING = 20
"""The number of these that are the first sentences of the text."""

MAX_WORDS = 60
"""The words of a sentence that count; the rest of a longer sentence is ignored."""


@dataclass(frozen=True, slots=True, eq=False)
class _SumySentence:
    """A sentence in the form that sumy reads, equal only to itself."""

    index: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _SumyDocument:
    """A document in the form that sumy reads."""

    sentences: tuple[_SumySentence, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for sentence in self.sentences for word in sentence.words)


def content_terms(document: Document) -> tuple[list[tuple[str, ...]], frozenset[str]]:
    """Return the terms of each prose sentence, normalised for the document's language, and the stop words."""
    terms_of, stops = normaliser(document.language or "en")
    sentences: list[tuple[str, ...]] = []
    for sentence in document.sentences:
        if sentence.kind is SentenceKind.PROSE:
            tokens = document.words[sentence.first : min(sentence.last, sentence.first + 2 * MAX_WORDS)]
            terms = [term for token in tokens if token[0].isalnum() for term in terms_of(token)]
            sentences.append(tuple(terms[:MAX_WORDS]))
    return sentences, stops


def rank(document: Document, method: str, longest: int) -> list[int]:
    """Return the indexes of the best `longest` prose sentences of `document`, best first.

    `method` is lexrank (Erkan and Radev 2004), textrank (Mihalcea and Tarau 2004), lsa (Steinberger and Jezek 2004),
    luhn (Luhn 1958) or kl (Haghighi and Vanderwende 2009). The document's language must be one of
    `stop_words.SUMY_NAMES`.
    """
    words, stops = content_terms(document)
    kept: Sequence[int] = range(len(words))
    if len(words) > MAX_RANKED:
        scores = centrality(words, stops)
        best = sorted(range(OPENING, len(words)), key=lambda i: (-scores[i], i))[: MAX_RANKED - OPENING]
        kept = [*range(OPENING), *sorted(best)]
    given = _SumyDocument(tuple(_SumySentence(i, words[i] or ("",)) for i in kept))
    summarizer = _summarizer(method, longest)
    summarizer.stop_words = stops
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # LSA warns of texts with fewer words than sentences; its ranking is still valid
        ranking = summarizer(given, longest)
    return [sentence.index for sentence in ranking] or list(range(min(longest, len(words))))


def _summarizer(method: str, longest: int) -> Any:
    from sumy.summarizers.kl import KLSummarizer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.luhn import LuhnSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    class Ranked:
        """Return the sentences best first instead of in reading order; equal scores keep the reading order."""

        def _get_best_sentences(self, sentences: Any, count: int, rating: Any, *args: Any) -> list[Any]:
            rate = rating.__getitem__ if isinstance(rating, dict) else rating
            # Rounded: the last bits depend on the order of sums and must not decide between equal sentences.
            rated = [(-round(float(rate(sentence, *args)), 9), place) for place, sentence in enumerate(sentences)]
            return [sentences[place] for _, place in sorted(rated)[:count]]

    class Kl(Ranked, KLSummarizer):  # type: ignore[misc]
        def _compute_ratings(self, sentences: Any) -> Any:
            """Rate only the best `longest` sentences; sumy rates all, which takes cubic time."""
            wanted = self.compute_tf(sentences)
            left = {sentence: self._get_content_words_in_sentence(sentence) for sentence in sentences}
            ratings = dict.fromkeys(sentences, -math.inf)
            chosen: list[str] = []
            for place in range(min(longest, len(sentences))):
                best = min(left, key=lambda s: round(self._kl_divergence(self._joint_freq(left[s], chosen), wanted), 9))
                ratings[best] = -place
                chosen += best.words
                del left[best]
            return ratings

    class Lsa(Ranked, LsaSummarizer):  # type: ignore[misc]
        def _create_dictionary(self, document: Any) -> dict[str, int]:
            return {word: row for row, word in enumerate(sorted(super()._create_dictionary(document)))}

        def _compute_term_frequency(self, matrix: Any, smooth: float = 0.4) -> Any:
            """Do the same as sumy, but for whole columns instead of single cells."""
            most = matrix.max(axis=0)
            used = most > 0
            matrix[:, used] = smooth + (1 - smooth) * matrix[:, used] / most[used]
            return matrix

    class LexRank(Ranked, LexRankSummarizer): ...  # type: ignore[misc]

    class Luhn(Ranked, LuhnSummarizer): ...  # type: ignore[misc]

    class TextRank(Ranked, TextRankSummarizer): ...  # type: ignore[misc]

    return {"kl": Kl, "lsa": Lsa, "lexrank": LexRank, "luhn": Luhn, "textrank": TextRank}[method]()
