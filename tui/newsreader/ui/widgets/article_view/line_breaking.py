"""Break the text of an article into lines: text, marks and a width in, lines with offsets out.

Nothing is copied: a line is a span of the text with a prefix (a bullet, the bar of a block quote). Each visible
character is on exactly one line. Lines are yielded one by one, so that the first screen of a long article is as fast as
that of a short one. The time for all lines is linear in the length of the text.

Lines break at spaces, after hyphens and dashes between words, and between CJK characters (but not before closing or
after opening punctuation: the main "kinsoku" rules). A word longer than a line is cut. This is the part of Unicode's
line breaking algorithm (UAX 14) that news needs. Text stays in logical order: the terminal handles right-to-left.
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
"""The cells of a tab in code. Elsewhere a tab is drawn as one space."""


class LineKind(StrEnum):
    """The kind of block that a line belongs to."""

    PROSE = "prose"
    HEADING = "heading"
    BLOCKQUOTE = "blockquote"
    CODE = "code"
    CAPTION = "caption"


class Line(NamedTuple):
    """One line on the screen: the characters from `start` up to, not including, `end`; none for a blank line.

    `prefix` is drawn before them and is not part of the text. `level` is that of a heading, else 0.
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
# The most nested blocks that are drawn; deeper nesting in a page has no meaning.
_DEEPEST = 12


def lines(text: str, marks: Sequence[Mark], measure: int) -> Iterator[Line]:
    """Yield the lines of `text`, at most `measure` display cells wide with their prefix.

    `marks` are sorted by start, then longest first, as in an `Article`. Several blank lines become one, and those at
    the start and the end are dropped. Only a single character wider than `measure` makes a line wider.
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
    """Yield the lines of `text[at:stop]`, which holds no newline; `start` is its first visible character."""
    end = stop
    while _TRAILING.match(text, end - 1):
        end -= 1
    kind, level, first, rest = blocks.over(text, start, end, measure // 2)
    code = kind is LineKind.CODE
    if code:
        start = at  # code keeps its indentation
    prefix = first
    while start < end:
        room = max(measure - width(prefix), 1)
        cut, after = _cut_code(text, start, end, room) if code else _break(text, start, end, room)
        yield Line(start, cut, kind, prefix, level)
        start, prefix = after, rest


def _break(text: str, start: int, end: int, room: int) -> tuple[int, int]:
    """Return the end of the line from `start`, and the start of the next one, which is always further on."""
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
    """Return whether a line may end with the dash before `after`: between words, not in "-5" or "--flag"."""
    before, dash, behind = text[after - 2 : after - 1], text[after - 1], text[after : after + 1]
    if dash == "-":
        return before.isalnum() and behind.isalpha()
    return behind.isalnum() and not before.isspace()


def _break_wide(text: str, start: int, end: int, room: int) -> int:
    """Return the end of a line that has more than narrow characters."""
    reach = room + 16
    while True:
        seen = min(end, start + reach)
        found = _fill(text, start, seen, room, whole=seen == end)
        if found is not None:
            return found
        reach *= 2  # many combining marks: look twice as far each time, which keeps the time linear


def _fill(text: str, start: int, seen: int, room: int, *, whole: bool) -> int | None:
    """Return the end of the line within `text[start:seen]`, or None if that is too short to decide."""
    used = 0
    begins: list[int] = []
    for begin, stop, size in _sized(text, start, seen):
        if stop == seen and not whole:
            return None  # this character may continue, so the line cannot end before it yet
        begins.append(begin)
        used += size
        # White space at the end of a line takes no room.
        if used > room and begin > start and not (stop - begin == 1 and _TRAILING.match(text, begin)):
            breaks = (at for at in reversed(begins) if at > start and _may_break(text, at))
            return next(breaks, begin)
    return seen


@cache
def _simple_run() -> re.Pattern[str]:
    """Compile the pattern of characters that never join. It has many ranges, and most articles do not need it."""
    return re.compile(f"[{NARROW}{WIDE}]*")


def _sized(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the characters of `text[start:end]` with their cells. Text without joining characters is faster."""
    if not _simple_run().fullmatch(text, start, end):
        yield from characters(text, start, end)
        return
    for at in range(start, end):
        yield at, at + 1, 2 if _is_wide(text[at]) else 1


def _is_wide(letter: str) -> bool:
    """Return whether `letter`, one of NARROW and WIDE, takes two cells."""
    return letter > "\u2fff"


def _may_break(text: str, at: int) -> bool:
    """Return whether a line may end before the character at `at`."""
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
    """Return whether lines may break around `letter` without a space: ideographs, kana, emoji. Hangul has spaces."""
    return (
        "\u2e80" <= letter <= "\u9fff"
        or "\uf900" <= letter <= "\ufaff"
        or "\uff01" <= letter <= "\uff60"
        or "\U0001f000" <= letter <= "\U0003ffff"
    )


def _cut_code(text: str, start: int, end: int, room: int) -> tuple[int, int]:
    """Return the same as `_break`, for code: cut where the line is full, keep spaces, and make tabs TAB cells wide."""
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
    """A block around the current line. `label` is drawn before its first line only."""

    __slots__ = ("label", "mark")

    def __init__(self, mark: Mark, label: str) -> None:
        self.mark = mark
        self.label = label


class _Blocks:
    """Walks through the marks together with the lines, and returns the blocks around each line."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._next = 0
        self._open: list[_Open] = []

    def over(self, text: str, start: int, end: int, most: int) -> tuple[LineKind, int, str, str]:
        """Return the kind and level of the line `text[start:end]`, its prefix, and that of its continuation lines.

        Call this in the order of the text. Prefixes take at most `most` cells.
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
        """Return the prefixes that `block` adds to the current line and to its continuation lines."""
        if block.mark.kind is MarkKind.BLOCKQUOTE:
            return "▎ ", "▎ "
        if block.mark.kind is not MarkKind.ITEM:
            return "", ""
        label, block.label = block.label, ""
        hang = " " * (width(block.mark.value.strip() or "•") + 1)
        if not label:
            return hang, hang
        # If the text itself begins with the number or the bullet, do not repeat it.
        stands_there = text.startswith(f"{label} ", start) or block.mark.start > start
        return ("" if stands_there else f"{label} "), hang
