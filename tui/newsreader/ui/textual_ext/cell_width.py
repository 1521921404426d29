r"""Measure text in display cells, and split it into the characters that a reader sees (grapheme clusters).

Widths are Rich's, because Textual draws by them. Offsets are code points, half-open.

Why not a library's clusters? Lines are broken by these cells and drawn by Rich, so the two must agree for any text:

- Rich's `split_graphemes` cuts the flag "\U0001f1f5\U0001f1f1" in two, and gives "\u200da" one cell where its own
  `cell_len` says none.
- `wcwidth.iter_graphemes` cuts "a\u200db" in two and makes it two cells wide, and gives Hindi "\u0928\u093f" two
  cells; Rich draws one cell for each. It would be one more package to install.

The tests hold these examples. Both libraries also split a whole text, and this splits no further than asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len

__all__ = ["JOINER", "NARROW", "WIDE", "characters", "cut", "extends", "printable", "width"]

# One cell each, and never joined to a neighbour: Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic letters, general
# punctuation and currency signs. Most news has nothing else, so this fast path pays.
NARROW = (
    "\t -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u0531-\u0556\u05d0-\u05ea\u0620-\u064a\u0660-\u066f"
    "\u0671-\u06d3\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0"
)
# Two cells each, and never joined either: kana, CJK ideographs, Hangul syllables, full-width forms.
WIDE = (
    "\u3000-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6"
)

_NARROW_RUN = re.compile(f"[{NARROW}]*")
JOINER = "\u200d"


# None of these may reach the terminal. Articles are cleaned on the way in; this is the last check. None has a width.
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Return `text` without characters that control a terminal or the writing direction. The width stays the same."""
    return text if text.isprintable() else _CONTROLS.sub("", text)


def width(text: str) -> int:
    """Return the display cells of `text`. A tab counts as one: it is drawn as a space."""
    return cell_len(text) + text.count("\t")


def characters(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the grapheme clusters of `text[start:end]` as `(start, end, cells)`, without gaps.

    A base with its combining marks, a joined emoji, a flag, and a letter with a variation selector stay together.
    This follows Unicode's extended grapheme clusters as far as terminals show them.
    """
    at = start
    while at < end:
        begin = at
        joined = text[at] == JOINER
        flag = _is_flag_half(text[at])
        at += 1
        while at < end:
            letter = text[at]
            if letter == JOINER:
                joined = True
            elif extends(letter):
                pass
            elif joined:  # Rich gives no cells to whatever follows a joiner
                joined = False
            elif flag and _is_flag_half(letter):
                flag = False
            else:
                break
            at += 1
        yield begin, at, width(text[begin:at])


def _is_flag_half(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def extends(letter: str) -> bool:
    """Return whether `letter` extends the one before it: a combining mark, an invisible formatter, a skin tone."""
    if letter < "\u0300":
        return False
    return (
        unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf")
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or "\u1160" <= letter <= "\u11ff"
    )


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """Return `text` cut to `cells` display cells, with `ellipsis` at the end if something was cut off.

    Only the beginning of a long text is read.
    """
    if cells <= 0:
        return ""
    # A cluster may hold many code points; no sensible text has more than 32 for each cell.
    text = text[: cells * 32].replace("\t", " ")
    run = _NARROW_RUN.match(text)
    narrow = run.end() if run else 0
    if narrow == len(text) <= cells:
        return text
    room = cells - width(ellipsis)
    if narrow > cells:  # one cell each, never joined
        return text[:room].rstrip() + ellipsis if room >= 0 else ""
    used = last = 0
    for _, end, size in characters(text, 0, len(text)):
        if used + size <= room:
            last = end
        used += size
        if used > cells:
            return text[:last].rstrip() + ellipsis if room >= 0 else ""
    return text
