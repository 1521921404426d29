"""Provide the stop words and the stemmer of a language, for summaries.

English has lists of its own (`terms`). The other languages are those for which sumy has both a stemmer and stop words.
sumy imports NLTK (more than half a second), so it is imported for the first text in such a language.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from newsreader.language.resources.language_names import ENGLISH_NAMES
from newsreader.language.summary.terms import STOP_WORDS, stem

__all__ = ["SUMY_NAMES", "UNSPACED", "normaliser"]

SUMY_NAMES = {
    code: ENGLISH_NAMES[code].lower() for code in "ar cs de el en es fr he it ja ko pl pt sk sv uk zh".split()
}
"""The languages with summaries beyond the first sentences: ISO 639-1 code to sumy's name."""

UNSPACED = frozenset(("zh", "ja"))
"""Languages without spaces between words: pairs of neighbouring signs are used as terms."""

CASELESS = frozenset(("ar", "he", "ko"))
"""Languages without capital letters."""

UNSTEMMED = frozenset(("el", "pl"))
"""Languages whose stemmers need packages that sumy does not install: their words are compared unstemmed."""


@cache
def normaliser(language: str) -> tuple[Callable[[str], list[str]], frozenset[str]]:
    """Return a function from a token to its terms, and the stop words, for a language of `SUMY_NAMES` (ISO 639-1)."""
    if language == "en":
        return (lambda token: [stem(token.lower())]), STOP_WORDS
    from sumy.nlp.stemmers import Stemmer
    from sumy.utils import get_stop_words

    words: frozenset[str] = get_stop_words(SUMY_NAMES[language])
    if language in UNSPACED:
        return _pairs, words
    stops = frozenset(w.lower() for w in words)
    stemmer: Callable[[str], str] = str if language in UNSTEMMED else cache(Stemmer(SUMY_NAMES[language]))

    def terms_of(token: str) -> list[str]:
        word = token.lower()
        # The Czech stemmer warns about tokens without small letters, such as figures.
        whole = word in stops or not (word.islower() or language in CASELESS)
        return [word if whole else str(stemmer(word[:60]))]

    return terms_of, stops


def _pairs(token: str) -> list[str]:
    if token.isascii() or len(token) < 3:
        return [token.lower()]
    return [token[i : i + 2] for i in range(len(token) - 1)]
