"""The gender of people is inferred from titles, nouns, pronouns and given names."""

from __future__ import annotations

import pytest

from newsreader.language.coreference.gender import infer_genders
from newsreader.language.document.document import read
from newsreader.language.document.token_index import TokenIndex
from newsreader.model.analysis import Entity


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("Mr Quell left.", "Quell", "m"),
        ("Mrs Quell left.", "Quell", "f"),
        ("Zy Quell, an actress, left.", "Zy Quell", "f"),
        ("Michael Quell left.", "Michael Quell", "m"),
        ("Zy Quell said that she had left.", "Zy Quell", "f"),
        ("Zy Quell left. She came back.", "Zy Quell", ""),
        ("Zy Quell left.", "Zy Quell", ""),
    ],
)
def test_gender(text: str, name: str, gender: str) -> None:
    start = text.index(name)
    people = [Entity(start, start + len(name), "PERSON", name)]
    assert infer_genders(TokenIndex.of(read(text)), people) == {name: gender}
