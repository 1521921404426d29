"""Bytes to text: byte-order marks, UTF-8, UTF-16, declared encodings, and what is no text at all."""

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
# What the web means by these names (WHATWG Encoding standard).
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
"""What characters of more than one byte begin with in UTF-8."""

_CP1252 = {code: char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))}


def declared_in(data: bytes) -> str | None:
    """The encoding that an XML declaration or a meta tag names near the beginning; None where none does."""
    for pattern in _DECLARED:
        if match := pattern.search(data, 0, 4096):
            return match[1].decode("ascii", "replace")
    return None


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16's byte order, seen by the empty halves of Latin letters; None where the data looks otherwise."""
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
    """Python's name of a declared encoding; None for one that is unknown or no character set."""
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
    """The text of any bytes: nothing is raised, and no byte-order mark is left.

    In this order: a byte-order mark; UTF-16 by its looks; UTF-8 where it fits; `declared` (a name as HTTP, XML and
    HTML spell it; without it, what the data says of itself); UTF-8 with a few bad bytes, which become U+FFFD;
    windows-1252.
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
    return data.decode("latin-1").translate(_CP1252)


def kind_of_binary(data: bytes) -> str | None:
    """What the data is ("an image") if it is no text; None for text in any encoding."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return what
    if any(data.startswith(mark) for mark, _ in _MARKS) or _utf16_without_mark(data):
        return None
    head = data[:8192]
    if not head:
        return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return "no text" if controls * 50 > len(head) else None
