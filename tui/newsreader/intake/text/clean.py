"""Remove control characters from all text from outside, so that it cannot control the terminal.

Removed: escape sequences with their payload (ECMA-48 control sequences and control strings), C0 except tab and newline,
DEL, C1, bidirectional controls, lone surrogates, noncharacters and invisible format characters. Changed: each kind of
line end becomes a newline, each narrow space a plain one. Kept: the ideographic space, which is two cells wide, and the
joiners and variation selectors of emoji and many scripts.
"""

import json
import re

__all__ = ["clean", "clean_line", "escaped", "without_controls"]

# The payload of a control string ends at any control character but tab and newline: no input is scanned twice.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x08\x0b-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)"  # OSC DCS SOS PM APC
    r"|\x1b[ -/]+[0-~]"  # character sets and the like
)

_NEWLINES = "\r\x0b\x0c\x85\u2028\u2029"
_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_GONE = (
    (0x00, 0x08),
    (0x0E, 0x1F),
    (0x7F, 0x84),
    (0x86, 0x9F),
    (0xAD, 0xAD),  # soft hyphen: some terminals show it, some do not
    (0x61C, 0x61C),  # Arabic letter mark
    (0x180E, 0x180E),
    (0x200B, 0x200B),
    (0x200E, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),  # word joiner, invisible operators, bidirectional isolates, deprecated format characters
    (0xD800, 0xDFFF),
    (0xFDD0, 0xFDEF),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xFFFE, 0xFFFF),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),  # tags and their reserved space; _KEPT takes out the variation selectors
)
_KEPT = range(0xE0100, 0xE01F0)

_TABLE: dict[int, str | None] = {code: None for first, last in _GONE for code in range(first, last + 1)}
_TABLE = {code: value for code, value in _TABLE.items() if code not in _KEPT}
_TABLE.update({ord(c): "\n" for c in _NEWLINES})
_TABLE.update({ord(c): " " for c in _SPACES})

_ODD = re.compile(
    "["
    + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _GONE if first != 0xE0000)
    + "\\U000e0000-\\U000e00ff\\U000e01f0-\\U000e0fff"
    + _NEWLINES
    + _SPACES
    + "]"
)
_BLANKS = re.compile(r"[ \t\n]+")

_CONTROLS: dict[int, str | None] = {code: None for code, value in _TABLE.items() if value != " "}
_ESCAPES = {code: json.dumps(chr(code)).strip('"') for code in _CONTROLS if code > 0x7E} | {0x7F: "\\u007f"}


def clean(text: str) -> str:
    """Return the text, safe to print: lines end in newlines, tabs stay. A second call changes nothing.

    Any string may be passed, also with lone surrogates. A well-formed escape sequence is removed as a whole
    ("ESC ]0;x BEL" leaves nothing); of a broken one only the control characters. Time is linear in the length.
    """
    # Printable text needs no change, and this test is many times faster than the search.
    if text.isprintable() or not _ODD.search(text):
        return text
    if "\x1b" in text or "\x9b" in text or any(c in text for c in "\x90\x98\x9d\x9e\x9f"):
        text = _SEQUENCE.sub("", text)
    return text.replace("\r\n", "\n").translate(_TABLE)


def clean_line(text: str) -> str:
    """Return the text on one line, safe to print: each run of blanks becomes one space, and none is at the ends."""
    return _BLANKS.sub(" ", clean(text)).strip(" \u3000")


def without_controls(text: str) -> str:
    """Return a finished document without its control characters, except tabs and newlines.

    Unlike `clean` this removes single characters: a sequence that begins in one part of a document and ends in another
    does not take the text between them away. It is the last step before text leaves the program.
    """
    return text.translate(_CONTROLS) if not text.isprintable() and _ODD.search(text) else text


def escaped(document: str) -> str:
    """Return a JSON document with the control characters in its strings as \\uXXXX."""
    return document.translate(_ESCAPES) if not document.isprintable() and _ODD.search(document) else document
