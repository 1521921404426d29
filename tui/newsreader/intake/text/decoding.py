"""Bytes to text: byte-order marks, UTF-8, UTF-16, declared and guessed encodings; and how to recognise binary data."""

import codecs
import re

__all__ = ["declared_in", "decode", "kind_of_binary"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = (
    re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I),
    re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I),
    re.compile(rb"^\s*@charset\s+\"([\w.:-]{2,40})", re.I),
)
# How the WHATWG Encoding standard reads these names.
_WEB_NAMES = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "utf8": "utf-8",
    "unicode": "utf-16",
}
_NO_CHARSETS = frozenset(
    ["unicode_escape", "raw_unicode_escape", "utf_7", "utf-7", "idna", "punycode", "undefined", "mbcs"]
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (or EPUB, or office document)"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image, a sound or a film"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 26, 27})
_LEADING = bytes(range(0xC2, 256))
"""The bytes that begin a character of several bytes in UTF-8."""

_GUESSED = (
    "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "tis_620", "cp932", "euc_jp", "gb18030", "big5", "cp949",
)  # fmt: skip
"""The encodings that a text may have without saying so. Western European texts are not guessed: see `_guessed`."""

_SAMPLE_BYTES = 4096
_LOOKED_AT_BYTES = 64 * 1024
_TAG = re.compile(rb"<[^<>]{0,1000}>")
_HIGH = re.compile(rb"[\x80-\xff]+")
_LONG_RUN = 3
_MIN_BYTES_IN_RUNS = 6

_CP1252 = {code: char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))}


def declared_in(data: bytes) -> str | None:
    """Return the encoding that an XML declaration or a meta tag names near the beginning, or None."""
    for pattern in _DECLARED:
        if match := pattern.search(data, 0, 4096):
            return match[1].decode("ascii", "replace")
    return None


def _utf16_without_mark(data: bytes) -> str | None:
    """Return UTF-16 with its byte order if every other byte is mostly 0, as in Latin letters; else None."""
    head = data[:4096]
    even, odd = head[0::2], head[1::2]
    if len(odd) < 2:
        return None
    low, high = even.count(0) / len(even), odd.count(0) / len(odd)
    if high > 0.4 and low < 0.1:
        return "utf-16-le"
    if low > 0.4 and high < 0.1:
        return "utf-16-be"
    return None


def _codec(name: str | None) -> str | None:
    """Return Python's name of a declared encoding, or None if it is unknown or not a character set."""
    if not name:
        return None
    name = name.strip().strip("\"'").lower()
    name = _WEB_NAMES.get(name, name)
    try:
        found = codecs.lookup(name).name
        "".encode(found)
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if found in _NO_CHARSETS or name in _NO_CHARSETS else found


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of any bytes, without a byte-order mark. Raise nothing.

    Tried in this order: a byte-order mark; UTF-16 by its zero bytes; UTF-8 if all bytes are valid; `declared` (a name
    as HTTP, XML and HTML spell it), else the encoding that the data declares; UTF-8 with a few bad bytes, which become
    U+FFFD; a guess, for scripts other than Latin; windows-1252.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if order := _utf16_without_mark(data):
        return data.decode(order, "replace")
    codec = _codec(declared) or _codec(declared_in(data))
    if codec and codec.startswith(("iso2022", "hz")) and (b"\x1b" in data or b"~{" in data):
        return data.decode(codec, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if codec and not codec.startswith(("utf-8", "cp1252", "utf-16", "utf-32")):
        return data.decode(codec, "replace")
    almost = data.decode("utf-8", "replace")
    bad = almost.count("\ufffd")
    good = len(data) - len(data.translate(None, _LEADING)) - bad
    if codec == "utf-8" or good > 4 * bad:
        return almost
    if codec is None and (guess := _guessed(data)):
        return data.decode(guess, "replace")
    return data.decode("latin-1").translate(_CP1252)


def _guessed(data: bytes) -> str | None:
    """Guess the encoding of a text that is not in Latin letters; return None for one that is.

    In Western texts the bytes over 127 stand alone, as in "café"; in other scripts they stand in runs.
    """
    first = _HIGH.search(data)
    if first is None:
        return None
    words = _TAG.sub(b" ", _beginning(data[max(first.start() - 1, 0) :], _LOOKED_AT_BYTES))
    runs = [match.end() - match.start() for match in _HIGH.finditer(words)]
    in_long_runs = sum(length for length in runs if length >= _LONG_RUN)
    if in_long_runs < _MIN_BYTES_IN_RUNS or in_long_runs * 2 < sum(runs):
        return None
    import charset_normalizer  # takes 35 ms to load

    best = charset_normalizer.from_bytes(_beginning(words, _SAMPLE_BYTES), cp_isolation=[*_GUESSED]).best()
    return best.encoding if best else None


def _beginning(data: bytes, most: int) -> bytes:
    """Return at most `most` bytes, cut where no character of several bytes can be cut in two."""
    if len(data) <= most:
        return data
    end = max(data.rfind(sign, 0, most) for sign in (b"\n", b" ", b".", b","))
    return data[: end if end > 0 else most]


def kind_of_binary(data: bytes) -> str | None:
    """Return the kind of the data ("an image") if it is not text, or None for text in any encoding."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return what
    if any(data.startswith(mark) for mark, _ in _MARKS) or _utf16_without_mark(data):
        return None
    head = data[:8192]
    if not head:
        return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return "binary data" if controls * 50 > len(head) else None
