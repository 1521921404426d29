"""Convert Textual's text selection, in columns and rows, to places of a page and back.

A place counts code points in the header and the text of a page. Each drawn segment gives Textual an offset. Its "row"
encodes a line's start and its "column" a place in the line, so that a selection keeps its words when lines change.
"""

from __future__ import annotations

import re

from textual.geometry import Offset
from textual.selection import Selection

from newsreader.ui.textual_ext.cell_width import JOINER, extends
from newsreader.ui.widgets.article_view.page_layout import Page

__all__ = ["around", "margin_offset", "place_offset", "places", "select"]

_PLACES = 1 << 40
"""The first row that encodes a place. Lower rows come from the border of the widget: they are rows of the screen.

Each line has two rows, in the order of the text: an even one for the margin before it, whose columns mean nothing, and
an odd one whose columns count from the start of the line.
"""

_WORD = r"\w+(?:['’\-]\w+)*"


def place_offset(place: int, line: int) -> tuple[int, int]:
    """Return the offset of a segment that begins at `place`, on the line that starts at `line`."""
    return place - line, _PLACES + 2 * line + 1


def margin_offset(place: int) -> tuple[int, int]:
    """Return the offset of the margin before the line that starts at `place`."""
    return 0, _PLACES + 2 * place


def select(start: int, end: int) -> Selection:
    """Return the selection of the places from `start` up to, not including, `end`."""
    return Selection(Offset(*place_offset(start, start)), Offset(*place_offset(end, end)))


def places(selection: Selection, page: Page, top: int) -> tuple[int, int]:
    """Return the places of `selection`, half-open. `top` is the row of `page` at the top of the screen."""
    size = page.text_place + len(page.article.text)
    start = 0 if selection.start is None else _place(selection.start, page, top)
    end = size if selection.end is None else _place(selection.end, page, top)
    start, end = min(start, end), min(max(start, end), size)
    text, base = page.article.text, page.text_place
    while base < end < size and (extends(text[end - base]) or text[end - base - 1] == JOINER):
        end += 1  # select whole grapheme clusters
    return start, end


def _place(offset: Offset, page: Page, top: int) -> int:
    if offset.y < _PLACES:
        return page.text_place + page.offset_of(top + offset.y)
    line, in_words = divmod(offset.y - _PLACES, 2)
    return line + offset.x if in_words else line


def around(text: str, at: int, clicks: int) -> tuple[int, int] | None:
    """Return the span that `clicks` at `at` select: two a word, more the paragraph. None if there is no word."""
    if clicks > 2:
        end = text.find("\n", at)
        return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
    # Longer words are not real words, and a paragraph may be a megabyte long.
    for found in re.compile(_WORD).finditer(text, max(at - 100, 0), min(at + 100, len(text))):
        if found.start() <= at < found.end():
            return found.span()
    return None
