"""Stand-ins for characters that an encoding lacks, as wide as they are: plain quotation marks, base letters, lines.

A terminal or a pipe in an ASCII locale gets them, and one in Latin-1 for what that has not.
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import lru_cache

__all__ = ["ERRORS", "encodes", "lacking", "register", "stand_in"]

ERRORS = "newsreader.stand_in"
"""The name of the way to handle errors, for streams; `register` makes it known."""

_SIGNS = dict(
    [
        *((sign, "'") for sign in "‘’‚‛′‹›´ʼ"),
        *((sign, '"') for sign in "“”„‟″«»「」『』《》〈〉"),
        *((sign, "-") for sign in "‐‑‒–—―−·"),
        *((sign, "*") for sign in "•★☆✱"),
        *((sign, "o") for sign in "●○◦"),
        *zip("…✓✕×▸▶▾▼▴▲←→↑↓", ".+xx>>vv^^<>^v", strict=True),
        *zip("ßæÆøØłŁđĐðÐþÞıœŒ", "saAoOlLdDdDtTioO", strict=True),
        *zip("¡¿€£¥©®、。", "!?ELYcr,.", strict=True),
    ]
)


def lacking(encoding: str | None) -> str | None:
    """Return the name of `encoding` if it lacks characters of Unicode; None for UTF-8 and its like."""
    try:
        name = codecs.lookup(encoding or "utf-8").name
    except LookupError:
        return "ascii"
    return None if name.startswith("utf") else name


def encodes(encoding: str | None, text: str) -> bool:
    """Return whether `encoding` has all of `text`."""
    try:
        text.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def stand_in(character: str, cells: int) -> str:
    """Return ASCII that takes `cells` cells for what a reader sees as one character, a letter with its marks.

    Where nothing in ASCII is like it that is "?" in each cell.
    """
    plain = _plain(character)
    return plain.ljust(cells) if 0 < len(plain) <= cells else "?" * cells


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """Return ASCII that looks like a character, of any width; "" where nothing does."""
    first = character[0]
    if first in _SIGNS:
        return _SIGNS[first]
    if "\u2500" <= first <= "\u259f":
        return _line(unicodedata.name(first))
    letters = [part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)]
    plain = "".join(letters).replace("\u20e3", "").replace("\ufe0f", "")  # a keycap is its digit
    return plain if plain.isascii() and plain.isprintable() else ""


def _line(name: str) -> str:
    """Return the sign for a border, a bar or a block of this Unicode name."""
    if name.startswith("BOX DRAWINGS"):
        if " AND " in name:
            return "+"
        upright = any(word in name for word in ("VERTICAL", " UP", " DOWN"))
        return "|" if upright else "=" if "HEAVY" in name else "-"
    sides = {"LEFT": "|", "RIGHT": "|", "LOWER": "_", "UPPER": "-"}
    return next((line for side, line in sides.items() if name.startswith(side)), "#")


def register() -> None:
    """Make `ERRORS` known to Python, as what a stream writes for characters that its encoding lacks."""
    codecs.register_error(ERRORS, _encode)


def _encode(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_printed, error.object[error.start : error.end])), error.end


def _printed(character: str) -> str:
    """Return the stand-in for printed text, which need not keep its width; drop a mark on a letter."""
    if character == "…":
        return "..."
    return _plain(character) or ("" if unicodedata.combining(character) else "?")
