"""What the library answers with when it is searched or asked for its sources, tags and saved searches."""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.analysis import Span

__all__ = ["Excerpt", "Heading", "Hits", "SavedSearch"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A source or tag, with the articles that its list shows."""

    name: str
    articles: int
    unread: int


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that the reader keeps under a name."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Hits:
    """Where the words of a search stand in an article: spans over its title and its text, in reading order."""

    title: tuple[Span, ...] = ()
    text: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of an article's text around the words of a search, and where in it they stand.

    It begins or ends with "…" where the text goes on.
    """

    text: str
    hits: tuple[Span, ...]
