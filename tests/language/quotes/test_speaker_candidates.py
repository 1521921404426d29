"""Speaker candidates: names, pronouns and descriptions in a stretch of text."""

from __future__ import annotations

import pytest

from newsreader.language.document.tokens import tokenise
from newsreader.language.quotes.speaker_candidates import CandidateKind, find_candidates

CUES = {"said": 0.9, "wrote": 0.9, "claims": 0.6, "statement": 0.3}


def found(text: str) -> list[str]:
    words, starts, ends = tokenise(text)
    lowered = [word.lower() for word in words]
    return [text[starts[c.first] : ends[c.last - 1]] for c in find_candidates(words, lowered, 0, len(words), 0, CUES)]


NAMED = [
    ("Outrage grew over her claim that", "her"),
    ("Later his much debated call for", "his"),
    ("In the end his office put out a letter", "his office"),
    ("At that the crowd loudly shouted", "the crowd"),
    ("The Oslo senator’s answer was that", "The Oslo senator"),
    ("as wrote another.", "another"),
    ("Another featured old photos", "Another"),
    ("according to a joint statement of both", "a joint statement"),
    ("On Monday a board statement was read", "a board statement"),
    ("the rule-making bodies said", "the rule-making bodies"),
    ("Only 7 percent said they", "7 percent"),
    ("Later the chief of staff said", "the chief of staff"),
    ("the governor doubled-down and said", "the governor"),
    ("Her campaign quickly shouted", "Her campaign"),
]


@pytest.mark.parametrize(("text", "somebody"), NAMED)
def test_possible_speakers_are_found(text: str, somebody: str) -> None:
    assert somebody in found(text)


NOBODY = [
    ("They met at her house by the river", "her"),
    ("Acknowledging that Keller was right", "Acknowledging"),
    ("There was another, and another", "another"),
    ("according to a joint statement of both", "a joint"),
    ("the rule-making bodies said", "the rule-making"),
    ("The two former senior officials are", "The two former senior"),
    ("A newly formed group said", "A newly"),
    ("Her campaign quickly shouted", "Her campaign quickly"),
    ("Brandt rejected claims that she said", "rejected"),
]


@pytest.mark.parametrize(("text", "somebody"), NOBODY)
def test_other_words_are_not_candidates(text: str, somebody: str) -> None:
    assert somebody not in found(text)


def test_the_world_health_organization_is_not_a_pronoun() -> None:
    words = tokenise("a WHO spokesman said")[0]
    found = find_candidates(words, [word.lower() for word in words], 0, len(words), 0, CUES)
    assert CandidateKind.PRONOUN not in {candidate.kind for candidate in found}
