"""Which quotes make one statement, and who said it."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.language.quotes.quote_context import Scene, Setting

__all__ = ["Choice", "continuations", "mentions", "speakers"]

Choice = tuple[int, float]
"""The index of a candidate, and how likely it is to be the speaker."""

_LONGEST_ATTRIBUTION = 25  # tokens
_SAYS = 0.25  # as likely as that, a word is a verb of saying
_SURE = 0.9  # as likely as that, a part of a statement has its own mention of the speaker
_CUTS = frozenset((",", "-", "–", "—", "…"))
_SENTENCE_MARKS = frozenset(".!?;:")


def continuations(scene: Scene, chosen: Sequence[Choice | None]) -> list[int | None]:
    """For each quote, the index of the one that it goes on with."""
    continues: list[int | None] = []
    for number, setting in enumerate(scene.settings):
        goes_on = number > 0 and (
            setting.quote.resumes
            or _splits(scene, scene.settings[number - 1], setting, *chosen[number - 1 : number + 1])
        )
        continues.append(number - 1 if goes_on else None)
    return continues


def _splits(scene: Scene, one: Setting, other: Setting, speaker: Choice | None, next_speaker: Choice | None) -> bool:
    """Whether nothing but an attribution stands between two quotes: ," she said, " or ," she said. "."""
    if one.quote.paragraph != other.quote.paragraph or not one.quote.closed:
        return False
    between = scene.words[one.last + 1 : other.first - 1]
    if not 1 <= len(between) <= _LONGEST_ATTRIBUTION or not _SENTENCE_MARKS.isdisjoint(between[:-1]):
        return False
    if max(scene.cue[one.last + 1 : other.first - 1]) < _SAYS:
        return False
    cut = scene.words[one.last - 1] in _CUTS or between[0] == ","
    if between[-1] in _CUTS:
        return cut
    same = speaker is not None and next_speaker is not None and speaker[0] == next_speaker[0]
    return cut and same and between[-1] == "."


def speakers(scene: Scene, chosen: Sequence[Choice | None], continues: Sequence[int | None]) -> list[Choice | None]:
    """The choices with one for each statement: the surest that is made beside any part of it, or else further off."""
    result = list(chosen)
    ranks = [_rank(scene, setting, choice) for setting, choice in zip(scene.settings, chosen, strict=True)]
    begin = 0
    for number in range(1, len(result) + 1):
        if number == len(result) or continues[number] is None:
            best = max(range(begin, number), key=ranks.__getitem__)
            result[begin:number] = [chosen[best]] * (number - begin)
            begin = number
    return result


def mentions(scene: Scene, chosen: Sequence[Choice | None], said: Sequence[Choice | None]) -> list[Choice | None]:
    """Where each quote's speaker is mentioned: beside the quote where that is sure, or else where `said` has it.

    `said` are the `speakers` of the quotes' statements. "I am fine," said Ann Lee, and in the next paragraph "I will
    go on," she said: one statement of Ann Lee's, with "she" beside its second part.
    """
    result: list[Choice | None] = []
    for setting, choice, best in zip(scene.settings, chosen, said, strict=True):
        own = choice is not None and choice[1] >= _SURE and _rank(scene, setting, choice)[0]
        result.append(choice if own else best)
    return result


def _rank(scene: Scene, setting: Setting, choice: Choice | None) -> tuple[bool, float]:
    """How far a choice is to be trusted: more if the speaker is named beside the quote or in its own paragraph."""
    if choice is None:
        return False, 0.0
    candidate = scene.candidates[choice[0]]
    beside = candidate.paragraph == setting.quote.paragraph or setting.left <= candidate.first < setting.first
    return beside, choice[1]
