"""Types that the library returns: sources, tags, searches and their hits, subscriptions, texts of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from newsreader.model.analysis import Span
from newsreader.model.article import Mark
from newsreader.model.retention_policy import RetentionPolicy

__all__ = ["Excerpt", "GroupCounts", "Hits", "NewFeed", "SavedSearch", "Subscription", "Text", "Texts"]


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """A source or tag, with the number of articles in its list."""

    name: str
    articles: int
    unread: int


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that the reader saved under a name."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Hits:
    """The places of a search's words in an article: spans of its title and of its text, in reading order."""

    title: tuple[Span, ...] = ()
    text: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of an article's text around the words of a search, with the spans of those words; "" if it has none.

    It begins or ends with "…" where the text goes on. `title` has the spans in the article's title.
    """

    text: str
    hits: tuple[Span, ...]
    title: tuple[Span, ...] = ()


class NewFeed(NamedTuple):
    """A feed to subscribe to. `title` is the reader's own name for it; "" leaves the name to the feed."""

    url: str
    title: str = ""
    site: str = ""
    tags: Sequence[str] = ()


_FOLLOW_SETTINGS = RetentionPolicy()


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that is fetched, or a folder whose files are read.

    `kind` is "feed", or "folder" where `url` is a path. `name` is the reader's own name for it, else the feed's title,
    else the host of its address; its source (see `View`) has the same name. `title` comes from the feed. `articles`
    and `unread` count the list of the source. `failures` counts failures in a row, and `reason` is a sentence about
    the last one, "" after a success. `stopped` feeds are not fetched; new articles of `muted` ones are muted. `full`
    tells when whole articles are fetched for teasers: "always", "never", or "" for the settings. An unset `retention`
    stands for the settings, too.
    """

    id: int
    url: str
    name: str
    kind: str = "feed"
    title: str = ""
    site: str = ""
    articles: int = 0
    unread: int = 0
    last_success: datetime | None = None
    failures: int = 0
    reason: str = ""
    stopped: bool = False
    muted: bool = False
    full: str = ""
    retention: RetentionPolicy = _FOLLOW_SETTINGS
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an article, with its marks."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """The two texts of an article, from its feed and from its page; None for one that is missing.

    `used` names the one that the reader sees: "feed" (the text that the article was added with) or "page".
    """

    used: str
    feed: Text | None
    page: Text | None
