"""Whom a pronoun beside a quote means where that is somebody without a name: "A spokesman said ... he said"."""

from __future__ import annotations

from bisect import bisect_left

from newsreader.language.quotes.quote_context import Scene
from newsreader.language.quotes.speaker_candidates import Candidate, Kind
from newsreader.language.resources.person_lexicon import PRONOUNS, fold, role_gender

__all__ = ["described"]

_BACK = 3
"""So many paragraphs back somebody is looked for."""

_LOOKED = 60
"""So many candidates before a pronoun are looked at."""

_CLAUSE = 25
"""So many words between somebody and what they say: "A witness, who did not want to be named, said"."""

_LONGEST_THING = 4
"""So many tokens call a statement, a report or a body; more are about something else."""

_ENDS = frozenset(".!?;:")
_INTRODUCE = frozenset("a an one another the some several".split())
_GOES_ON = frozenset("who , which of from in at for".split())


def described(scene: Scene, pronoun: Candidate) -> int | None:
    """The number of the latest candidate before the `pronoun` that describes somebody who says something.

    None where there is none that fits. "He" and "she" are people, by the noun that says who they are; "it" is nobody
    but what has just said something, such as a statement.
    """
    word = scene.lowered[pronoun.first]
    if word not in PRONOUNS and word not in ("it", "they"):
        return None
    before = bisect_left(scene.candidates, pronoun.first, key=lambda c: c.first)
    for number in range(before - 1, max(before - _LOOKED, 0) - 1, -1):
        candidate = scene.candidates[number]
        if candidate.paragraph < pronoun.paragraph - _BACK:
            break
        fits = candidate.kind is Kind.DESCRIPTION and _fits(scene, candidate, word)
        if fits and _speaks(scene, candidate, at_once=word == "it"):
            return number
    return None


def _fits(scene: Scene, candidate: Candidate, pronoun: str) -> bool:
    if scene.lowered[candidate.first] not in _INTRODUCE:
        return False
    if pronoun == "it" and candidate.last - candidate.first > _LONGEST_THING:
        return False
    head = scene.words[candidate.last - 1]
    gender = role_gender(fold(head))
    if pronoun not in PRONOUNS:
        return head.islower() and (pronoun == "it") is not head.endswith("s") and (pronoun != "it" or gender is None)
    return gender is not None and gender in ("", PRONOUNS[pronoun])


def _speaks(scene: Scene, candidate: Candidate, *, at_once: bool) -> bool:
    """Whether a verb of saying follows, `at_once` or after a clause on who it is, or stands right before."""
    first, last = candidate.first, candidate.last
    if (first and scene.says(first - 1)) or scene.says(last) or scene.says(last + 1):
        return True
    if at_once or not _GOES_ON.intersection(scene.lowered[last : last + 1]):
        return False
    for at in range(last + 1, min(last + _CLAUSE, len(scene.words))):
        if scene.words[at] in _ENDS:
            return False
        if scene.says(at):
            return True
    return False
