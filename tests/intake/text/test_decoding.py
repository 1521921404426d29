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


NEWS = {
    "cp1251": "Мэр сообщил, что старый мост закроют на ремонт до конца года. «Это нелегко», — сказал он.",
    "koi8_r": "Мэр сообщил, что старый мост закроют на ремонт до конца года, и это нелегко, сказал он.",
    "cp1253": "Ο δήμαρχος είπε ότι η γέφυρα θα κλείσει για επισκευές. «Ήταν δύσκολη απόφαση», δήλωσε.",
    "cp932": "市長は記者会見で、橋は年末まで修理のため閉鎖されると述べた。「難しい決断だった」と語った。",
    "gb18030": "市长在新闻发布会上表示，这座桥将关闭维修至年底。“这是一个艰难的决定，”他对记者说。",
    "big5": "市長在記者會上表示，這座橋將關閉維修至年底。「這是一個艱難的決定，」他對記者說。",
    "cp949": "시장은 기자회견에서 다리가 연말까지 폐쇄될 것이라고 말했다. “어려운 결정이었다”고 말했다.",
}


@pytest.mark.parametrize("encoding", NEWS)
@pytest.mark.parametrize("shape", ["{}", "<html><body class='x'><h1>News</h1>\n<p>{}</p></body></html>"])
def test_an_encoding_that_nothing_declares_is_guessed(encoding: str, shape: str) -> None:
    text = shape.format(NEWS[encoding])
    assert decode(text.encode(encoding)) == text
    many = "\n".join([text] * 2000)
    assert decode(many.encode(encoding)) == many


@pytest.mark.parametrize(
    "text",
    [
        "“It’s naïve,” said Zoë…”",
        "Müßiggänger größer – schöne Grüße aus Köln, Ärger über Öl",
        "• • • ———— “””",
        "DÉJÀ VU À L’ÉTÉ: ÉNORME",
        "Año: ¿qué? ¡Sí! Él pidió más niños",
        "Æ Ø Å: på øya går åtte ærlige menn",
    ],
)
def test_western_texts_are_not_guessed_to_be_others(text: str) -> None:
    for words in (text, text * 3000, f"<p>{text}</p>" * 50):
        assert decode(words.encode("cp1252")) == words


def test_a_declared_encoding_is_not_guessed() -> None:
    data = NEWS["cp1251"].encode("cp1251")
    assert decode(data, "iso-8859-1") == data.decode("cp1252", "replace")


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
        (bytes(range(256)) * 20, "binary data"),
        (b"\x00\x00\x00\x01" * 50, "binary data"),
        (WORDS.encode("utf-16-le"), None),
        (WORDS.encode("utf-16"), None),
        (WORDS.encode("cp1252"), None),
        (b"\x1b[31mred\x1b[0m text with colours", None),
        (b"", None),
    ],
)
def test_what_is_no_text_is_told_apart(data: bytes, wanted: str | None) -> None:
    assert kind_of_binary(data) == wanted
