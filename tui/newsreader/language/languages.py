"""What summaries need to know of a language: its stop words and how to stem its words.

English has its own light lists (`terms`). The other languages are those for which sumy has both a stemmer and stop
words; sumy brings NLTK with it (more than half a second), so it is imported on the first text in such a language.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from newsreader.language.language_names import ENGLISH_NAMES
from newsreader.language.terms import STOP_WORDS, stem

__all__ = ["NAMES", "normaliser"]

NAMES = {code: ENGLISH_NAMES[code].lower() for code in "ar cs de el en es fr he it ja ko pl pt sk sv uk zh".split()}
"""ISO 639-1 codes of the languages that summaries are made in, with sumy's names for them."""

UNSPACED = frozenset(("zh", "ja"))
"""Written without spaces: pairs of neighbouring signs stand in for words."""


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
    stemmer: Callable[[str], str] = cache(Stemmer(NAMES[language]))
    stops = frozenset(w.lower() for w in words)
    return (lambda token: [token.lower() if token.lower() in stops else str(stemmer(token.lower()[:60]))]), stops


def _pairs(token: str) -> list[str]:
    if token.isascii() or len(token) < 3:
        return [token.lower()]
    return [token[i : i + 2] for i in range(len(token) - 1)]
