"""Join the quotes that make one statement, and give all parts of a statement one speaker."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.language.quotes.quote_context import QuoteContext, QuoteSlot

__all__ = ["Choice", "continuations", "mentions", "speakers"]

Choice = tuple[int, float]
"""The index of a candidate, and its probability of being the speaker (0 to 1)."""

_LONGEST_ATTRIBUTION = 25  # tokens
_LIKELY_VERB = 0.25  # probability from which a word counts as a verb of saying
_SURE = 0.9  # probability from which a part of a statement keeps its own mention of the speaker
_CUTS = frozenset((",", "-", "–", "—", "…"))
_SENTENCE_MARKS = frozenset(".!?;:")


def continuations(context: QuoteContext, chosen: Sequence[Choice | None]) -> list[int | None]:
    """Return for each quote the index of the quote that it continues, or None."""
    continues: list[int | None] = []
    for number, slot in enumerate(context.slots):
        goes_on = number > 0 and (
            slot.quote.resumes or _splits(context, context.slots[number - 1], slot, *chosen[number - 1 : number + 1])
        )
        continues.append(number - 1 if goes_on else None)
    return continues


def _splits(
    context: QuoteContext, one: QuoteSlot, other: QuoteSlot, speaker: Choice | None, next_speaker: Choice | None
) -> bool:
    """Return whether only an attribution stands between two quotes: ," she said, " or ," she said. "."""
    if one.quote.paragraph != other.quote.paragraph or not one.quote.closed:
        return False
    between = context.words[one.last + 1 : other.first - 1]
    if not 1 <= len(between) <= _LONGEST_ATTRIBUTION or not _SENTENCE_MARKS.isdisjoint(between[:-1]):
        return False
    if max(context.cue[one.last + 1 : other.first - 1]) < _LIKELY_VERB:
        return False
    cut = context.words[one.last - 1] in _CUTS or between[0] == ","
    if between[-1] in _CUTS:
        return cut
    same = speaker is not None and next_speaker is not None and speaker[0] == next_speaker[0]
    return cut and same and between[-1] == "."


def speakers(
    context: QuoteContext, chosen: Sequence[Choice | None], continues: Sequence[int | None]
) -> list[Choice | None]:
    """Return the choices with one speaker for all parts of a statement.

    It is the most probable of the choices near any of the parts; otherwise it is the most probable of all.
    """
    result = list(chosen)
    ranks = [_rank(context, slot, choice) for slot, choice in zip(context.slots, chosen, strict=True)]
    begin = 0
    for number in range(1, len(result) + 1):
        if number == len(result) or continues[number] is None:
            best = max(range(begin, number), key=ranks.__getitem__)
            result[begin:number] = [chosen[best]] * (number - begin)
            begin = number
    return result


def mentions(
    context: QuoteContext, chosen: Sequence[Choice | None], speakers: Sequence[Choice | None]
) -> list[Choice | None]:
    """Return for each quote the mention of its speaker: one near the quote if that is sure, else the one in `speakers`.

    Example: "I am fine," said Ann Lee; and in the next paragraph "I will go on," she said. Both parts are one statement
    of Ann Lee, and the second has "she" as its mention.
    """
    result: list[Choice | None] = []
    for slot, choice, best in zip(context.slots, chosen, speakers, strict=True):
        own = choice is not None and choice[1] >= _SURE and _rank(context, slot, choice)[0]
        result.append(choice if own else best)
    return result


def _rank(context: QuoteContext, slot: QuoteSlot, choice: Choice | None) -> tuple[bool, float]:
    """Return how reliable a choice is: first whether the speaker is mentioned near the quote, then its probability."""
    if choice is None:
        return False, 0.0
    candidate = context.candidates[choice[0]]
    near = candidate.paragraph == slot.quote.paragraph or slot.left <= candidate.first < slot.first
    return near, choice[1]
