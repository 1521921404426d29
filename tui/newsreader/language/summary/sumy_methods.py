"""LexRank, TextRank, LSA, Luhn and KL by sumy, over our own sentences and tokens.

sumy scores; the ranking is by position, so that two sentences of the same words stay apart. Its methods take time and
memory that grow with the square of the number of sentences, so a long text is first cut down to its most central ones.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsreader.language.document.document import Document, SentenceKind
from newsreader.language.summary.centrality import central
from newsreader.language.summary.stop_words import normaliser

__all__ = ["MOST", "rank", "read"]

MOST = 150
"""So many sentences at most go into a graph: LexRank of that many takes about a second."""

OPENING = 20
"""Of which these are the first of the text."""

WORDS = 60
"""Of a longer sentence only so many words are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sentence:
    """What sumy takes for a sentence; two are equal only if they are the same one."""

    index: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Document:
    """What sumy takes for a document."""

    sentences: tuple[_Sentence, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for sentence in self.sentences for word in sentence.words)


def read(document: Document) -> tuple[list[tuple[str, ...]], frozenset[str]]:
    """The terms of each prose sentence, in the document's language, and the terms that say little."""
    terms_of, stops = normaliser(document.language or "en")
    sentences: list[tuple[str, ...]] = []
    for sentence in document.sentences:
        if sentence.kind is SentenceKind.PROSE:
            tokens = document.words[sentence.first : min(sentence.last, sentence.first + 2 * WORDS)]
            terms = [term for token in tokens if token[0].isalnum() for term in terms_of(token)]
            sentences.append(tuple(terms[:WORDS]))
    return sentences, stops


def rank(document: Document, method: str, longest: int) -> list[int]:
    """The best `longest` prose sentences of `document`, best first, by one of sumy's methods.

    `method` is lexrank, textrank, lsa, luhn or kl. The document's language must be one of `languages.NAMES`.
    """
    words, stops = read(document)
    kept: Sequence[int] = range(len(words))
    if len(words) > MOST:
        scores = central(words, stops)
        best = sorted(range(OPENING, len(words)), key=lambda i: (-scores[i], i))[: MOST - OPENING]
        kept = [*range(OPENING), *sorted(best)]
    given = _Document(tuple(_Sentence(i, words[i] or ("",)) for i in kept))
    summarizer = _summarizer(method, longest)
    summarizer.stop_words = stops
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # LSA warns of texts with fewer words than sentences: its ranking still holds
        ranking = summarizer(given, longest)
    return [sentence.index for sentence in ranking] or list(range(min(longest, len(words))))


def _summarizer(method: str, longest: int) -> Any:
    from sumy.summarizers.kl import KLSummarizer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.luhn import LuhnSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    class Ranked:
        """Gives the sentences best first instead of in reading order; equal scores keep the reading order."""

        def _get_best_sentences(self, sentences: Any, count: int, rating: Any, *args: Any) -> list[Any]:
            rate = rating.__getitem__ if isinstance(rating, dict) else rating
            # Rounded, or the last bits, which depend on the order of sums, would decide between equals.
            rated = [(-round(float(rate(sentence, *args)), 9), place) for place, sentence in enumerate(sentences)]
            return [sentences[place] for _, place in sorted(rated)[:count]]

    class Kl(Ranked, KLSummarizer):  # type: ignore[misc]
        def _compute_ratings(self, sentences: Any) -> Any:
            """As sumy does it, but only as far as a summary goes: all sentences would take cubic time."""
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
            """As sumy does it, by columns at once instead of cell by cell."""
            most = matrix.max(axis=0)
            used = most > 0
            matrix[:, used] = smooth + (1 - smooth) * matrix[:, used] / most[used]
            return matrix

    class LexRank(Ranked, LexRankSummarizer): ...  # type: ignore[misc]

    class Luhn(Ranked, LuhnSummarizer): ...  # type: ignore[misc]

    class TextRank(Ranked, TextRankSummarizer): ...  # type: ignore[misc]

    return {"kl": Kl, "lsa": Lsa, "lexrank": LexRank, "luhn": Luhn, "textrank": TextRank}[method]()
