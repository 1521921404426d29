"""What the library is asked for and answers with in every session: views, counts, changes. See also `found`."""

from __future__ import annotations

from array import array
from enum import StrEnum
from typing import NamedTuple

__all__ = ["Added", "Change", "Counts", "View", "ViewKind"]


class ViewKind(StrEnum):
    """Which articles a list starts from."""

    ALL = "all"
    UNREAD = "unread"
    STARRED = "starred"


class View(NamedTuple):
    """Which articles a list shows: all that fit every field; newest first, unless the query sorts otherwise.

    `query` is in the search language (see `query`), `source` and `tag` are names, "" for any. `folder` is a tag of
    feeds: the articles of all feeds that have it.
    """

    kind: ViewKind = ViewKind.ALL
    query: str = ""
    source: str = ""
    tag: str = ""
    folder: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it shows all articles of its kind."""
        return not (self.query or self.source or self.tag or self.folder)


class Added(NamedTuple):
    """The number of an article that was given to the library, and whether it was new there."""

    id: int
    new: bool


class Counts(NamedTuple):
    """How many articles each list holds."""

    all: int
    unread: int
    starred: int


class Change(NamedTuple):
    """What a change of state did: the articles whose `column` really went from `before` to `after`.

    `Library.undo` takes it back. It is empty (false) where nothing had to be changed. `column` is "read", "starred"
    or "hidden", or "tag" with the tag's name in `tag`: 0 without it, 1 with it.
    """

    column: str
    before: int
    after: int
    ids: array[int]
    tag: str = ""

    def __bool__(self) -> bool:
        return bool(self.ids)
