"""The layout of one article at one width: margins, header, text, and the place of each character."""

from __future__ import annotations

from typing import NamedTuple

from newsreader.model.article import Article, Mark, MarkKind
from newsreader.ui.textual_ext.cell_width import characters, width
from newsreader.ui.widgets.article_view.line_breaking import TAB, Line, LineKind, lines
from newsreader.ui.widgets.article_view.line_layout import LineLayout

__all__ = ["MEASURE", "Page", "Row"]

MEASURE = 80
"""The greatest width of text, in display cells: longer lines are harder to read."""

GUTTER = 2  # the margin mark and a space
_EDGE = 1  # free columns on both sides
_ABOVE = 1  # blank rows above the header
_BELOW = 1  # blank rows under the text


class Row(NamedTuple):
    """One screen row: a line of the header or of the text. `line` is None for a blank row between them.

    The offsets of the line plus `base` are places: see `Page.whole`. `before` is the line of the text above.
    """

    line: Line | None
    base: int
    part: str  # "title", "details", "text" or ""
    before: Line | None = None


class Page:
    """One article, laid out for a pane of `room` display cells. Rows count from 0 at the top of the page.

    A place is a code point of `whole()`: the header and the text as one string, so that a selection can cover both.
    An offset of the text is its place minus `text_place`.
    """

    def __init__(self, article: Article, title: str, details: str, room: int, widest: int = MEASURE) -> None:
        """Lay out the header; the text follows as it is needed. No line is wider than `widest` cells."""
        self.article = article
        self.room = room
        self.measure = measure = max(min(widest, room - GUTTER - 2 * _EDGE), 1)
        self.left = max((room - GUTTER - measure) // 2, min(_EDGE, room))
        """The columns before the gutter: the text is centred in a wide pane."""
        self._head_text = f"{title}\n{details}" if title else details
        bold_title = (Mark(0, len(title), MarkKind.HEADING, "1"),) if title else ()
        self._head = list(lines(self._head_text, bold_title, measure))
        self.text_place = len(self._head_text) + 2
        self.first_text_row = _ABOVE + len(self._head) + 1
        self.layout = LineLayout(article.text, article.marks, measure)

    @property
    def height(self) -> int:
        """The rows of the whole page; an estimate until all of the text is laid out."""
        return self.first_text_row + self.layout.height + _BELOW

    def whole(self) -> str:
        """Return the header and the text, as they are copied."""
        return f"{self._head_text}\n\n{self.article.text}"

    def row(self, y: int) -> Row | None:
        """Return the row `y`, laid out if necessary, or None below the end."""
        head = y - _ABOVE
        if head < 0:
            return Row(None, 0, "")
        if head < len(self._head):
            line = self._head[head]
            return Row(line, 0, "title" if line.kind is LineKind.HEADING else "details")
        at = y - self.first_text_row
        if at < 0:
            return Row(None, self.text_place, "")
        if not self.layout.set_line(at):
            return None
        before = self.layout.lines[at - 1] if at else None
        return Row(self.layout.lines[at], self.text_place, "text", before)

    def row_of(self, offset: int) -> int:
        """Return the row of the character at `offset` of the text."""
        return self.first_text_row + self.layout.line_of(offset)

    def offset_of(self, y: int) -> int:
        """Return the offset of the first character in row `y`: 0 above the text, that of the last line below it."""
        at = y - self.first_text_row
        if at <= 0:
            return 0
        self.layout.set_line(at)
        set_lines = self.layout.lines
        return set_lines[min(at, len(set_lines) - 1)].start if set_lines else 0

    def text_of(self, row: Row) -> str:
        """Return the string that the offsets of `row` refer to."""
        return self.article.text if row.part == "text" else self._head_text

    def place_at(self, x: int, y: int) -> int | None:
        """Return the place of the character in column `x` of row `y`, or None outside the words."""
        row = self.row(y)
        if row is None or row.line is None:
            return None
        line, text = row.line, self.text_of(row)
        column = self.left + GUTTER + width(line.prefix)
        for begin, _, size in characters(text, line.start, line.end):
            cells = TAB if text[begin] == "\t" and line.kind is LineKind.CODE else size
            if column <= x < column + cells:
                return row.base + begin
            column += cells
        return None
