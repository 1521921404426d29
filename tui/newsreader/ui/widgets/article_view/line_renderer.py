"""Draw one row of a page: margin, summary mark, prefix and highlighted words, as a strip of styled segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style as ContentStyle

from newsreader.ui.textual_ext.cell_width import printable, width
from newsreader.ui.textual_ext.style_cache import StyleCache
from newsreader.ui.widgets.article_view.line_breaking import TAB, Line, LineKind, lines
from newsreader.ui.widgets.article_view.page_layout import GUTTER, Page, Row
from newsreader.ui.widgets.article_view.selection import margin_offset, place_offset
from newsreader.ui.widgets.article_view.span_styles import Highlighting, SpanStyles

__all__ = ["blank", "draw", "legend", "sentence"]

SUMMARY_MARK = "▌"

_LEGEND = (
    ("person", "people"),
    ("org", "organisations"),
    ("loc", "places"),
    ("norp", "nations"),
    ("misc", "other"),
    ("date", "dates"),
    ("money", "sums"),
    ("quote", "quotes"),
)


def draw(
    page: Page,
    row: Row,
    span_styles: SpanStyles,
    styles: StyleCache,
    highlighting: Highlighting,
    over: Sequence[tuple[int, int, str]] = (),
) -> Strip:
    """Return the row as wide as the pane. `over` are further styles `(first, end, style)` over places of the page.

    Each segment holds the place of its first character, so that Textual can select with the mouse.
    """
    plain = styles.style()
    if row.line is None:
        return Strip([Segment(" " * page.room, plain + _at_margin(row.base))], page.room)
    segments = [*_margin(page, row, span_styles, styles), *_words(page, row, span_styles, styles, highlighting, over)]
    if row.line.kind is LineKind.CODE:  # its background is a block, without a ragged edge
        used = sum(segment.cell_length for segment in segments)
        segments.append(Segment(" " * max(page.left + GUTTER + page.measure - used, 0), styles.style("code")))
    return Strip(segments).adjust_cell_length(page.room, plain)


def blank(page: Page, styles: StyleCache) -> Strip:
    """Return a row below the end of the page."""
    end = page.text_place + len(page.article.text)
    return Strip([Segment(" " * page.room, styles.style() + _at_margin(end))], page.room)


def _margin(page: Page, row: Row, span_styles: SpanStyles, styles: StyleCache) -> Iterator[Segment]:
    line = row.line or Line(0, 0)
    chosen, number = span_styles.summary_mark(line, row.before) if row.part == "text" else (False, None)
    here = _at_margin(row.base + line.start)
    label = str(number) if number is not None else ""
    label = label if len(label) <= page.left else ""
    mark = styles.style("summary-mark") + here
    yield Segment(" " * (page.left - len(label)), styles.style() + here)
    if chosen:
        yield Segment(label + SUMMARY_MARK, mark)
        yield Segment(" ", styles.style() + here)
    else:
        yield Segment("  ", styles.style() + here)
    if line.prefix:
        yield Segment(line.prefix, styles.style("prefix") + here)


def _words(
    page: Page,
    row: Row,
    span_styles: SpanStyles,
    styles: StyleCache,
    highlighting: Highlighting,
    over: Sequence[tuple[int, int, str]],
) -> Iterator[Segment]:
    line = row.line or Line(0, 0)
    text = page.text_of(row)
    local = [(first - row.base, end - row.base, name) for first, end, name in over]
    in_text = row.part == "text"
    ground = () if in_text else (row.part,)
    for run in (span_styles if in_text else SpanStyles(text)).runs(line, highlighting, over=local):
        names = run.names if in_text else tuple(name for name in run.names if name != "heading")
        words = text[run.start : run.end].replace("\t", " " * TAB if line.kind is LineKind.CODE else " ")
        yield Segment(
            printable(words),
            styles.style(*ground, *names)
            + Style.from_meta({"offset": place_offset(row.base + run.start, row.base + line.start)}),
        )


def _at_margin(place: int) -> Style:
    return Style.from_meta({"offset": margin_offset(place)})


def sentence(text: str, y: int, size: Size, styles: StyleCache, name: str) -> Strip:
    """Return the row `y` of a pane of `size` that shows only the sentence `text`, in the style `name`."""
    words = [text[line.start : line.end] for line in lines(text, (), max(size.width - 4, 1))]
    at = y - max((size.height - len(words)) // 3, 0)
    if not 0 <= at < len(words):
        return Strip.blank(size.width, styles.style())
    left = max((size.width - width(words[at])) // 2, 0)
    strip = Strip([Segment(" " * left, styles.style()), Segment(words[at], styles.style(name))])
    return strip.adjust_cell_length(size.width, styles.style())


def legend(styles: StyleCache, highlighting: Highlighting) -> Content:
    """Return the legend, each word in the style that it names; empty if nothing is highlighted."""
    shown = {
        Highlighting.ALL: _LEGEND,
        Highlighting.PEOPLE: [pair for pair in _LEGEND if pair[0] in ("person", "quote")],
        Highlighting.OFF: (),
    }[highlighting]
    parts = [Content.styled(word, ContentStyle.from_rich_style(styles.style(name))) for name, word in shown]
    return Content(" ").join(parts)
