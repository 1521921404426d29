"""Weigh each quote: how important it is for its article.

A statement (a quote with the quotes that continue it) has one weight, since it is shown as one. The weight is the sum
of

    0.30  story: the share of the article's key terms in it
    0.25  speaker: how often the article names the speaker, relative to the name it uses most; more with a role
    0.20  claim: words that promise, demand or judge, and figures
    0.15  whole: it begins and ends like a sentence
    0.10  length: 8 to 45 words are best

times 0.4 for small talk, and times 0.3 if a statement with a higher weight has said the same. The shares and word
lists are set by hand; nothing here is trained.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from math import fsum

from newsreader.language.document.document import Document
from newsreader.language.summary.terms import STOP_WORDS, stem
from newsreader.model.analysis import Entity, Quote

__all__ = ["weigh"]

_STORY, _SPEAKER, _CLAIM, _WHOLE, _LENGTH = 0.30, 0.25, 0.20, 0.15, 0.10
_SMALL_TALK, _REPEATED = 0.4, 0.3
_KEY_TERMS = 12  # key terms of an article
_ENOUGH_TERMS = 3  # key terms in a quote that give the full share
_SHORTEST, _LONGEST = 8, 45  # words
_SAME = 0.7  # share of common words that makes a repetition
_LOOKBACK = 40  # statements of higher weight to compare with

_CLAIMS = frozenset(
    "will won't would must should shall need needs never always cannot can't promise promised pledge vow commit "
    "committed demand demands urge call ensure guarantee fight stop end ban build reject refuse oppose support "
    "believe threat danger dangerous crisis wrong right false true lie lies unacceptable illegal unfair failed "
    "failure success historic important critical serious first worst best most every no not only because "
    "therefore responsible accountable million billion percent cent going".split()
)
_PLEASANTRIES = frozenset("thank thanks welcome hello goodbye hi congratulations okay ok wow hey".split())


def weigh(document: Document, entities: Sequence[Entity], quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotes with their weights: 0 to 1, rounded to three digits, the same for all parts of a statement.

    The weights depend on the text, the title, the entities, and the quotes with their speakers. Time is linear in the
    length of the text.
    """
    words_of = [_words(document, quote) for quote in quotes]
    statements = _statements(quotes)
    key_terms = _key_terms(document)
    named = Counter(entity.name for entity in entities if entity.label in ("PERSON", "ORG"))
    most = max(named.values(), default=0)
    weights: list[float] = []
    contents: list[frozenset[str]] = []
    for parts in statements:
        words = [word for part in parts for word in words_of[part]]
        content = frozenset(stem(w) for w in words if w not in STOP_WORDS and w[0].isalpha())
        contents.append(content)
        story = fsum(key_terms.get(term, 0.0) for term in content)  # exact: the order of a set is not fixed
        weights.append(
            _STORY * min(1.0, story / _ENOUGH_TERMS)
            + _SPEAKER * _prominence(quotes[parts[0]], named, most)
            + _CLAIM * min(1.0, (len(_CLAIMS.intersection(words)) + any(w[0].isdigit() for w in words)) / 2)
            + _WHOLE * _wholeness(document.text, quotes[parts[0]], quotes[parts[-1]])
            + _LENGTH * _good_length(len(words))
        )
        if not content - _PLEASANTRIES or (len(words) < _SHORTEST and not _PLEASANTRIES.isdisjoint(words[:3])):
            weights[-1] *= _SMALL_TALK
    _discount_repetitions(weights, contents)
    result = list(quotes)
    for parts, weight in zip(statements, weights, strict=True):
        for part in parts:
            result[part] = quotes[part]._replace(weight=round(min(weight, 1.0), 3))
    return tuple(result)


def _words(document: Document, quote: Quote) -> list[str]:
    first, last = bisect_left(document.starts, quote.start), bisect_left(document.starts, quote.end)
    return [w.lower().replace("’", "'") for w in document.words[first:last] if w[0].isalnum()]


def _statements(quotes: Sequence[Quote]) -> list[list[int]]:
    """Return the indexes of the quotes, grouped by statement."""
    statements: list[list[int]] = []
    statement_of: list[int] = []
    for index, quote in enumerate(quotes):
        if quote.continues is None:
            statement_of.append(len(statements))
            statements.append([index])
        else:
            statement_of.append(statement_of[quote.continues])
            statements[statement_of[-1]].append(index)
    return statements


def _key_terms(document: Document) -> dict[str, float]:
    """Map the article's most frequent stems to weights from 1 down to 0.5; stems of the title count threefold."""
    counts = Counter(w for w in document.words if len(w) > 2 and w[0].isalpha())
    stems: Counter[str] = Counter()
    for word, count in counts.items():
        low = word.lower().replace("’", "'")
        if low not in STOP_WORDS:
            stems[stem(low)] += count
    for word in document.title[:500].lower().replace("’", "'").split():
        term = stem(word.strip(".,;:!?\"'“”‘()"))
        if term in stems and term not in STOP_WORDS:
            stems[term] *= 3
    ranked = sorted(stems.items(), key=lambda item: (-item[1], item[0]))[:_KEY_TERMS]
    return {term: 1.0 - 0.5 * rank / _KEY_TERMS for rank, (term, count) in enumerate(ranked) if count > 1}


def _prominence(quote: Quote, named: Counter[str], most: int) -> float:
    """Return the prominence of a quote's speaker: 0 without one, 1 for the most named speaker with a role."""
    if quote.speaker is None:
        return 0.0
    share = named[quote.speaker] / most if most else 0.0
    return min(1.0, 0.2 + 0.6 * share + (0.2 if quote.role else 0.0))


def _wholeness(text: str, first: Quote, last: Quote) -> float:
    """Return 1 for a statement that begins and ends like a sentence; less for a piece of one."""
    begins = text[first.start].isupper() or text[first.start].isdigit()
    ends = text[last.end - 1] in ".!?…," or text[last.end : last.end + 2].strip("\"”“'’» ")[:1] in (".", ",")
    return 0.7 * begins + 0.3 * ends


def _good_length(words: int) -> float:
    """Return 1 from `_SHORTEST` to `_LONGEST` words, falling to 0 at no words and at four times `_LONGEST`."""
    if words < _SHORTEST:
        return words / _SHORTEST
    return max(0.0, 1.0 - max(0, words - _LONGEST) / (3 * _LONGEST))


def _discount_repetitions(weights: list[float], contents: Sequence[frozenset[str]]) -> None:
    """Lower the weight of each statement that shares most of its words with one of higher weight."""
    kept: list[frozenset[str]] = []
    for index in sorted(range(len(weights)), key=lambda i: (-weights[i], i)):
        content = contents[index]
        if content and any(len(content & other) >= _SAME * len(content) for other in kept):
            weights[index] *= _REPEATED
        elif len(kept) < _LOOKBACK:
            kept.append(content)
