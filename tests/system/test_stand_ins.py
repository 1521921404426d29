"""An encoding that lacks a character gets something like it: as wide on the screen, as clear as can be in print."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.system.stand_ins import ERRORS, encodes, lacking, register, stand_in
from newsreader.ui.textual_ext.cell_width import characters, width
from newsreader.ui.textual_ext.cell_width_driver import replace_unencodable


@pytest.mark.parametrize(
    ("encoding", "lacks"),
    [
        ("UTF-8", None),
        ("utf_16", None),
        (None, None),
        ("ANSI_X3.4-1968", "ascii"),
        ("latin-1", "iso8859-1"),
        ("?", "ascii"),
    ],
)
def test_only_other_encodings_than_unicodes_lack_something(encoding: str | None, lacks: str | None) -> None:
    assert lacking(encoding) == lacks


@pytest.mark.parametrize(
    ("shown", "instead"),
    [
        ("“Ærø’s naïve café”", '"Aro\'s naive cafe"'),
        ("one – two — three…", "one - two - three."),
        ("╭─┬━┓│┃╰┘┄║", "+-+=+||++-|"),
        ("▏▎▌▐▕█▁▔▒", "|||||#_-#"),
        ("● ★ ✓ ▸ ▾ ↑ · •", "o * + > v ^ - *"),
        ("e\u0301 1\ufe0f\u20e3 Ａ新👩🏽‍⚖️", "e 1  A ????"),
        ("½ Жук", "? ???"),
    ],
)
def test_what_is_drawn_keeps_its_width(shown: str, instead: str) -> None:
    assert replace_unencodable(f"\x1b[1;31m{shown}\x1b[0m", "ascii") == f"\x1b[1;31m{instead}\x1b[0m"


def test_what_the_encoding_has_is_left_alone() -> None:
    assert replace_unencodable("Skarvøy – “café” ½", "iso8859-1") == 'Skarvøy - "café" ½'


@given(st.text())
def test_any_text_has_its_cells_and_no_more(text: str) -> None:
    drawn = "".join(letter for letter in text if letter.isprintable())
    shown = replace_unencodable(drawn, "ascii")
    assert shown.isascii()
    assert width(shown) == sum(cells for _, _, cells in characters(drawn, 0, len(drawn)))


@given(st.characters(min_codepoint=0x80))
def test_a_stand_in_has_the_cells_that_it_is_to_have(letter: str) -> None:
    assert [len(stand_in(letter, cells)) for cells in (0, 1, 2)] == [0, 1, 2]


def test_printed_text_is_as_clear_as_can_be() -> None:
    register()
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding="ascii", errors=ERRORS, newline="")
    stream.write("“Well…” – Zoë, cafe\u0301 ﬁt ™, 新聞 ½")
    stream.flush()
    assert written.getvalue() == b'"Well..." - Zoe, cafe fit TM, ?? ?'


@given(st.text())
def test_any_text_can_be_printed(text: str) -> None:
    register()
    assert encodes("ascii", text.encode("ascii", ERRORS).decode("ascii"))
