"""The two lines of one article in the list: state and title, then source and age."""

from __future__ import annotations

from newsreader.article import Entry
from newsreader.widgets.cells import cut, printable, width

__all__ = ["source_line", "title_line"]

# The columns beside the words: the cursor's bar, dot, star and a space before them, one kept free after them.
_BESIDE = 5


def title_line(entry: Entry, room: int) -> list[tuple[str, str]]:
    """Dot (unread), star and the title cut to `room` display cells, bar included, as pieces with their style's name."""
    title = cut(printable(entry.title or entry.url) or "Untitled", max(room - _BESIDE, 0))
    return [
        (" " if entry.read else "●", "dot"),
        ("★ " if entry.starred else "  ", "star"),
        (title, "read" if entry.read else "unread"),
    ]


def source_line(entry: Entry, since: str, room: int) -> list[tuple[str, str]]:
    """Source and age under the title; the source is cut first, as the age is short."""
    words = max(room - _BESIDE, 0)
    tail = f" · {since}" if entry.source else since
    source = cut(printable(entry.source), max(words - width(tail), 0))
    return [(f"   {cut(source + tail, words)}", "meta")]
