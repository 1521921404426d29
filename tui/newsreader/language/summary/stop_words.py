"""What summaries need to know of a language: its stop words and how to stem its words.

English has its own light lists (`terms`). The other languages are those for which sumy has both a stemmer and stop
words; sumy brings NLTK with it (more than half a second), so it is imported on the first text in such a language.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from newsreader.language.resources.language_names import ENGLISH_NAMES
from newsreader.language.summary.terms import STOP_WORDS, stem

__all__ = ["NAMES", "normaliser"]

NAMES = {code: ENGLISH_NAMES[code].lower() for code in "ar cs de el en es fr he it ja ko pl pt sk sv uk zh".split()}
"""ISO 639-1 codes of the languages that summaries are made in, with sumy's names for them."""

UNSPACED = frozenset(("zh", "ja"))
"""Written without spaces: pairs of neighbouring signs stand in for words."""

CASELESS = frozenset(("ar", "he", "ko"))
"""Written without small and capital letters."""

UNSTEMMED = frozenset(("el", "pl"))
"""sumy stems these by packages that it does not bring: their words are compared as they are written."""


@cache
def normaliser(language: str) -> tuple[Callable[[str], list[str]], frozenset[str]]:
    """For a language of NAMES: a function from a token to the terms it stands for, and the terms that say little."""
    if language == "en":
        return (lambda token: [stem(token.lower())]), STOP_WORDS
    from sumy.nlp.stemmers import Stemmer
    from sumy.utils import get_stop_words

    words: frozenset[str] = get_stop_words(NAMES[language])
    if language in UNSPACED:
        return _pairs, words
    stops = frozenset(w.lower() for w in words)
    stemmer: Callable[[str], str] = str if language in UNSTEMMED else cache(Stemmer(NAMES[language]))

    def terms_of(token: str) -> list[str]:
        word = token.lower()
        # The Czech stemmer warns of what has no small letters, such as figures.
        whole = word in stops or not (word.islower() or language in CASELESS)
        return [word if whole else str(stemmer(word[:60]))]

    return terms_of, stops


def _pairs(token: str) -> list[str]:
    if token.isascii() or len(token) < 3:
        return [token.lower()]
    return [token[i : i + 2] for i in range(len(token) - 1)]
