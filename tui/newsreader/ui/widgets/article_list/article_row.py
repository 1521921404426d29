"""The two lines of an article in the list: state and title, then source and age, or the search result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsreader.model.analysis import Span
from newsreader.model.article import Entry
from newsreader.ui.textual_ext.cell_width import cut, printable, width

if TYPE_CHECKING:
    from newsreader.library.results import Excerpt

__all__ = ["excerpt_line", "source_line", "title_line"]

# The columns around the words: the bar of the cursor, dot, star and space before them, and a free one after them.
_MARGIN = 5

Piece = tuple[str, str]
"""Words, and the names of their styles, separated by spaces, the last one uppermost."""


def title_line(entry: Entry, room: int, hits: Sequence[Span] = ()) -> list[Piece]:
    """Return the dot (unread), the star and the title, cut to `room` display cells including the bar.

    `hits` are the search hits in the title.
    """
    title = cut(printable(entry.title or entry.url) or "Untitled", max(room - _MARGIN, 0))
    return [
        (" " if entry.read else "●", "dot"),
        ("★ " if entry.starred else "  ", "star"),
        *_lit(title, hits if entry.title.startswith(title.rstrip("…")) else (), "read" if entry.read else "unread"),
    ]


def source_line(entry: Entry, since: str, room: int, *, marked: bool = False) -> list[Piece]:
    """Return a tick if the article is `marked`, its sources and its age.

    The sources are cut before the age, which is short. `since` is "" for an article without a date.
    """
    words = max(room - _MARGIN, 0)
    tail = f" · {since}" if entry.source and since else since
    source = cut(printable(", ".join((entry.source, *entry.also))), max(words - width(tail), 0))
    return [_tick(marked), (f"  {cut(source + tail, words)}", "meta")]


def excerpt_line(found: Excerpt, since: str, room: int, *, marked: bool = False) -> list[Piece]:
    """Return the age and, in place of the source, the search result with a few words before it."""
    head = f"  {since} · " if since else "  "
    words = max(room - _MARGIN + 2 - width(head), 0)
    first, text, hits = found.hits[0], found.text, found.hits
    skipped = max(min(first.start - words // 4, len(text) - words), 0)
    if skipped:
        skipped = text.find(" ", skipped, first.start) + 1 or first.start
        text = "…" + text[skipped:]
        hits = tuple(Span(hit.start - skipped + 1, hit.end - skipped + 1) for hit in hits if hit.start >= skipped)
    return [_tick(marked), (head, "meta"), *_lit(cut(printable(text), words), hits, "meta")]


def _tick(marked: bool) -> Piece:
    return ("✓" if marked else " ", "tick")


def _lit(words: str, hits: Sequence[Span], name: str) -> list[Piece]:
    """Split `words` into pieces, with `hits` in a style of their own."""
    pieces: list[Piece] = []
    at = 0
    for hit in hits:
        pieces += [(words[at : hit.start], name), (words[hit.start : hit.end], f"{name} hit")]
        at = hit.end
    return [piece for piece in (*pieces, (words[at:], name)) if piece[0]]
