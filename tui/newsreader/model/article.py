"""An article: one text, with marks over it.

Offsets here and everywhere are Unicode code points into `Article.text`, half-open `[start, end)`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

__all__ = ["Article", "Entry", "Mark", "MarkKind", "is_beginning"]


class MarkKind(StrEnum):
    """The kinds of structure that a stretch of an article's text can have."""

    HEADING = "heading"  # value: the level, "1" to "6"
    ITEM = "item"  # one list item; value: what stands before it, such as "•" or "2."
    BLOCKQUOTE = "blockquote"
    CODE = "code"  # preformatted: never re-wrapped into a paragraph
    CAPTION = "caption"  # of an image; value: the image's address
    LINK = "link"  # value: the address
    STRONG = "strong"
    EMPHASIS = "emphasis"


class Mark(NamedTuple):
    """Structure over the characters `start` up to, not including, `end` of an article's text."""

    start: int
    end: int
    kind: MarkKind
    value: str = ""


class Article(NamedTuple):
    """One article, already clean (see `intake.text.clean`): safe to print as it is.

    `text` is the body alone, without the title; paragraphs are separated by one blank line, and a newline
    inside a paragraph is a line break that the author meant. Marks are sorted by start, then longest first.
    Fields that the article does not give are empty or None. `published` is aware and in UTC.
    """

    text: str
    title: str = ""
    marks: tuple[Mark, ...] = ()
    byline: str = ""
    source: str = ""
    place: str = ""
    published: datetime | None = None
    url: str = ""


class Entry(NamedTuple):
    """One row of a list of articles: everything that the library has of an article but its text.

    `shown` is the time that the list sorts and shows by (aware, UTC): the earlier of the stated date and the
    moment the article was first seen, so that a date in the far future does not stay on top. `also` names further
    sources that gave the same article.
    """

    id: int
    title: str
    source: str
    url: str
    published: datetime | None
    shown: datetime
    read: bool
    starred: bool
    tags: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


_DATELINE = 120
"""A dateline before the words that a title was made from is shorter than this."""
_DATELINE_ENDS = ("-", "–", "—", ":", ")", "/", "/.")


def is_beginning(title: str, text: str) -> bool:
    """Return whether `title` only repeats the words with which `text` begins, after its dateline if it has one.

    Such a title adds nothing to the first sentence.
    """
    stem = title.rstrip("…")
    at = text.find(stem, 0, _DATELINE + len(stem)) if stem else -1
    before, after = text[: max(at, 0)].rstrip(), text[at + len(stem) : at + len(stem) + 1]
    if at < 0 or after in ("", "\n") or "\n" in before:
        return False
    return not before or before.endswith(_DATELINE_ENDS)
