"""Characters stay in their cells, whatever the terminal takes their width for."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.drivers.headless_driver import HeadlessDriver

from newsreader.ui.textual_ext.cell_width import characters, width
from newsreader.ui.textual_ext.cell_width_driver import keep_in_cells, make_cell_width_driver

SGR = "\x1b[1;38;2;1;2;3m"


@pytest.mark.parametrize(
    "data",
    ["", "plain \x1b[2;5HLatin é and 新しい", "\x1b]52;c;aGVqCg==\x07", "שָׁלוֹם", "สวัสดี", "Z\u0337\u0321a\u0335lgo"],
)
def test_what_all_terminals_draw_alike_is_left_alone(data: str) -> None:
    assert keep_in_cells(data) == data


@pytest.mark.parametrize("emoji", ["👨‍👩‍👧‍👦", "👍🏿", "❤️", "1️⃣", "🇸🇪", "🏳️‍🌈"])
def test_an_emoji_has_its_cells_and_no_more(emoji: str) -> None:
    [(_, _, cells)] = characters(emoji, 0, len(emoji))
    placed = f"\x1b7{' ' * cells}\x1b8\x1b7{emoji}\x1b8\x1b[{cells}C"
    assert keep_in_cells(f"{SGR}a{emoji}b\x1b[0m") == f"{SGR}a{placed}b\x1b[0m"


def test_words_with_signs_are_placed_as_one_with_their_blank_end() -> None:
    words = "नमस्ते दुनिया"
    cells = width(words) + 3
    assert (
        keep_in_cells(f"{SGR}{words}   \x1b[0m|")
        == f"{SGR}\x1b7{' ' * cells}\x1b8\x1b7{words}\x1b8\x1b[{cells}C\x1b[0m|"
    )


def test_an_escape_sequence_is_no_part_of_a_character() -> None:
    assert keep_in_cells(f"{SGR}\ufe0fx").startswith(SGR)


@given(st.lists(st.sampled_from(["ab", " ", "👩🏽‍⚖️", "❤️", "🇸🇪", "新", "नि", "1️⃣", "👨‍👩‍👧‍👦", "é"]), max_size=20))
def test_the_cursor_comes_out_where_it_should(pieces: list[str]) -> None:
    """pyte takes widths otherwise than Rich: only the cursor put back can agree."""
    text = "".join(pieces)
    screen = pyte.Screen(200, 2)
    pyte.Stream(screen).feed(f"\x1b[1;1H{keep_in_cells(text)}")
    assert screen.cursor.x == width(text)


def test_any_driver_writes_so() -> None:
    class Kept(HeadlessDriver):
        written = ""

        def write(self, data: str) -> None:
            self.written += data

    assert make_cell_width_driver(Kept) is make_cell_width_driver(Kept)
    driver = make_cell_width_driver(Kept).__new__(make_cell_width_driver(Kept))
    driver.write("❤️")
    assert getattr(driver, "written") == keep_in_cells("❤️")  # noqa: B009
