"""Choose a quote's speaker by position, for languages without a list of verbs of saying.

The speaker is the person or organisation named in the same sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from newsreader.language.quotes.quote_context import QuoteContext, QuoteSlot
from newsreader.language.quotes.speaker_candidates import Candidate

__all__ = ["speaker"]

_FULL_STOPS = frozenset(".!?…")
_PRONOUNS = frozenset(
    """
    er sie il elle ils elles lui lei egli ella él ele ela hij zij ze han hon hun on ona він вона он она той тя
    αυτός αυτή
    """.split()
)
_FARTHEST = 60
"""Tokens of the sentence to search before and after a quote."""

_VERB_ALONE = 2
"""A verb without a subject has at most this many words, not counting a day: "ha detto lunedì"."""
_DAYS = frozenset(
    """
    lundi mardi mercredi jeudi vendredi samedi dimanche hier lunes martes miércoles jueves viernes sábado domingo ayer
    hoy lunedì martedì mercoledì giovedì venerdì sabato domenica ieri oggi segunda-feira terça-feira quarta-feira
    quinta-feira sexta-feira ontem hoje montag dienstag mittwoch donnerstag freitag samstag sonntag gestern heute
    """.split()
)


def speaker(context: QuoteContext, slot: QuoteSlot, previous: int | None) -> int | None:
    """Return the index in `context.candidates` of the speaker of the quote in `slot`; None if the article has none.

    `previous` is the speaker of the quote before, or None. A name in the same sentence, before or after the quote, is
    the speaker. For "he", or a verb without a subject, it is the last person named in the sentence before.
    """
    signed = context.signature(slot)
    if signed is not None:
        return signed
    before, after = _before(context, slot), _after(context, slot)
    for tokens in [before, after] if _words(context, before) else [after]:
        named = _named(context, tokens)
        if named is not None:
            return named
    if _words(context, before):
        return None
    words = _words(context, after)
    if not words:  # the whole sentence is a quote
        return previous
    if len(words) > _VERB_ALONE and not any(word in _PRONOUNS or word.endswith(("-il", "-elle")) for word in words):
        return None  # "said the minister"
    return _last_person(context, slot, previous)


def _before(context: QuoteContext, slot: QuoteSlot) -> range:
    """Return the tokens of the quote's sentence that stand before it."""
    begin = slot.first - 1
    while begin > max(slot.left, slot.first - _FARTHEST) and context.words[begin - 1] not in _FULL_STOPS:
        begin -= 1
    return range(begin, slot.first - 1)


def _after(context: QuoteContext, slot: QuoteSlot) -> range:
    """Return the tokens of the quote's sentence that stand after it; none if the quote ends the sentence."""
    begin = end = slot.last + 1
    if context.words[slot.last - 1] in _FULL_STOPS and begin < slot.right and context.words[begin][0].isupper():
        return range(begin, begin)
    while end < min(slot.right, slot.last + _FARTHEST) and context.words[end] not in _FULL_STOPS:
        end += 1
    return range(begin, end)


def _words(context: QuoteContext, tokens: range) -> list[str]:
    """Return the words among `tokens`, in lower case, without names of days."""
    return [context.lowered[at] for at in tokens if context.words[at][0].isalpha() and context.lowered[at] not in _DAYS]


def _within(context: QuoteContext, tokens: range) -> Iterator[int]:
    """Yield the indexes of the candidates that begin within `tokens`, in reading order."""
    first = bisect_left(context.candidates, tokens.start, key=_first)
    yield from range(first, bisect_left(context.candidates, tokens.stop, lo=first, key=_first))


def _first(candidate: Candidate) -> int:
    return candidate.first


def _is_person(context: QuoteContext, index: int) -> bool:
    """Return whether a candidate is a person; without a label (a script the recogniser cannot read) it is one."""
    return context.labels.get(context.candidates[index].last - 1, "PERSON") == "PERSON"


def _named(context: QuoteContext, tokens: range) -> int | None:
    """Return the first person named within `tokens`, or else the first organisation, or None."""
    found = list(_within(context, tokens))
    people = [index for index in found if _is_person(context, index)]
    return next(iter(people or found), None)


def _last_person(context: QuoteContext, slot: QuoteSlot, previous: int | None) -> int | None:
    """Return the last person named in the sentence before the quote's sentence.

    If that sentence is a quote, or the quote begins the paragraph, return the previous speaker.
    """
    begin = context.bounds[slot.quote.paragraph][0]
    end = _before(context, slot).start
    if end <= begin:
        return previous
    start = end - 1
    while start > max(begin, end - _FARTHEST) and context.words[start - 1] not in _FULL_STOPS:
        start -= 1
    people = [index for index in _within(context, range(start, end)) if _is_person(context, index)]
    if people:
        return people[-1]
    quoted = slot.number and context.slots[slot.number - 1].last >= start
    return previous if quoted else None
