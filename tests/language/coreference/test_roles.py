"""Noun phrases are read as descriptions, and an article's roles go to the people that it gives them to."""

from __future__ import annotations

import pytest

from newsreader.language.coreference.roles import Roles, parse_description
from newsreader.language.document.document import read
from newsreader.language.document.token_index import TokenIndex
from newsreader.model.analysis import Entity


def test_a_description_has_nouns_other_words_and_an_owner() -> None:
    description = parse_description(["the", "former", "Vermont", "senator"])
    assert description is not None
    assert (description.heads, description.definite, description.former) == (("senator",), True, True)
    description = parse_description(["Obama", "'s", "campaign", "strategist"])
    assert description is not None
    assert (description.heads, description.owner) == (("strategist",), "obama")


def test_a_noun_that_names_no_person_is_not_a_description() -> None:
    assert parse_description(["the", "mayor", "'s", "office"]) is None
    assert parse_description([]) is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Secretary of State Ann Quell left.", "Secretary of State"),
        ("The union's president, Ann Quell, left.", "union's president"),
        ("Ann Quell, a State Department spokeswoman, left.", "State Department spokeswoman"),
        ("Ann Quell, 43, a nurse from Oslo, left.", "nurse from Oslo"),
        ("Ann Quell, who is a teacher in Oslo, left.", "teacher in Oslo"),
        ("Ann Quell is the mayor of Oslo.", "mayor of Oslo"),
        ("His colleague Ann Quell left.", None),
        ("Ann Quell left, the mayor said.", None),
    ],
)
def test_the_role_of_a_person(text: str, role: str | None) -> None:
    start = text.index("Ann Quell")
    people = [Entity(start, start + len("Ann Quell"), "PERSON", "Ann Quell")]
    span = Roles(TokenIndex.of(read(text)), people).span_of("Ann Quell")
    assert (text[slice(*span)] if span else None) == role
