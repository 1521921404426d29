"""Resolve pronouns next to a quote that stand for somebody without a name: "A spokesman said ... he said"."""

from __future__ import annotations

from bisect import bisect_left

from newsreader.language.quotes.quote_context import QuoteContext
from newsreader.language.quotes.speaker_candidates import Candidate, CandidateKind
from newsreader.language.resources.person_lexicon import PRONOUNS, fold, role_gender

__all__ = ["find_antecedent"]

_MAX_PARAGRAPHS_BACK = 3
"""Paragraphs to search before the pronoun's own."""

_MAX_CANDIDATES = 60
"""Candidates to search before the pronoun."""

_MAX_CLAUSE = 25
"""Most words between a description and its verb: "A witness, who did not want to be named, said"."""

_LONGEST_THING = 4
"""Most tokens of a description that "it" can stand for: a statement, a report, an organisation."""

_ENDS = frozenset(".!?;:")
_DETERMINERS = frozenset("a an one another the some several".split())
_CLAUSE_OPENERS = frozenset("who , which of from in at for".split())


def find_antecedent(context: QuoteContext, pronoun: Candidate) -> int | None:
    """Return the index of the last candidate before `pronoun` that describes somebody who speaks, or None.

    "He" and "she" need a noun for a person of that gender. "It" needs a subject that has just said something, such as
    a statement; "they" needs a plural.
    """
    word = context.lowered[pronoun.first]
    if word not in PRONOUNS and word not in ("it", "they"):
        return None
    before = bisect_left(context.candidates, pronoun.first, key=lambda c: c.first)
    for number in range(before - 1, max(before - _MAX_CANDIDATES, 0) - 1, -1):
        candidate = context.candidates[number]
        if candidate.paragraph < pronoun.paragraph - _MAX_PARAGRAPHS_BACK:
            break
        fits = candidate.kind is CandidateKind.DESCRIPTION and _fits(context, candidate, word)
        if fits and _speaks(context, candidate, at_once=word == "it"):
            return number
    return None


def _fits(context: QuoteContext, candidate: Candidate, pronoun: str) -> bool:
    """Return whether a description agrees with the pronoun in gender and number."""
    if context.lowered[candidate.first] not in _DETERMINERS:
        return False
    if pronoun == "it" and candidate.last - candidate.first > _LONGEST_THING:
        return False
    head = context.words[candidate.last - 1]
    gender = role_gender(fold(head))
    if pronoun not in PRONOUNS:
        return head.islower() and (pronoun == "it") is not head.endswith("s") and (pronoun != "it" or gender is None)
    return gender is not None and gender in ("", PRONOUNS[pronoun])


def _speaks(context: QuoteContext, candidate: Candidate, *, at_once: bool) -> bool:
    """Return whether a verb of saying stands right before or after the candidate.

    Unless `at_once`, the verb may also follow after a clause: "a witness, who did not want to be named, said".
    """
    first, last = candidate.first, candidate.last
    if (
        (first and context.is_speech_verb(first - 1))
        or context.is_speech_verb(last)
        or context.is_speech_verb(last + 1)
    ):
        return True
    if at_once or not _CLAUSE_OPENERS.intersection(context.lowered[last : last + 1]):
        return False
    for at in range(last + 1, min(last + _MAX_CLAUSE, len(context.words))):
        if context.words[at] in _ENDS:
            return False
        if context.is_speech_verb(at):
            return True
    return False
