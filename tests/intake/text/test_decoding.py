"""Bytes in every odd encoding become the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.intake.text.decoding import decode, kind_of_binary

WORDS = "Zoë said: “Ça va” – café\nnext line\n"
RUSSIAN = "Президент сказал: «да»"


@pytest.mark.parametrize(
    ("data", "declared", "wanted"),
    [
        (WORDS.encode("utf-8"), None, WORDS),
        (WORDS.encode("utf-8-sig"), None, WORDS),
        (WORDS.encode("utf-16"), None, WORDS),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), None, WORDS),
        (WORDS.encode("utf-16-le"), None, WORDS),
        (WORDS.encode("utf-16-be"), None, WORDS),
        (WORDS.encode("utf-32"), None, WORDS),
        (WORDS.encode("cp1252"), None, WORDS),
        ("Zoë café".encode("latin-1"), None, "Zoë café"),
        (WORDS.encode("cp1252"), "iso-8859-1", WORDS),
        (RUSSIAN.encode("cp1251"), "windows-1251", RUSSIAN),
        ("Президент".encode("koi8-r"), "KOI8-R", "Президент"),
        ("東京の人".encode("shift_jis"), "Shift_JIS", "東京の人"),
        ("東京の人".encode("euc-jp"), "euc-jp", "東京の人"),
        ("東京の人".encode("iso2022_jp"), "ISO-2022-JP", "東京の人"),
        ("北京的人".encode("gb2312"), "gb2312", "北京的人"),
        (WORDS.encode("utf-8"), "iso-8859-1", WORDS),  # the bytes fit UTF-8: the declaration is wrong
        (WORDS.encode("utf-8"), "utf8", WORDS),
        (WORDS.encode("cp1252"), "utf-8", WORDS.encode("cp1252").decode("utf-8", "replace")),
        (WORDS.encode("utf-8"), "no-such-charset", WORDS),
        ("Zoë café".encode("latin-1"), "rot13", "Zoë café"),
        ("Zoë café".encode("latin-1"), "unicode_escape", "Zoë café"),
        (b"", None, ""),
        (b"\xff\xfe", None, ""),
        (("é" * 40).encode() + b"\xc3", None, "é" * 40 + "\ufffd"),  # cut off in a letter
        (b'<?xml version="1.0" encoding="windows-1251"?><a>' + RUSSIAN.encode("cp1251"), None, None),
        (b'<meta charset="windows-1251"><p>' + RUSSIAN.encode("cp1251"), None, None),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">' + RUSSIAN.encode("cp1251"),
            None,
            None,
        ),
    ],
)
def test_each_encoding_gives_the_words(data: bytes, declared: str | None, wanted: str | None) -> None:
    text = decode(data, declared)
    if wanted is None:
        assert text.endswith(RUSSIAN)
    else:
        assert text == wanted


@given(st.binary(), st.none() | st.sampled_from(["utf-8", "cp1251", "utf-16", "idna", "hex", "\0", ""]) | st.text())
def test_any_bytes_decode(data: bytes, declared: str | None) -> None:
    assert isinstance(decode(data, declared), str)
    kind_of_binary(data)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"%PDF-1.7\n", "a PDF file"),
        (b"PK\x03\x04\x14", "a ZIP archive (or EPUB, or office document)"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (bytes(range(256)) * 20, "no text"),
        (b"\x00\x00\x00\x01" * 50, "no text"),
        (WORDS.encode("utf-16-le"), None),
        (WORDS.encode("utf-16"), None),
        (WORDS.encode("cp1252"), None),
        (b"\x1b[31mred\x1b[0m text with colours", None),
        (b"", None),
    ],
)
def test_what_is_no_text_is_told_apart(data: bytes, wanted: str | None) -> None:
    assert kind_of_binary(data) == wanted
