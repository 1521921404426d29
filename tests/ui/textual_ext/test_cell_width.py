"""Display cells and what a reader sees as one character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from newsreader.ui.textual_ext.cell_width import NARROW, WIDE, characters, cut, extends, printable, width

LETTERS = st.sampled_from("ab Cé—’\t漢字。한ุ้ก\u0301\u0323\u200d\ufe0f❤👩👧👍🏽🇵🇱נשมक्षि\u1100\u1161")
TEXTS = st.one_of(st.text(max_size=60), st.text(LETTERS, max_size=60))


@pytest.mark.parametrize(("letters", "cells"), [(NARROW, 1), (WIDE, 2)])
def test_the_quick_classes_are_as_wide_as_rich_says_and_join_nothing(letters: str, cells: int) -> None:
    of_class = re.compile(f"[{letters}]")
    members = [chr(code) for code in range(0x20, 0x10000) if of_class.match(chr(code))]
    assert len(members) > 1_000
    assert [ascii(letter) for letter in members if get_character_cell_size(letter) != cells] == []
    assert [ascii(letter) for letter in members if extends(letter)] == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("abc", ["a", "b", "c"]),
        ("e\u0301\u0323x", ["e\u0301\u0323", "x"]),
        ("👨\u200d👩\u200d👧!", ["👨\u200d👩\u200d👧", "!"]),
        ("🇵🇱🇯🇵", ["🇵🇱", "🇯🇵"]),
        ("👍🏽❤️", ["👍🏽", "❤️"]),
        ("क्षि", ["क्", "षि"]),
        ("\u1100\u1161\u11a8\u1100\u1161", ["\u1100\u1161\u11a8", "\u1100\u1161"]),
        ("\u0301a", ["\u0301", "a"]),
    ],
)
def test_characters_stay_whole(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end, _ in characters(text, 0, len(text))] == parts


@given(TEXTS)
def test_characters_cover_the_text_and_their_cells_add_up(text: str) -> None:
    found = list(characters(text, 0, len(text)))
    assert "".join(text[start:end] for start, end, _ in found) == text
    assert all(start < end for start, end, _ in found)
    assert sum(cells for _, _, cells in found) == width(text)


@given(TEXTS, st.integers(-1, 30))
def test_a_cut_text_fits_and_is_a_beginning(text: str, cells: int) -> None:
    short = cut(text, cells)
    assert cell_len(short) <= max(cells, 0)
    if short.endswith("…"):
        assert text.replace("\t", " ").startswith(short[:-1])
    if "\t" not in text and cells > 0 and width(text) <= cells and len(text) <= cells:
        assert short == text


def test_a_cut_says_so() -> None:
    assert cut("A long headline", 8) == "A long…"
    assert cut("日本の首相", 6) == "日本…"
    assert cut("Short", 5) == "Short"
    assert cut("x" * 1_000_000, 3) == "xx…"


def test_nothing_that_steers_a_terminal_is_printed() -> None:
    assert printable("a\x1b]52;c;aGk=\x07b\x9b31mc\u202ed\u2066e\x7f\r\n") == "a]52;c;aGk=b31mcde"
    assert printable("Ünï\tcode 漢") == "Ünï\tcode 漢"
