"""Which articles of the library a query on the command line means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newsreader.article import Entry

if TYPE_CHECKING:
    from newsreader.library.store import Library

__all__ = ["Query", "chosen"]

WINDOW = 500
"""Rows fetched at a time: a library of a million is never in memory as a whole."""


class Query:
    """Words that an article's title or source must all have, in any case, and `is:unread`, `is:read`, `is:starred`.

    An empty query means all articles.
    """

    def __init__(self, words: Sequence[str]) -> None:
        parts = " ".join(words).casefold().split()
        self.states = frozenset(part.removeprefix("is:") for part in parts if part.startswith("is:"))
        self.words = tuple(part for part in parts if not part.startswith("is:"))
        if unknown := self.states - {"unread", "read", "starred"}:
            raise ValueError(f"is:{min(unknown)} is unknown; there are is:unread, is:read and is:starred")

    def finds(self, entry: Entry) -> bool:
        """Whether `entry` is one of those meant."""
        if ("unread" in self.states and entry.read) or ("read" in self.states and not entry.read):
            return False
        if "starred" in self.states and not entry.starred:
            return False
        where = f"{entry.title}\n{entry.source}".casefold()
        return all(word in where for word in self.words)


def chosen(library: Library, query: Query) -> Iterator[Entry]:
    """The articles that `query` means, newest first."""
    from newsreader.library.view import View, ViewKind

    kind = ViewKind.STARRED if "starred" in query.states else ViewKind.ALL
    view = View(ViewKind.UNREAD if "unread" in query.states else kind)
    last: int | None = None
    while rows := library.first(view, WINDOW, after=last):
        yield from filter(query.finds, rows)
        last = rows[-1].id
