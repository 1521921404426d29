"""Split the prose of a document into words and stems, sentence by sentence, for the English summaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsreader.language.document.document import Document, Sentence, SentenceKind

__all__ = ["STOP_WORDS", "Terms", "stem", "terms"]

STOP_WORDS = frozenset(
    """a about above after again all also am an and any are aren't as at be because been before being below between both
    but by can cannot could couldn't did didn't do does doesn't doing don't down during each few for from further had
    hadn't has hasn't have haven't having he he'd he'll her here hers herself him himself his how however i i'd i'll i'm
    i've if in into is isn't it its itself just let's like may me might more most much must my myself no nor not now of
    off on once one only or other our ours ourselves out over own same said say says shall she should so some such than
    that that's the their theirs them themselves then there there's these they they're this those through to too two
    under until up us very was wasn't we we're we've were weren't what when where which while who whom whose why will
    with won't would wouldn't you you're your yours yourself 's ' ’s""".split()
)
"""English words that say little about the topic of an article, in lower case."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The prose of a document: item i is about its i-th prose sentence.

    `words` are the words in order, stop words included, punctuation left out; `stems` are their stems. `title` holds
    the stems of the title, or of the first heading if there is no title, without stop words.
    """

    sentences: tuple[Sentence, ...]
    words: tuple[list[str], ...]
    stems: tuple[list[str], ...]
    title: frozenset[str]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return `word` (lower case) without its most frequent English endings: "talk" for "talks" and "talked".

    A light form of the first step of Porter (1980), "An algorithm for suffix stripping". Stop words stay as they are.
    """
    if len(word) < 4 or word in STOP_WORDS or not word.isalpha():
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("es") and word[-3] in "sxzh":
        word = word[:-2]
    elif word[-1] == "s" and word[-2] not in "su":
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and _has_vowel(word[: -len(ending)]):
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 4 and word[-1] == "e" else word


def _has_vowel(word: str) -> bool:
    return any(letter in "aeiouy" for letter in word)


def terms(document: Document) -> Terms:
    """Return the terms of `document`. Time is linear in its length."""
    prose = tuple(s for s in document.sentences if s.kind is SentenceKind.PROSE)
    tokens = document.words
    words = tuple([w for w in tokens[s.first : s.last] if w[0].isalnum() or w[-1].isalnum()] for s in prose)
    stems = tuple([stem(w.lower()) for w in sentence] for sentence in words)
    return Terms(prose, words, stems, frozenset(_title_stems(document.title or _headline(document))) - STOP_WORDS)


def _headline(document: Document) -> str:
    """Return the heading before the first prose sentence, or ""."""
    for sentence in document.sentences:
        if sentence.kind is SentenceKind.HEADING:
            return document.text[sentence.start : sentence.end]
        if sentence.kind is SentenceKind.PROSE:
            break
    return ""


def _title_stems(title: str) -> Sequence[str]:
    from newsreader.language.document.tokens import tokenise

    return [stem(w.lower()) for w in tokenise(title[:500])[0]]
