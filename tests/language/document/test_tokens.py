"""Tokens: names, numbers and marks are cut where names begin and end, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.language.document.tokens import tokenise

ALPHABET = "aB9é’'.-,$&@#/: \n\tß中😀_İ\u0301"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \n\t ", []),
        ("J. Smith met J.K. Rowling.", ["J.", "Smith", "met", "J.K.", "Rowling", "."]),
        ("L.Oyun-Erdene", ["L.", "Oyun", "-", "Erdene"]),
        ("the U.S. and the U.S.-led force", ["the", "U.S.", "and", "the", "U.S.", "-", "led", "force"]),
        ("Mr. Kato, Dr. No", ["Mr.", "Kato", ",", "Dr.", "No"]),
        ("Kenya's and Kenya’s", ["Kenya", "'s", "and", "Kenya", "’s"]),
        ("the Smiths' house", ["the", "Smiths", "'", "house"]),
        ("O'Brien didn’t", ["O'Brien", "didn’t"]),
        ("Beijing-based", ["Beijing", "-", "based"]),
        ("anti-American", ["anti", "-", "American"]),
        ("al-Assad", ["al", "-", "Assad"]),
        ("a well-known 16-year-old", ["a", "well-known", "16-year-old"]),
        ("Covid-19", ["Covid-19"]),
        ("HIROSHIMA--Survivors", ["HIROSHIMA", "-", "-", "Survivors"]),
        ("$1.5m or US$3,000.", ["$", "1.5m", "or", "US", "$", "3,000", "."]),
        ("the 1980s", ["the", "1980", "s"]),
        ("won 3-1 at 20:15", ["won", "3-1", "at", "20:15"]),
        ("S&P 500", ["S&P", "500"]),
        ("R1.2 million, SR5,000", ["R1.2", "million", ",", "SR5,000"]),
        ("Sept. 3. Sept. ended", ["Sept.", "3", ".", "Sept", ".", "ended"]),
        ("see https://example.org/a-b?c=1.", ["see", "https://example.org/a-b?c=1", "."]),
        ("Example.com", ["Example.com"]),
        ("@someone #topic", ["@someone", "#topic"]),
    ],
)
def test_cuts(text: str, words: list[str]) -> None:
    assert tokenise(text)[0] == words


@given(st.text() | st.text(ALPHABET, max_size=80))
def test_tokens_are_exact_and_cover_the_text(text: str) -> None:
    words, starts, ends = tokenise(text)
    assert words == [text[a:b] for a, b in zip(starts, ends, strict=True)]
    gaps = zip([0, *ends], [*starts, len(text)], strict=True)
    assert all(a <= b and not text[a:b].strip() for a, b in gaps)
    assert all(words)


@pytest.mark.parametrize("unit", ["a", "a.", "a-", "A'", "1,", "1-", "http://.", ".com", "é-é", "’s", "@", "U.S"])
def test_long_runs_stay_linear(unit: str) -> None:
    text = unit * 100_000  # quadratic time would take hours
    assert tokenise(text)[2][-1] == len(text)
