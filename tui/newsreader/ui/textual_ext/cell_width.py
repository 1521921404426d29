"""How wide text stands on the screen, and where it may be cut: display cells and what a reader sees as one character.

Widths are Rich's, which Textual draws by; offsets are code points, half-open.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len

__all__ = ["JOINER", "NARROW", "WIDE", "characters", "cut", "extends", "printable", "width"]

# One cell each, and nothing in here joins what stands beside it: Latin, Greek, Cyrillic, Armenian, Hebrew and
# Arabic letters, general punctuation and currency signs. News is nearly all of this, so it is worth a quick way.
NARROW = (
    "\t -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u0531-\u0556\u05d0-\u05ea\u0620-\u064a\u0660-\u066f"
    "\u0671-\u06d3\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0"
)
# Two cells each, and just as simple: kana, CJK ideographs, Hangul syllables, full-width forms.
WIDE = (
    "\u3000-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6"
)

_NARROW_RUN = re.compile(f"[{NARROW}]*")
JOINER = "\u200d"


# Nothing of this may reach the terminal. Articles come in clean; this is the last door. All of it has no width.
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """`text` without the controls that could steer a terminal or turn its words around. Its width stays the same."""
    return text if text.isprintable() else _CONTROLS.sub("", text)


def width(text: str) -> int:
    """The display cells that `text` takes; a tab counts as one, as it is drawn as a space."""
    return cell_len(text) + text.count("\t")


def characters(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """What a reader sees as one character, each as `(start, end, cells)`, over `text[start:end]` without gaps.

    A base with its combining marks, an emoji joined from several, a flag, a letter with a variation selector stay
    together. This follows Unicode's extended grapheme clusters as far as a terminal shows them.
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
            elif joined:  # Rich gives what follows a joiner no cells of its own, whatever it is
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
    """Whether `letter` belongs to the character before it: a combining mark, an invisible formatter, a skin tone."""
    if letter < "\u0300":
        return False
    return (
        unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf")
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or "\u1160" <= letter <= "\u11ff"
    )


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text` if it fits into `cells` display cells, else its beginning with `ellipsis`, never wider than `cells`.

    Only the beginning of a long text is looked at.
    """
    if cells <= 0:
        return ""
    # A character that a reader sees may be of many code points; nothing sensible has more than 32 a cell.
    text = text[: cells * 32].replace("\t", " ")
    run = _NARROW_RUN.match(text)
    narrow = run.end() if run else 0
    if narrow == len(text) <= cells:
        return text
    room = cells - width(ellipsis)
    if narrow > cells:  # one cell each, and nothing joins them
        return text[:room].rstrip() + ellipsis if room >= 0 else ""
    used = last = 0
    for _, end, size in characters(text, 0, len(text)):
        if used + size <= room:
            last = end
        used += size
        if used > cells:
            return text[:last].rstrip() + ellipsis if room >= 0 else ""
    return text
