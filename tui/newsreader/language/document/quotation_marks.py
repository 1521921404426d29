"""Which stretches of a text stand between quotation marks, in any of the styles that news sites use."""

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

    `paragraph` counts the paragraphs given to `quoted`. `closed` is False for a paragraph of a longer quote that has
    an opening mark only; the next paragraph goes on with it, and `resumes` is True there. Two paragraphs of a quote may
    have become one: the first part ends where the second opens, after a full stop.
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
    """Two marks: where the opening one is, the first character after it, and the closing one; False: none closes."""

    opening: int
    start: int
    end: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Found:
    """What one paragraph holds: pairs of marks, and a last mark left open."""

    pairs: list[_Pair]
    left_open: _Pair | None


_DOUBLE_MARKS = re.compile(r"‹‹|››|[\"“”„‟«»‹›＂「」『』]|``|(?<!['’])(?:''|’’)(?!['’])")
_SINGLE_OPENING = re.compile(
    r"(?<![\w'’‘`])(?:[‘‚](?=[^\s'’‘)])|'(?=[^\s'’‘).,;:!?])(?!'?\d|(?:em|til|tis|twas|n|cause)\b))", re.IGNORECASE
)
_SINGLE_CLOSING = re.compile(r"(?<=[^\s'’‘(\[])['’](?![\w'’‘])")
_STOPPED = re.compile(r"\w[.!?…]\s+\Z")
_TOLD = re.compile(
    r",\s(?:(?:he|she|they|it|[A-Z][\w.’'-]+)\s(?:said|says|added|told|wrote)|said|says|added|wrote)\b", re.ASCII
)
"""What no speaker says: an end of the quote before it went lost."""

_INCHES = re.compile(r"\d['’]\s?\d{1,2}$")
_BEFORE_OPENING = frozenset("([{—–-/:,;=|>…_*•")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-/…_*|<")
_ENDS_SPEECH = frozenset(".,!?…;—–-")


def quoted(text: str, paragraphs: Sequence[Span]) -> list[Quoted]:
    """The outermost quoted stretches of `text` in reading order; those inside another belong to it.

    Marks are paired paragraph by paragraph with their direction, so that one without a partner costs at most its own
    paragraph. Single marks count only in a text where they enclose more than all others do. Time is linear in the
    length of the text.
    """
    first_angle = re.search("[«»‹›]", text)
    flipped = first_angle is not None and first_angle.group() in "»›"
    double = _joined(text, paragraphs, [_double_pairs(text, p, flipped) for p in paragraphs])
    if not _SINGLE_OPENING.search(text) or "''" in text:  # an apostrophe beside '' is half of an inner quote
        return double
    single = _joined(text, paragraphs, [_single_pairs(text, p) for p in paragraphs])
    return single if _enclosed(text, single) > _enclosed(text, double) else double


def _enclosed(text: str, found: Sequence[Quoted]) -> int:
    """How many characters stand in stretches of three words or more."""
    return sum(q.end - q.start for q in found if text.count(" ", q.start, q.end) >= 2)


def _double_pairs(text: str, paragraph: Span, flipped: bool) -> _Found:
    pairs: list[_Pair] = []
    waiting: list[tuple[_Style, int, int]] = []
    counts = dict.fromkeys(_Style, 0)
    for match in _DOUBLE_MARKS.finditer(text, paragraph.start, paragraph.end):
        mark, start, end = match.group(), match.start(), match.end()
        style, opens = _read_mark(text, paragraph, mark, start, end, flipped, counts)
        if style is None:
            continue
        if opens:
            if waiting and waiting[-1][0] is style and _is_part(text, waiting[-1][2], start):
                _, opened, first = waiting.pop()
                counts[style] -= 1
                _add(pairs, _Pair(opened, first, start, closed=False))
            waiting.append((style, start, end))
            counts[style] += 1
            continue
        while counts[style]:
            other, opened, first = waiting.pop()
            counts[other] -= 1
            if other is style:
                _add(pairs, _Pair(opened, first, start))
                break
    left = waiting[-1] if waiting else None
    if left is None or (pairs and pairs[-1].opening > left[1]):
        return _Found(pairs, None)
    return _Found(pairs, _Pair(left[1], left[2], paragraph.end, closed=False))


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether what stands between two opening marks is a paragraph of its own of a longer quote."""
    return (
        _STOPPED.search(text, max(start, end - 20), end) is not None
        and not _DOUBLE_MARKS.search(text, start, end)
        and not _TOLD.search(text, start, end)
    )


def _add(pairs: list[_Pair], pair: _Pair) -> None:
    """Put a pair after those before it; those inside belong to it."""
    while pairs and pairs[-1].opening > pair.opening:
        pairs.pop()
    pairs.append(pair)


def _read_mark(
    text: str, paragraph: Span, mark: str, start: int, end: int, flipped: bool, waiting: dict[_Style, int]
) -> tuple[_Style | None, bool]:
    """What a mark is where it stands: its style (None: no quotation mark at all), and whether it opens."""
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    closes = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)
    if mark[0] in "«»‹›":
        return _Style.ANGLE, (mark[0] in "«‹") != flipped
    if mark in "「」『』":
        return _Style.CORNER, mark in "「『"
    if mark == "``":
        return _Style.TYPED, True
    if mark in ("''", "’’"):  # they only ever close: as an opening mark, a doubled apostrophe is left alone
        return next((style for style in (_Style.TYPED, _Style.DOUBLE) if waiting[style]), None), False
    if mark == "„":
        return _Style.LOW, True
    if mark in "“”" and waiting[_Style.LOW] and not (mark == "“" and opens and not closes):
        return _Style.LOW, False
    if mark in "“‟":  # set the wrong way round, it closes
        return _Style.DOUBLE, opens or not waiting[_Style.DOUBLE]
    if mark == "”":
        return _Style.DOUBLE, before.isspace() and not waiting[_Style.DOUBLE]
    if _INCHES.search(text, max(paragraph.start, start - 6), start):
        return None, False
    if opens == closes:
        return _Style.DOUBLE, not waiting[_Style.DOUBLE]
    return _Style.DOUBLE, opens


def _single_pairs(text: str, paragraph: Span) -> _Found:
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
        closing = _closing(text, paragraph, closings[first:at])
        left_open = None
        if closing is not None:
            pairs.append(_Pair(opened, opened + 1, closing))
        elif number + 1 == len(openings):
            left_open = _Pair(opened, opened + 1, paragraph.end, closed=False)
    return _Found(pairs, left_open)


def _closing(text: str, paragraph: Span, marks: Sequence[int]) -> int | None:
    """The one of several marks that ends a quote; the others are apostrophes ("the teachers' union")."""
    for mark in marks:
        after = text[mark + 1] if mark + 1 < paragraph.end else "."
        if text[mark - 1] in _ENDS_SPEECH or after in _AFTER_CLOSING:
            return mark
    for mark in marks:
        if text[mark - 1] not in "sS":
            return mark
    return marks[-1] if marks else None


def _joined(text: str, paragraphs: Sequence[Span], found: Sequence[_Found]) -> list[Quoted]:
    """All stretches in order; one left open counts if the next paragraph goes on with an opening mark."""
    return [q for q in _spans(text, paragraphs, found) if q.start < q.end]


def _spans(text: str, paragraphs: Sequence[Span], found: Sequence[_Found]) -> Iterator[Quoted]:
    resumes = False
    for number, here in enumerate(found):
        for pair in here.pairs:
            yield _trimmed(text, pair, number, resumes=resumes)
            resumes = not pair.closed
        goes_on = False
        if here.left_open is not None and number + 1 < len(found):
            following = found[number + 1]
            opening = following.pairs[0] if following.pairs else following.left_open
            # Each paragraph of a quote opens with the same mark.
            goes_on = (
                opening is not None
                and opening.opening == paragraphs[number + 1].start
                and text[opening.opening] == text[here.left_open.opening]
            )
            if goes_on:
                yield _trimmed(text, here.left_open, number, resumes=resumes)
        resumes = goes_on


def _trimmed(text: str, pair: _Pair, paragraph: int, *, resumes: bool) -> Quoted:
    start, end = pair.start, pair.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quoted(start, end, paragraph, pair.closed, resumes)
