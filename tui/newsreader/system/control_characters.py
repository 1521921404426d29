"""The characters that control a terminal or do not show, and how to keep them out of what leaves the program."""

from __future__ import annotations

import json
import re

__all__ = ["CONTROLS", "REPLACEMENTS", "escaped", "without_controls"]

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

REPLACEMENTS: dict[int, str | None] = {code: None for first, last in _GONE for code in range(first, last + 1)}
REPLACEMENTS = {code: value for code, value in REPLACEMENTS.items() if code not in _KEPT}
REPLACEMENTS.update({ord(c): "\n" for c in _NEWLINES})
REPLACEMENTS.update({ord(c): " " for c in _SPACES})
"""The characters that never reach the terminal, by code point: None to drop one, a string to replace it."""

CONTROLS = re.compile(
    "["
    + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _GONE if first != 0xE0000)
    + "\\U000e0000-\\U000e00ff\\U000e01f0-\\U000e0fff"
    + _NEWLINES
    + _SPACES
    + "]"
)
"""Finds any of these characters."""

_DROPPED: dict[int, str | None] = {code: None for code, value in REPLACEMENTS.items() if value != " "}
_ESCAPES = {code: json.dumps(chr(code)).strip('"') for code in _DROPPED if code > 0x7E} | {0x7F: "\\u007f"}


def without_controls(text: str) -> str:
    """Return `text` without its control characters but tabs and newlines: the last step before it leaves the program.

    Unlike `intake.text.clean.clean` this looks at single characters: a sequence that begins in one part of a document
    and ends in another takes nothing between them away.
    """
    return text.translate(_DROPPED) if not text.isprintable() and CONTROLS.search(text) else text


def escaped(document: str) -> str:
    """Return a JSON document with the control characters in its strings written as \\uXXXX."""
    return document.translate(_ESCAPES) if not document.isprintable() and CONTROLS.search(document) else document
