"""Cut a text into paragraphs: parted by blank lines, one on each line, or hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsreader.model.analysis import Span

__all__ = ["find"]

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_ITEM = re.compile(r"(?:[-*•‣◦·–—]|\d{1,3}[.)]|[a-z]\))\s+\S")
_STOP = tuple(".!?…:;\"”’'»)]。！？")

NARROWEST, WIDEST = 40, 120
"""The line widths, in characters, that hard-wrapped text has."""


def find(text: str) -> list[Span]:
    """Return the paragraphs of `text` in order, as offsets without the white space around them; none is empty.

    Blank lines part paragraphs. A single line break does so too, unless the text is hard-wrapped: most of its lines
    fill a common width and break in mid-sentence. There a line break is a space, and only a short line ends a
    paragraph.
    """
    lines = [_strip(match) for match in _LINE.finditer(text) if not match.group().isspace()]
    blocks: list[list[Span]] = []
    previous = 0
    for line in lines:
        if not blocks or text.count("\n", previous, line.start) > 1 or text.find("\n\r\n", previous, line.start) >= 0:
            blocks.append([])
        blocks[-1].append(line)
        previous = line.end
    width = _wrapped_at(text, blocks)
    found: list[Span] = []
    for block in blocks:
        if width:
            found += _unwrap(text, block, width)
        else:
            found += block
    return found


def _strip(match: re.Match[str]) -> Span:
    line = match.group()
    return Span(match.start() + len(line) - len(line.lstrip()), match.start() + len(line.rstrip()))


def _wrapped_at(text: str, blocks: Sequence[Sequence[Span]]) -> int:
    """Return the width in characters at which the text is hard-wrapped, or 0 if it is not."""
    inner = [line for block in blocks for line in block[:-1]]
    if len(inner) < 2:
        return 0
    lengths = sorted(line.end - line.start for line in inner)
    width = lengths[-1 - len(lengths) // 20]  # the longest, without a few outliers such as URLs
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = sum(length >= 0.75 * width for length in lengths)
    broken = sum(not text.startswith(_STOP, line.end - 1) for line in inner)
    # In wrapped prose few lines end with a sentence; verses, tables and lists do not fill their lines.
    return width if full >= 0.7 * len(inner) and broken >= 0.6 * len(inner) else 0


def _unwrap(text: str, block: Sequence[Span], width: int) -> list[Span]:
    found: list[Span] = []
    begin: int | None = None
    for line, following in zip(block, [*block[1:], None], strict=True):
        begin = line.start if begin is None else begin
        short = line.end - line.start < 0.7 * width
        ended = text.startswith(_STOP, line.end - 1)
        item = following is not None and _ITEM.match(text, following.start, following.end) is not None
        # A short line in mid-sentence before a line in lower case is unevenly wrapped, not the end of a paragraph.
        lower = following is not None and text[following.start].islower()
        if following is None or item or (short and (ended or not lower)):
            found.append(Span(begin, line.end))
            begin = None
    return found
