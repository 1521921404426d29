"""Dates and sums of money are found by their form."""

from __future__ import annotations

from itertools import pairwise

import pytest

from newsreader.language.document.document import read
from newsreader.language.entities import recognise
from newsreader.language.entities.date_entities import find_days
from newsreader.language.entities.money_entities import find_amounts
from newsreader.language.entities.recognise import Mention, find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$30 million, US$6.5bn and €5", ["$30 million", "US$6.5bn", "€5"]),
        ("R1.2 million, R50 000 and Rs. 3,50,000", ["R1.2 million", "R50 000", "Rs. 3,50,000"]),
        ("$25-35 million, US $5 and £10 pounds", ["$25-35 million", "US $5", "£10 pounds"]),
        ("R2D2, G20, $x, 5 $ and A$AP", []),
        ("13 trillion yen, 50,000 Thai baht", ["13 trillion yen", "50,000 Thai baht"]),
        ("two million pesos or tens of millions of dollars", ["two million pesos", "tens of millions of dollars"]),
        ("They won 3 won games; 20 billion won; N200 billion", ["20 billion won", "N200 billion"]),
        ("rated 3.5 to 10-won, N95 masks, 12 dollarised", []),
        ("$5.", ["$5"]),
        ("12CUP for rice, 30 CUP; USD 7; GHS6.2billion", ["12CUP", "30 CUP", "USD 7", "GHS6.2billion"]),
        ("COP27, SKW 3, 59 SIM cards, 135 MAF", []),
        ("ZAR1,7 million and RM1bil", ["ZAR1,7 million", "RM1bil"]),
        ("5,000-6,000 baht; 250–300.5 rupees", ["5,000-6,000 baht", "250–300.5 rupees"]),
        ("a billion shekels, a few hundred yuan", ["billion shekels", "hundred yuan"]),
        ("several million people, the hundred won", []),
    ],
)
def test_amounts(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in find_amounts(text)] == expected


def test_amounts_and_mentions_do_not_overlap() -> None:
    text = "Ann, $30 million Dollar Fund £10 dinners at Oslo; €7 left"
    sums = [Mention(start, end, "MONEY") for start, end in find_amounts(text)]
    names = [Mention(0, 3, "PERSON"), Mention(5, 16, "ORG"), Mention(44, 48, "LOC")]
    merged = recognise._merge_certain(names, sums)
    assert [(text[m.start : m.end], m.label) for m in merged] == [
        ("Ann", "PERSON"),
        ("$30 million", "ORG"),
        ("£10", "MONEY"),
        ("Oslo", "LOC"),
        ("€7", "MONEY"),
    ]
    cut = recognise._merge_certain([Mention(6, 8, "DATE")], sums)
    assert cut[0] == Mention(5, 16, "MONEY")
    assert all(a.end <= b.start for a, b in pairwise(cut))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Monday, 25 July 2022 and Friday, July 15,", ["Monday, 25 July 2022", "Friday, July 15"]),
        ("Aug. 6, 1945; 20th of July 2022; Sept 4", ["Aug. 6, 1945", "20th of July 2022", "Sept 4"]),
        ("from July 14 to 24, 2022, or 28 to 31 July", ["July 14 to 24, 2022", "28 to 31 July"]),
        ("between 4 and 11 May, March 23-24", ["4 and 11 May", "March 23-24"]),
        ("July 7 to July 13", ["July 7", "July 13"]),
        ("Monday May 2\nJune 3", ["Monday May 2", "June 3"]),
        ("May 100 people come? June 45, July 3.5%, Mar 2:15, 31.5 May, March 20,000", []),
        ("March 12-year-old, /2022/July 3, Marching 4, 0 May", []),
        ("Monday, June, 2022", []),
    ],
)
def test_days(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in find_days(text)] == expected


def test_a_day_in_a_longer_name_is_part_of_it() -> None:
    text = "the May 4 Movement met on May 4."
    merged = recognise._merge_certain([Mention(4, 18, "MISC")], [Mention(a, b, "DATE") for a, b in find_days(text)])
    assert [(text[m.start : m.end], m.label) for m in merged] == [("May 4 Movement", "MISC"), ("May 4", "DATE")]


def test_a_day_is_one_mention_from_weekday_to_year() -> None:
    text = "He resigned on Tuesday, June 28, 2022, in Lima, for 12CUP.\n"
    found = {(text[m.start : m.end], m.label) for m in find(read(text))}
    assert found >= {("Tuesday, June 28, 2022", "DATE"), ("Lima", "LOC"), ("12CUP", "MONEY")}
