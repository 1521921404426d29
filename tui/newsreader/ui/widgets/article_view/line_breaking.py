"""Sets an article's text into lines: text, marks and a width in, lines with offsets out.

Nothing is copied: a line is a stretch of the text, and what stands before it (a bullet, the bar of a block quote).
Every character of the text that is no white space stands on exactly one line. Lines come one by one, so that the
first screen of a long article costs no more than that of a short one; the time for all is linear in the text.

Lines are broken at spaces, after hyphens and dashes between words, and between CJK characters (but not before their
closing or after their opening punctuation: the "kinsoku" rules in short); a word longer than a line is cut. This is
the part of Unicode's line breaking rules (UAX 14) that news needs. Text is kept in logical order: turning what is
written from right to left is the terminal's part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from newsreader.model.article import Mark, MarkKind
from newsreader.ui.textual_ext.cell_width import NARROW, WIDE, characters, width

__all__ = ["TAB", "Line", "LineKind", "lines"]

TAB = 4
"""The cells that a tab takes in code; elsewhere it is drawn as one space."""


class LineKind(StrEnum):
    """What a line is a line of."""

    PROSE = "prose"
    HEADING = "heading"
    BLOCKQUOTE = "blockquote"
    CODE = "code"
    CAPTION = "caption"


class Line(NamedTuple):
    """One line on the screen: the characters `start` up to, not including, `end`; none for a blank line.

    `prefix` stands before them and is no part of the text; `level` is that of a heading, else 0.
    """

    start: int
    end: int
    kind: LineKind = LineKind.PROSE
    prefix: str = ""
    level: int = 0


_SPACE = " \t\v\f\x1c\x1d\x1e\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000"
_VISIBLE = re.compile(rf"[^\n\r{_SPACE}]")
_SPACES = re.compile(rf"[\r{_SPACE}]*")
_TRAILING = re.compile(rf"[\r{_SPACE}]")
_NARROW_RUN = re.compile(f"[{NARROW}]*")
_DASHES = "-–—"
_KEPT_BEFORE = frozenset(
    "、。，．：；？！）」』】〕》〉’”…‥—・ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々％)]},.!?;:%"
)
_KEPT_AFTER = frozenset("（「『【〔《〈‘“([{")

_BLOCKS = {
    MarkKind.HEADING: LineKind.HEADING,
    MarkKind.BLOCKQUOTE: LineKind.BLOCKQUOTE,
    MarkKind.CODE: LineKind.CODE,
    MarkKind.CAPTION: LineKind.CAPTION,
}
_STRUCTURE = {*_BLOCKS, MarkKind.ITEM}
# Blocks within blocks that are still drawn; a page that nests a thousand deep means nothing by it.
_DEEPEST = 12


def lines(text: str, marks: Sequence[Mark], measure: int) -> Iterator[Line]:
    """The lines of `text` at most `measure` display cells wide, prefixes counted, in reading order.

    `marks` are sorted by start, then longest first, as in an `Article`. Blank lines between paragraphs come as one
    blank line, and there is none at the start and the end. Only a single character that is wider than the measure
    makes a line wider.
    """
    measure = max(measure, 1)
    blocks = _Blocks(marks)
    at, size, blank = 0, len(text), -1
    started = False
    while at < size:
        stop = text.find("\n", at)
        stop = size if stop < 0 else stop
        visible = _VISIBLE.search(text, at, stop)
        if visible is None:
            if started and blank < 0:
                blank = at
        else:
            if blank >= 0:
                yield Line(blank, blank)
                blank = -1
            started = True
            yield from _paragraph(text, at, visible.start(), stop, blocks, measure)
        at = stop + 1


def _paragraph(text: str, at: int, start: int, stop: int, blocks: _Blocks, measure: int) -> Iterator[Line]:
    """One paragraph, or one line of it where the author broke it: `text[at:stop]`, its first visible at `start`."""
    end = stop
    while _TRAILING.match(text, end - 1):
        end -= 1
    kind, level, first, rest = blocks.over(text, start, end, measure // 2)
    code = kind is LineKind.CODE
    if code:
        start = at  # indentation is part of code
    prefix = first
    while start < end:
        room = max(measure - width(prefix), 1)
        cut, after = _cut_code(text, start, end, room) if code else _break(text, start, end, room)
        yield Line(start, cut, kind, prefix, level)
        start, prefix = after, rest


def _break(text: str, start: int, end: int, room: int) -> tuple[int, int]:
    """Where the line that begins at `start` ends, and where the next one begins. `start < end`; always goes on."""
    limit = start + room
    seen = min(end, limit + 1)
    if _NARROW_RUN.fullmatch(text, start, seen):
        if end <= limit:
            return end, end
        cut = max(start, text.rfind(" ", start, seen), text.rfind("\t", start, seen))
        for dash in _DASHES:
            after = text.rfind(dash, max(cut, start + 1), limit) + 1
            if after > cut and _breaks_after(text, after):
                cut = after
    else:
        cut = _break_wide(text, start, end, room)
        if cut >= end:
            return end, end
    if cut <= start:
        return limit, limit
    after_spaces = _SPACES.match(text, cut, end)
    after = after_spaces.end() if after_spaces else cut
    while cut > start + 1 and _TRAILING.match(text, cut - 1):
        cut -= 1
    return cut, after


def _breaks_after(text: str, after: int) -> bool:
    """Whether a line may end with the dash that stands before `after`: between words, not in "-5" or "--flag"."""
    before, dash, behind = text[after - 2 : after - 1], text[after - 1], text[after : after + 1]
    if dash == "-":
        return before.isalnum() and behind.isalpha()
    return behind.isalnum() and not before.isspace()


def _break_wide(text: str, start: int, end: int, room: int) -> int:
    """As `_break` for a line with more than narrow characters: the offset after its last character."""
    reach = room + 16
    while True:
        seen = min(end, start + reach)
        found = _fill(text, start, seen, room, whole=seen == end)
        if found is not None:
            return found
        reach *= 2  # many marks on few letters: look further, twice as far each time, which keeps the time linear


def _fill(text: str, start: int, seen: int, room: int, *, whole: bool) -> int | None:
    """The end of the line within `text[start:seen]`; None where that is too little to tell."""
    used = 0
    begins: list[int] = []
    for begin, stop, size in _sized(text, start, seen):
        if stop == seen and not whole:
            return None  # this character may go on, so what comes before it may not be cut yet
        begins.append(begin)
        used += size
        # White space at the end of a line needs no room.
        if used > room and begin > start and not (stop - begin == 1 and _TRAILING.match(text, begin)):
            breaks = (at for at in reversed(begins) if at > start and _may_break(text, at))
            return next(breaks, begin)
    return seen


@cache
def _simple_run() -> re.Pattern[str]:
    """What joins nothing. Its many ranges take a while to compile, and most articles have no use for it."""
    return re.compile(f"[{NARROW}{WIDE}]*")


def _sized(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The characters of `text[start:end]` with their cells, quickly where nothing in there joins."""
    if not _simple_run().fullmatch(text, start, end):
        yield from characters(text, start, end)
        return
    for at in range(start, end):
        yield at, at + 1, 2 if _is_wide(text[at]) else 1


def _is_wide(letter: str) -> bool:
    """Whether `letter`, one of NARROW and WIDE, takes two cells."""
    return letter > "\u2fff"


def _may_break(text: str, at: int) -> bool:
    """Whether a line may end before the character at `at`."""
    previous, letter = text[at - 1], text[at]
    if _TRAILING.match(previous) or previous == "\u200b":
        return not _TRAILING.match(letter)
    if _TRAILING.match(letter):
        return True
    if previous in _DASHES and _breaks_after(text, at):
        return True
    if letter in _KEPT_BEFORE or previous in _KEPT_AFTER:
        return False
    return _stands_alone(previous) or _stands_alone(letter)


def _stands_alone(letter: str) -> bool:
    """Whether a line may be broken beside `letter` without a space: ideographs, kana and emoji; Hangul has spaces."""
    return (
        "\u2e80" <= letter <= "\u9fff"
        or "\uf900" <= letter <= "\ufaff"
        or "\uff01" <= letter <= "\uff60"
        or "\U0001f000" <= letter <= "\U0003ffff"
    )


def _cut_code(text: str, start: int, end: int, room: int) -> tuple[int, int]:
    """As `_break` for code: cut where the line is full, spaces kept, tabs TAB cells wide."""
    limit = min(end, start + room)
    if _NARROW_RUN.fullmatch(text, start, min(end, limit + 1)) and "\t" not in text[start:limit]:
        return limit, limit
    used = 0
    seen = start
    for begin, stop, size in characters(text, start, end):
        cells = TAB if text[begin] == "\t" else size
        if used + cells > room and begin > start:
            return begin, begin
        used += cells
        seen = stop
    return seen, seen


class _Open:
    """A block that reaches over the present line; `label` stands before its first line only."""

    __slots__ = ("label", "mark")

    def __init__(self, mark: Mark, label: str) -> None:
        self.mark = mark
        self.label = label


class _Blocks:
    """Goes through the marks once, along with the lines, and says which blocks each line stands in."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._next = 0
        self._open: list[_Open] = []

    def over(self, text: str, start: int, end: int, most: int) -> tuple[LineKind, int, str, str]:
        """The kind and level of the line `text[start:end]`, its prefix, and that of the lines it goes on with.

        Calls come in the order of the text. Prefixes take at most `most` cells.
        """
        self._open = [block for block in self._open if block.mark.end > start]
        while self._next < len(self._marks) and self._marks[self._next].start < end:
            mark = self._marks[self._next]
            self._next += 1
            if mark.kind in _STRUCTURE and mark.end > start and len(self._open) < _DEEPEST:
                label = (mark.value.strip() or "•") if mark.kind is MarkKind.ITEM else ""
                self._open.append(_Open(mark, label))
        kind, level = LineKind.PROSE, 0
        first = rest = ""
        for block in self._open:
            mark = block.mark
            if mark.kind in _BLOCKS:
                kind = _BLOCKS[mark.kind]
                level = int(mark.value) if kind is LineKind.HEADING and mark.value.isdecimal() else 0
            before, after = self._prefix(text, start, block)
            if width(rest + after) > most or width(first + before) > most:
                break
            first, rest = first + before, rest + after
        return kind, level, first, rest

    @staticmethod
    def _prefix(text: str, start: int, block: _Open) -> tuple[str, str]:
        """What `block` puts before its present line, and before the lines that this one goes on with."""
        if block.mark.kind is MarkKind.BLOCKQUOTE:
            return "▎ ", "▎ "
        if block.mark.kind is not MarkKind.ITEM:
            return "", ""
        label, block.label = block.label, ""
        hang = " " * (width(block.mark.value.strip() or "•") + 1)
        if not label:
            return hang, hang
        # Where the words themselves begin with the number or the bullet, it is not set twice.
        stands_there = text.startswith(f"{label} ", start) or block.mark.start > start
        return ("" if stands_there else f"{label} "), hang
