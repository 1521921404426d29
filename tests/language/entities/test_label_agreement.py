"""The labels of the names in one article agree."""

from __future__ import annotations

import pytest

from newsreader.language.entities.label_agreement import Name, agree


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Ann Lee spoke . Lee left", [(0, 2, "PERSON"), (4, 5, "LOC")], [(0, 2, "PERSON"), (4, 5, "PERSON")]),
        ("Ann Lee spoke . Lee left", [(0, 2, "PERSON")], [(0, 2, "PERSON"), (4, 5, "PERSON")]),
        ("Ann Lee at Lee Bank", [(0, 2, "PERSON"), (3, 5, "ORG")], [(0, 2, "PERSON"), (3, 5, "ORG")]),
        ("Ann Lee met Lee Bo", [(0, 2, "PERSON")], [(0, 2, "PERSON")]),
        ("Ann May may go in May", [(0, 2, "PERSON"), (5, 6, "DATE")], [(0, 2, "PERSON"), (5, 6, "DATE")]),
        (
            "Kenya Airports Authority ( KAA ) ; KAA said",
            [(0, 3, "ORG"), (4, 5, "LOC")],
            [(0, 3, "ORG"), (4, 5, "ORG"), (7, 8, "ORG")],
        ),
        ("US State Department", [(0, 3, "PERSON")], [(0, 3, "ORG")]),
        ("Police met Ann Police", [(0, 1, "PERSON"), (2, 4, "MISC")], [(0, 1, "PERSON"), (2, 4, "MISC")]),
        ("the Ann and Bo Lee Fund", [(1, 2, "PERSON"), (3, 6, "ORG")], [(1, 6, "ORG")]),
        ("the Ann and Fund", [(1, 2, "PERSON"), (3, 4, "ORG")], [(1, 2, "PERSON"), (3, 4, "ORG")]),
        ("met Ann and Bo Fund", [(1, 2, "PERSON"), (3, 5, "ORG")], [(1, 2, "PERSON"), (3, 5, "ORG")]),
        ("the UN and Bo Fund", [(1, 2, "ORG"), (3, 5, "ORG")], [(1, 2, "ORG"), (3, 5, "ORG")]),
        ("the Ann or Bo Fund", [(1, 2, "PERSON"), (3, 5, "ORG")], [(1, 2, "PERSON"), (3, 5, "ORG")]),
        (
            "Kenya Airports Authority fell . KAA said KA KAA",
            [(0, 3, "ORG"), (5, 6, "MISC")],
            [(0, 3, "ORG"), (5, 6, "ORG"), (8, 9, "ORG")],
        ),
        (
            "Air Bo Cargo , Acts By Cities , ABC",
            [(0, 3, "ORG"), (4, 7, "MISC"), (8, 9, "LOC")],
            [(0, 3, "ORG"), (4, 7, "MISC"), (8, 9, "LOC")],
        ),
        (
            "Oram , Oram , Oram , Oram Oram",
            [(0, 1, "ORG"), (2, 3, "LOC"), (4, 5, "LOC"), (6, 8, "ORG")],
            [(0, 1, "LOC"), (2, 3, "LOC"), (4, 5, "LOC"), (6, 8, "ORG")],
        ),
        ("Oram , Oram", [(0, 1, "ORG"), (2, 3, "LOC")], [(0, 1, "ORG"), (2, 3, "LOC")]),
        (
            "May , May , May",
            [(0, 1, "PERSON"), (2, 3, "DATE"), (4, 5, "DATE")],
            [(0, 1, "PERSON"), (2, 3, "DATE"), (4, 5, "DATE")],
        ),
        ("the river Oram and Oram", [(4, 5, "ORG")], [(2, 3, "LOC"), (4, 5, "LOC")]),
        (
            "The ferry Vest Lee left . Vest Lee",
            [(2, 4, "PERSON"), (6, 8, "PERSON")],
            [(2, 4, "MISC"), (6, 8, "MISC")],
        ),
        ("a river Oram the river is", [(2, 3, "ORG")], [(2, 3, "ORG")]),
        ("Ann Lee ( KAA )", [(0, 2, "PERSON")], [(0, 2, "PERSON")]),
        ("", [], []),
    ],
)
def test_mentions_agree(text: str, before: list[Name], after: list[Name]) -> None:
    assert agree(text.split(), before) == after
