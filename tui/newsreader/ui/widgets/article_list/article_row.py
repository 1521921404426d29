"""The two lines of one article in the list: state and title, then source and age, or what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsreader.model.analysis import Span
from newsreader.model.article import Entry
from newsreader.ui.textual_ext.cell_width import cut, printable, width

if TYPE_CHECKING:
    from newsreader.library.results import Excerpt

__all__ = ["excerpt_line", "source_line", "title_line"]

# The columns beside the words: the cursor's bar, dot, star and a space before them, one kept free after them.
_BESIDE = 5

Piece = tuple[str, str]
"""Words and the names of their style, the last on top, with spaces between them."""


def title_line(entry: Entry, room: int, hits: Sequence[Span] = ()) -> list[Piece]:
    """Dot (unread), star and the title cut to `room` display cells, bar included, as pieces with their style's name.

    `hits` are what a search found in the title.
    """
    title = cut(printable(entry.title or entry.url) or "Untitled", max(room - _BESIDE, 0))
    return [
        (" " if entry.read else "●", "dot"),
        ("★ " if entry.starred else "  ", "star"),
        *_lit(title, hits if entry.title.startswith(title.rstrip("…")) else (), "read" if entry.read else "unread"),
    ]


def source_line(entry: Entry, since: str, room: int, *, marked: bool = False) -> list[Piece]:
    """All sources and age, "" for an article without a date, and a tick where it is `marked`.

    The sources are cut first, as the age is short.
    """
    words = max(room - _BESIDE, 0)
    tail = f" · {since}" if entry.source and since else since
    source = cut(printable(", ".join((entry.source, *entry.also))), max(words - width(tail), 0))
    return [_tick(marked), (f"  {cut(source + tail, words)}", "meta")]


def excerpt_line(found: Excerpt, since: str, room: int, *, marked: bool = False) -> list[Piece]:
    """Age and, in place of the source, the words that a search found, with little before them."""
    head = f"  {since} · " if since else "  "
    words = max(room - _BESIDE + 2 - width(head), 0)
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
    """`words` in pieces, those of `hits` in a style of their own."""
    pieces: list[Piece] = []
    at = 0
    for hit in hits:
        pieces += [(words[at : hit.start], name), (words[hit.start : hit.end], f"{name} hit")]
        at = hit.end
    return [piece for piece in (*pieces, (words[at:], name)) if piece[0]]
