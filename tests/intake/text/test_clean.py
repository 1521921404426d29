"""Nothing that controls a terminal comes through, and nothing else is lost."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.intake.text.clean import clean, clean_line

ESC = "\x1b"

SEQUENCES = [
    (f"a{ESC}[31mb", "ab"),
    (f"a{ESC}[38;5;196mb{ESC}[0m", "ab"),
    (f"a{ESC}[?1049hb", "ab"),
    (f"a{ESC}[2Jb", "ab"),
    (f"a{ESC}]0;evil\x07b", "ab"),
    (f"a{ESC}]0;evil{ESC}\\b", "ab"),
    (f"a{ESC}]52;c;ZXZpbA=={ESC}\\b", "ab"),
    (f"a{ESC}]8;;http://evil.example{ESC}\\link{ESC}]8;;{ESC}\\b", "alinkb"),
    (f"a{ESC}P1$r0m{ESC}\\b", "ab"),
    (f"a{ESC}_payload{ESC}\\b", "ab"),
    (f"a{ESC}^payload{ESC}\\b", "ab"),
    (f"a{ESC}(0b", "ab"),
    ("a\x9b31mb", "ab"),
    ("a\x9d0;evil\x9cb", "ab"),
    ("a\x9d0;evil\x07b", "ab"),
    ("a\x90q\x9cb", "ab"),
    (f"a{ESC}]0;never closed", "a]0;never closed"),
    (f"a{ESC}]0;one{ESC}]0;two\x07b", "a]0;oneb"),
    (f"a{ESC}Done", "aDone"),
    (f"a{ESC}", "a"),
    (f"{ESC}{ESC}[31m[32mb", "[32mb"),
    ("a\x00\x08\x07\x7fb", "ab"),
    ("a\x80\x84\x86\x9fb", "ab"),
    ("\u202eevil\u202c \u2066x\u2069 \u200e\u200f\u061c", "evil x "),
    ("a\ud800b\udfffc", "abc"),
    ("in\u00advis\u200bi\u2060ble\ufeff\U000e0041", "invisible"),
]


@pytest.mark.parametrize(("dirty", "wanted"), SEQUENCES)
def test_escape_sequences_go_with_their_payload(dirty: str, wanted: str) -> None:
    assert clean(dirty) == wanted


@pytest.mark.parametrize(
    ("dirty", "wanted"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf", "a\nb\nc\nd\ne\nf"),
        ("a\xa0b\u202fc\u2009d", "a b c d"),
        ("a\tb", "a\tb"),
        ("東京\u3000大阪", "東京\u3000大阪"),
        ("👩\u200d🚀 ❤\ufe0f می\u200cخواهم", "👩\u200d🚀 ❤\ufe0f می\u200cخواهم"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("[/] [bold]x", "[/] [bold]x"),
        ("مرحبا שלום", "مرحبا שלום"),
    ],
)
def test_line_ends_spaces_and_joiners(dirty: str, wanted: str) -> None:
    assert clean(dirty) == wanted


def test_one_line_is_one_line() -> None:
    assert clean_line("  a\r\n\t b\u2028c \u3000") == "a b c"
    assert clean_line(f"Title {ESC}]0;x\x07[31m") == "Title [31m"


@given(st.text() | st.text(alphabet="\x1b[]0;m\x07\\\x9b\x9d\x9c\r\nab\u202e\ud800 "))
def test_cleaned_text_has_no_control_and_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not [c for c in once if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n"]
    assert not set(once) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u2028\u2029")
    assert "\n" not in clean_line(text) and "\t" not in clean_line(text)
    once.encode("utf-8")


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "M"))))
def test_letters_marks_digits_and_signs_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("piece", ["\x1b]", "\x9d0;x", "\x1b[1", "word \x1b[0m\xa0", "\x1b[", "\u202e\r\n"])
def test_long_text_takes_no_longer_than_a_moment(piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    before = time.process_time()
    clean(text)
    assert time.process_time() - before < 4
