"""A note: words of an article that the reader highlighted, with the reader's own words."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

__all__ = ["Note"]


class Note(NamedTuple):
    """The words `[start, end)` of an article's text, highlighted, with the reader's own `words` ("" for none).

    `quote` is what stood there when the note was made: a note outlives its article, and then `article` is None.
    `made` is aware and in UTC. `title` and `url` are those of the article.
    """

    id: int
    article: int | None
    start: int
    end: int
    quote: str
    words: str
    made: datetime
    title: str = ""
    url: str = ""
