"""Pair quotation marks and find the quoted stretches of a text, in any of the styles that news sites use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from newsreader.model.analysis import Span

__all__ = ["Quoted", "quoted"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """The characters `[start, end)` between two marks, without white space at either end, in one paragraph.

    `paragraph` is an index in the paragraphs given to `quoted`. A quote of several paragraphs is one `Quoted` for each:
    `closed` is False where its paragraph has an opening mark only, and `resumes` is True in the paragraph that
    continues it. Where two paragraphs of a quote were run together, the first part ends where the second opens, after
    a full stop.
    """

    start: int
    end: int
    paragraph: int
    closed: bool = True
    resumes: bool = False


class _Style(StrEnum):
    """Marks that can close each other."""

    DOUBLE = "double"  # "…" “…”
    LOW = "low"  # „…“ „…”
    ANGLE = "angle"  # «…» »…« ‹…› ‹‹…››
    TYPED = "typed"  # ``…''
    CORNER = "corner"  # 「…」 『…』


class _Pair(NamedTuple):
    """Two marks: the offsets of the opening mark, of the character after it and of the closing mark.

    `closed` is False if no mark closes it; then `end` is the end of the stretch.
    """

    opening: int
    start: int
    end: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _ParagraphMarks:
    """The pairs of marks of one paragraph, and its last mark if that is left open."""

    pairs: list[_Pair]
    left_open: _Pair | None


_DOUBLE_MARKS = re.compile(r"‹‹|››|[\"“”„‟«»‹›＂「」『』]|``|(?<!['’])(?:''|’’)(?!['’])")
_SINGLE_OPENING = re.compile(
    r"(?<![\w'’‘`])(?:[‘‚](?=[^\s'’‘)])|'(?=[^\s'’‘).,;:!?])(?!'?\d|(?:em|til|tis|twas|n|cause)\b))", re.IGNORECASE
)
_SINGLE_CLOSING = re.compile(r"(?<=[^\s'’‘(\[])['’](?![\w'’‘])")
_STOPPED = re.compile(r"\w[.!?…]\s+\Z")
_REPORTING = re.compile(
    r",\s(?:(?:he|she|they|it|[A-Z][\w.’'-]+)\s(?:said|says|added|told|wrote)|said|says|added|wrote)\b", re.ASCII
)
"""Words of the reporter, not the speaker: before them a closing mark is missing."""

_INCHES = re.compile(r"\d['’]\s?\d{1,2}$")
_BEFORE_OPENING = frozenset("([{—–-/:,;=|>…_*•")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-/…_*|<")
_ENDS_SPEECH = frozenset(".,!?…;—–-")


def quoted(text: str, paragraphs: Sequence[Span]) -> list[Quoted]:
    """Return the outermost quoted stretches of `text` in reading order; a quote inside another belongs to it.

    Marks are paired by direction within each paragraph, so a mark without a partner spoils at most its own paragraph.
    Single marks count only in a text where they enclose more than the double ones. Takes time linear in the length of
    the text.
    """
    first_angle = re.search("[«»‹›]", text)
    reversed_angles = first_angle is not None and first_angle.group() in "»›"
    double = _merge_paragraphs(text, paragraphs, [_double_pairs(text, p, reversed_angles) for p in paragraphs])
    if not _SINGLE_OPENING.search(text) or "''" in text:  # an apostrophe next to '' is half of an inner quote
        return double
    single = _merge_paragraphs(text, paragraphs, [_single_pairs(text, p) for p in paragraphs])
    return single if _quoted_length(text, single) > _quoted_length(text, double) else double


def _quoted_length(text: str, found: Sequence[Quoted]) -> int:
    """Count the characters in stretches of three words or more."""
    return sum(q.end - q.start for q in found if text.count(" ", q.start, q.end) >= 2)


def _double_pairs(text: str, paragraph: Span, reversed_angles: bool) -> _ParagraphMarks:
    pairs: list[_Pair] = []
    waiting: list[tuple[_Style, int, int]] = []
    counts = dict.fromkeys(_Style, 0)
    for match in _DOUBLE_MARKS.finditer(text, paragraph.start, paragraph.end):
        mark, start, end = match.group(), match.start(), match.end()
        style, opens = _read_mark(text, paragraph, mark, start, end, reversed_angles, counts)
        if style is None:
            continue
        if opens:
            if waiting and waiting[-1][0] is style and _is_whole_paragraph(text, waiting[-1][2], start):
                _, opened, first = waiting.pop()
                counts[style] -= 1
                _append_outer(pairs, _Pair(opened, first, start, closed=False))
            waiting.append((style, start, end))
            counts[style] += 1
            continue
        while counts[style]:
            other, opened, first = waiting.pop()
            counts[other] -= 1
            if other is style:
                _append_outer(pairs, _Pair(opened, first, start))
                break
    left = waiting[-1] if waiting else None
    if left is None or (pairs and pairs[-1].opening > left[1]):
        return _ParagraphMarks(pairs, None)
    return _ParagraphMarks(pairs, _Pair(left[1], left[2], paragraph.end, closed=False))


def _is_whole_paragraph(text: str, start: int, end: int) -> bool:
    """Return whether the text between two opening marks is one paragraph of a longer quote."""
    return (
        _STOPPED.search(text, max(start, end - 20), end) is not None
        and not _DOUBLE_MARKS.search(text, start, end)
        and not _REPORTING.search(text, start, end)
    )


def _append_outer(pairs: list[_Pair], pair: _Pair) -> None:
    """Append `pair` and drop the pairs inside it."""
    while pairs and pairs[-1].opening > pair.opening:
        pairs.pop()
    pairs.append(pair)


def _read_mark(
    text: str, paragraph: Span, mark: str, start: int, end: int, reversed_angles: bool, waiting: dict[_Style, int]
) -> tuple[_Style | None, bool]:
    """Return the style of a mark in its place (None: not a quotation mark), and whether it opens."""
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    closes = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)
    if mark[0] in "«»‹›":
        return _Style.ANGLE, (mark[0] in "«‹") != reversed_angles
    if mark in "「」『』":
        return _Style.CORNER, mark in "「『"
    if mark == "``":
        return _Style.TYPED, True
    if mark in ("''", "’’"):  # these only close: a doubled apostrophe that opens is ignored
        return next((style for style in (_Style.TYPED, _Style.DOUBLE) if waiting[style]), None), False
    if mark == "„":
        return _Style.LOW, True
    if mark in "“”" and waiting[_Style.LOW] and not (mark == "“" and opens and not closes):
        return _Style.LOW, False
    if mark in "“‟":  # a mark in the wrong direction closes
        return _Style.DOUBLE, opens or not waiting[_Style.DOUBLE]
    if mark == "”":
        return _Style.DOUBLE, before.isspace() and not waiting[_Style.DOUBLE]
    if _INCHES.search(text, max(paragraph.start, start - 6), start):
        return None, False
    if opens == closes:
        return _Style.DOUBLE, not waiting[_Style.DOUBLE]
    return _Style.DOUBLE, opens


def _single_pairs(text: str, paragraph: Span) -> _ParagraphMarks:
    openings = [m.start() for m in _SINGLE_OPENING.finditer(text, paragraph.start, paragraph.end)]
    closings = [m.start() for m in _SINGLE_CLOSING.finditer(text, paragraph.start, paragraph.end)]
    pairs: list[_Pair] = []
    left_open: _Pair | None = None
    at = 0
    for number, opened in enumerate(openings):
        limit = openings[number + 1] if number + 1 < len(openings) else paragraph.end
        while at < len(closings) and closings[at] <= opened:
            at += 1
        first = at
        while at < len(closings) and closings[at] < limit:
            at += 1
        closing = _closing_mark(text, paragraph, closings[first:at])
        left_open = None
        if closing is not None:
            pairs.append(_Pair(opened, opened + 1, closing))
        elif number + 1 == len(openings):
            left_open = _Pair(opened, opened + 1, paragraph.end, closed=False)
    return _ParagraphMarks(pairs, left_open)


def _closing_mark(text: str, paragraph: Span, marks: Sequence[int]) -> int | None:
    """Return the mark of several that ends a quote; the others are apostrophes ("the teachers' union")."""
    for mark in marks:
        after = text[mark + 1] if mark + 1 < paragraph.end else "."
        if text[mark - 1] in _ENDS_SPEECH or after in _AFTER_CLOSING:
            return mark
    for mark in marks:
        if text[mark - 1] not in "sS":
            return mark
    return marks[-1] if marks else None


def _merge_paragraphs(text: str, paragraphs: Sequence[Span], found: Sequence[_ParagraphMarks]) -> list[Quoted]:
    """Return all stretches in order; an open one counts if the next paragraph continues it with an opening mark."""
    return [q for q in _spans(text, paragraphs, found) if q.start < q.end]


def _spans(text: str, paragraphs: Sequence[Span], found: Sequence[_ParagraphMarks]) -> Iterator[Quoted]:
    resumes = False
    for number, here in enumerate(found):
        for pair in here.pairs:
            yield _without_space(text, pair, number, resumes=resumes)
            resumes = not pair.closed
        continues = False
        if here.left_open is not None and number + 1 < len(found):
            following = found[number + 1]
            opening = following.pairs[0] if following.pairs else following.left_open
            # Each paragraph of a quote opens with the same mark as the first.
            continues = (
                opening is not None
                and opening.opening == paragraphs[number + 1].start
                and text[opening.opening] == text[here.left_open.opening]
            )
            if continues:
                yield _without_space(text, here.left_open, number, resumes=resumes)
        resumes = continues


def _without_space(text: str, pair: _Pair, paragraph: int, *, resumes: bool) -> Quoted:
    start, end = pair.start, pair.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quoted(start, end, paragraph, pair.closed, resumes)
