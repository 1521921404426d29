"""Nothing that reaches the terminal can control it: the one place that all text from outside passes.

What goes: escape sequences with their payload (ECMA-48 control sequences and control strings), C0 but tab and
newline, DEL, C1, bidirectional controls, lone surrogates, noncharacters and invisible format characters. What is
changed: every kind of line end becomes a newline, every narrow space a plain one. What stays: the ideographic
space, which is two cells wide, and the joiners and variation selectors that emoji and many scripts are written with.
"""

import json
import re

__all__ = ["clean", "clean_line", "escaped", "without_controls"]

# A control string's payload ends at any control character but tab and newline, so that no input is scanned twice.
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
    (0xE0000, 0xE0FFF),  # tags and what is kept for them; variation selectors E0100 to E01EF are taken out below
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
    """The text, safe to print: lines end in newlines, tabs stay. Doing it twice changes nothing more.

    Any string goes in, lone surrogates included. A well-formed escape sequence goes as a whole ("ESC ]0;x BEL"
    leaves nothing); of a broken one only the control characters go. Time is linear in the text's length.
    """
    # Nothing that Python calls printable is touched; the test is many times faster than the search.
    if text.isprintable() or not _ODD.search(text):
        return text
    if "\x1b" in text or "\x9b" in text or any(c in text for c in "\x90\x98\x9d\x9e\x9f"):
        text = _SEQUENCE.sub("", text)
    return text.replace("\r\n", "\n").translate(_TABLE)


def clean_line(text: str) -> str:
    """The text, safe to print, on one line: every run of blanks is one space, none at the ends."""
    return _BLANKS.sub(" ", clean(text)).strip(" \u3000")


def without_controls(text: str) -> str:
    """Return `text` without its control characters but tabs and newlines, for what is composed already.

    Unlike `clean` this looks at single characters: a sequence that begins in one part of a document and ends in another
    takes nothing between them away. It is the last step before text leaves the program.
    """
    return text.translate(_CONTROLS) if not text.isprintable() and _ODD.search(text) else text


def escaped(document: str) -> str:
    """Return a JSON document with the control characters in its strings written as \\uXXXX."""
    return document.translate(_ESCAPES) if not document.isprintable() and _ODD.search(document) else document
