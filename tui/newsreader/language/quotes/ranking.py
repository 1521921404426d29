"""How key each quote is to its article.

A statement (a quote with those that continue it) is weighed as one, since it is shown as one. Its weight is the sum of

    0.30  story: how much of what the article is about its words take up
    0.25  speaker: how often the article names who said it, next to whom it names most; part of it for a role
    0.20  claim: words that promise, demand, judge or put a figure on something
    0.15  whole: it begins and ends as a sentence does
    0.10  length: 8 to 45 words are best

times 0.4 for small talk, and times 0.3 for what a weightier statement has said already. The shares and
word lists are set by hand; nothing here is trained.
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
_KEY_TERMS = 12  # how many words an article is about
_ENOUGH_TERMS = 3  # of them in a quote, for the full share
_SHORTEST, _LONGEST = 8, 45  # words
_SAME = 0.7  # share of the words that makes a repetition
_LOOKBACK = 40  # weightier statements to compare with

_CLAIMS = frozenset(
    "will won't would must should shall need needs never always cannot can't promise promised pledge vow commit "
    "committed demand demands urge call ensure guarantee fight stop end ban build reject refuse oppose support "
    "believe threat danger dangerous crisis wrong right false true lie lies unacceptable illegal unfair failed "
    "failure success historic important critical serious first worst best most every no not only because "
    "therefore responsible accountable million billion percent cent going".split()
)
_PLEASANTRIES = frozenset("thank thanks welcome hello goodbye hi congratulations okay ok wow hey".split())


def weigh(document: Document, entities: Sequence[Entity], quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes with their weights, from 0 to 1, to three digits; all parts of one statement weigh the same.

    Depends on the text, the title, the entities and who said what, and on nothing else. Time is linear in the length
    of the text.
    """
    spoken = [_words(document, quote) for quote in quotes]
    statements = _statements(quotes)
    about = _key_terms(document)
    named = Counter(entity.name for entity in entities if entity.label in ("PERSON", "ORG"))
    most = max(named.values(), default=0)
    weights: list[float] = []
    contents: list[frozenset[str]] = []
    for parts in statements:
        words = [word for part in parts for word in spoken[part]]
        content = frozenset(stem(w) for w in words if w not in STOP_WORDS and w[0].isalpha())
        contents.append(content)
        told = fsum(about.get(term, 0.0) for term in content)  # a set has no order, so the sum must need none
        weights.append(
            _STORY * min(1.0, told / _ENOUGH_TERMS)
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
    """The indexes of the quotes, those of one statement together."""
    statements: list[list[int]] = []
    of: list[int] = []
    for index, quote in enumerate(quotes):
        if quote.continues is None:
            of.append(len(statements))
            statements.append([index])
        else:
            of.append(of[quote.continues])
            statements[of[-1]].append(index)
    return statements


def _key_terms(document: Document) -> dict[str, float]:
    """What the article is about: its commonest words by stem, with 0.5 to 1; those of the title count threefold."""
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
    """From 0, for nobody, to 1, for whom the article names most and gives a role."""
    if quote.speaker is None:
        return 0.0
    share = named[quote.speaker] / most if most else 0.0
    return min(1.0, 0.2 + 0.6 * share + (0.2 if quote.role else 0.0))


def _wholeness(text: str, first: Quote, last: Quote) -> float:
    """1 for a statement that begins and ends as a sentence; less where it is cut out of one."""
    begins = text[first.start].isupper() or text[first.start].isdigit()
    ends = text[last.end - 1] in ".!?…," or text[last.end : last.end + 2].strip("\"”“'’» ")[:1] in (".", ",")
    return 0.7 * begins + 0.3 * ends


def _good_length(words: int) -> float:
    """1 from `_SHORTEST` to `_LONGEST` words, falling to 0 at none and at four times too many."""
    if words < _SHORTEST:
        return words / _SHORTEST
    return max(0.0, 1.0 - max(0, words - _LONGEST) / (3 * _LONGEST))


def _discount_repetitions(weights: list[float], contents: Sequence[frozenset[str]]) -> None:
    """Lower the weight of each statement whose words a weightier one has for the most part."""
    kept: list[frozenset[str]] = []
    for index in sorted(range(len(weights)), key=lambda i: (-weights[i], i)):
        content = contents[index]
        if content and any(len(content & other) >= _SAME * len(content) for other in kept):
            weights[index] *= _REPEATED
        elif len(kept) < _LOOKBACK:
            kept.append(content)
