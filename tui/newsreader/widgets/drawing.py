"""Draws one row of a page: margin, summary mark, prefix and painted words, as a strip of styled segments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.style import Style as ContentStyle

from newsreader.widgets.page import Page, Row
from newsreader.widgets.paint import Highlighting, Paint
from newsreader.widgets.palette import Palette
from newsreader.widgets.selecting import margin_offset, place_offset
from newsreader.widgets.typeset import TAB, Line, LineKind

__all__ = ["draw", "legend"]

SUMMARY_MARK = "▌"

# Nothing of this may reach the terminal. Articles come in clean; this is the last door.
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

_LEGEND = (
    ("person", "people"),
    ("org", "organisations"),
    ("loc", "places"),
    ("norp", "nationalities"),
    ("misc", "other names"),
    ("date", "dates"),
    ("money", "money"),
    ("quote", "quotes"),
)


def draw(
    page: Page,
    row: Row,
    paint: Paint,
    palette: Palette,
    highlighting: Highlighting,
    over: Sequence[tuple[int, int, str]] = (),
) -> Strip:
    """The row, filled up to the page's room. `over` are `(first, end, style)` over places of the page, on top.

    Each segment carries the place of its first character, so that Textual can select by mouse.
    """
    plain = palette.style()
    if row.line is None:
        return Strip([Segment(" " * page.room, plain + _at_margin(row.base))], page.room)
    segments = [*_margin(page, row, paint, palette), *_words(page, row, paint, palette, highlighting, over)]
    return Strip(segments).adjust_cell_length(page.room, plain)


def _margin(page: Page, row: Row, paint: Paint, palette: Palette) -> Iterator[Segment]:
    line = row.line or Line(0, 0)
    chosen, number = paint.summary_mark(line) if row.part == "text" else (False, None)
    here = _at_margin(row.base + line.start)
    label = str(number) if number is not None else ""
    label = label if len(label) < page.left else ""
    mark = palette.style("summary-mark") + here
    yield Segment(" " * (page.left - len(label)), palette.style() + here)
    if chosen:
        yield Segment(label + SUMMARY_MARK, mark)
        yield Segment(" ", palette.style() + here)
    else:
        yield Segment("  ", palette.style() + here)
    if line.prefix:
        yield Segment(line.prefix, palette.style("prefix") + here)


def _words(
    page: Page,
    row: Row,
    paint: Paint,
    palette: Palette,
    highlighting: Highlighting,
    over: Sequence[tuple[int, int, str]],
) -> Iterator[Segment]:
    line = row.line or Line(0, 0)
    text = page.text_of(row)
    local = [(first - row.base, end - row.base, name) for first, end, name in over]
    in_text = row.part == "text"
    ground = () if in_text else (row.part,)
    for run in (paint if in_text else Paint(text)).runs(line, highlighting, over=local):
        names = run.names if in_text else tuple(name for name in run.names if name != "heading")
        words = text[run.start : run.end].replace("\t", " " * TAB if line.kind is LineKind.CODE else " ")
        yield Segment(
            _CONTROLS.sub("", words),
            palette.style(*ground, *names) + Style.from_meta({"offset": place_offset(row.base + run.start)}),
        )


def _at_margin(place: int) -> Style:
    return Style.from_meta({"offset": margin_offset(place)})


def legend(palette: Palette, highlighting: Highlighting) -> Content:
    """Which style means what, each word in the style that it names; empty when nothing is highlighted."""
    shown = {
        Highlighting.ALL: _LEGEND,
        Highlighting.PEOPLE: [pair for pair in _LEGEND if pair[0] in ("person", "quote")],
        Highlighting.OFF: (),
    }[highlighting]
    parts = [Content.styled(word, ContentStyle.from_rich_style(palette.style(name))) for name, word in shown]
    return Content("  ").join(parts)
