"""The gazetteer knows words by their letter case."""

from __future__ import annotations

import numpy as np
import pytest

from newsreader.language.entities import network as entity_network
from newsreader.language.entities.gazetteer import Gazetteer, letter_case


def test_full_names() -> None:
    gazetteer = entity_network.load().gazetteer
    assert gazetteer.is_full_name(["Ruth", "Brook"])
    assert not gazetteer.is_full_name(["Ruth"])
    assert not gazetteer.is_full_name(["RUTH", "BROOK"])
    assert not gazetteer.is_full_name(["Santa", "Cruz"])
    assert not gazetteer.is_full_name(["Ruth", "Zeldrinsk"])


@pytest.mark.parametrize(
    ("word", "expected"), [("oslo", 0), ("Oslo", 1), ("iPhone", 1), ("A", 1), ("USA", 2), ("7", 1)]
)
def test_letter_case(word: str, expected: int) -> None:
    assert letter_case(word) == expected


def test_the_gazetteer_distinguishes_letter_cases() -> None:
    clusters = np.array([[5, 7, 0], [0, 0, 9]], np.uint16)
    gazetteer = Gazetteer(
        {"may": 0, "usa": 1}, np.zeros((2, 3), np.int8), np.ones(2, np.float32), np.zeros(2, np.uint8), clusters
    )
    known = gazetteer.look_up(["\n", "may", "May", "MAY", "USA", "Usa", "Zeldrin"])
    assert known.rows.tolist() == [-1, 0, 0, 0, 1, 1, -1]
    assert known.clusters == [0, 5, 7, 7, 9, 0, 0]
