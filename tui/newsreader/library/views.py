"""Types that every session needs: views, counts, changes of state. See `results` for the others."""

from __future__ import annotations

from array import array
from enum import IntEnum, StrEnum
from typing import NamedTuple

__all__ = ["Added", "Change", "ListCounts", "View", "ViewKind", "Visibility"]


class ViewKind(StrEnum):
    """The list that a view starts from."""

    ALL = "all"
    UNREAD = "unread"
    STARRED = "starred"


class Visibility(IntEnum):
    """The visibility of an article: the values of the column `state.hidden`."""

    LISTED = 0
    MUTED = 1
    """Only in lists that ask for `is:muted`."""
    DELETED = 2
    """Nowhere. The row stays, so that no feed brings the article back and an undo can."""


class View(NamedTuple):
    """The articles of a list: those that match every field, newest first unless the query sorts otherwise.

    `query` is in the search language (see search/query.py). `source` and `tag` are names. `folder` is a tag of feeds
    and stands for the articles of all feeds that have it. "" matches any article.
    """

    kind: ViewKind = ViewKind.ALL
    query: str = ""
    source: str = ""
    tag: str = ""
    folder: str = ""

    @property
    def is_plain(self) -> bool:
        """Return whether the view shows all articles of its kind."""
        return not (self.query or self.source or self.tag or self.folder)


class Added(NamedTuple):
    """The number of an article that was passed to the library, and whether it is new there."""

    id: int
    new: bool


class ListCounts(NamedTuple):
    """The number of articles in each of the three main lists."""

    all: int
    unread: int
    starred: int


class Change(NamedTuple):
    """A change of state: the articles whose `column` actually went from `before` to `after`.

    `Library.undo` reverts it. It is false if nothing changed. `column` is "read", "starred" or "hidden" (see
    `Visibility`), or "tag" with the tag's name in `tag`: 0 without the tag, 1 with it.
    """

    column: str
    before: int
    after: int
    ids: array[int]
    tag: str = ""

    def __bool__(self) -> bool:
        return bool(self.ids)
