"""People that the recogniser missed are found by surname, title and speech."""

from __future__ import annotations

import pytest

from newsreader.language.coreference.missed_people import find_missed
from newsreader.language.document.document import read
from newsreader.model.analysis import Entity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plan failed, Michael Quell said.", [("Michael Quell", "Michael Quell")]),
        ("The minister Michael R. Quell left.", [("Michael R. Quell", "Michael R. Quell")]),
        (
            "It was Michael Quell. Later the man met Quell.",
            [("Michael Quell", "Michael Quell"), ("Quell", "Michael Quell")],
        ),
        ("They met Michael Quell there.", []),
        ("The plan failed, Harbour Quell said.", []),
        ("The band Michael Quell Five said no.", []),
    ],
)
def test_full_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[e.start : e.end], e.name) for e in find_missed(read(text), [])] == expected


def test_the_surname_of_a_named_person() -> None:
    text = "Zy Quell left. The man said that Quell had gone."
    [missed] = find_missed(read(text), [Entity(0, 8, "PERSON", "Zy Quell")])
    assert (missed.start, missed.name) == (text.rindex("Quell"), "Zy Quell")
