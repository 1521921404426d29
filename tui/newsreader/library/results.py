"""What the library answers with when it is searched or asked for its sources, tags and saved searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from newsreader.model.analysis import Span
from newsreader.model.article import Mark

__all__ = ["AS_SET", "Excerpt", "Heading", "Hits", "Keep", "NewFeed", "SavedSearch", "Subscription", "Text", "Texts"]


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
    """A stretch of an article's text around the words of a search, and where in it they stand; "" without any.

    It begins or ends with "…" where the text goes on. `title` is where they stand in the article's title.
    """

    text: str
    hits: tuple[Span, ...]
    title: tuple[Span, ...] = ()


class Keep(NamedTuple):
    """How long a feed's articles are kept: so many `days`, 0 for ever, and the newest `most`; None for no such limit.

    Without either it is as the settings say.
    """

    days: int | None = None
    most: int | None = None


class NewFeed(NamedTuple):
    """A feed to subscribe to. `title` is the reader's own name for it, "" leaves the name to the feed."""

    url: str
    title: str = ""
    site: str = ""
    tags: Sequence[str] = ()


AS_SET = Keep()
"""As the settings say."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that is asked for articles, or a folder that is looked through for them.

    `name` is the reader's own name for it, else the feed's title, else its host; as a source (see `View`) it is called
    the same. `title` is as the feed gives it. `articles` and `unread` are what the source's list holds. `failures` are
    those in a row, and `reason` is a sentence about the last of them, "" after a success. `stopped` feeds are not
    asked, what comes from `muted` ones is kept unseen. `full` says when whole articles are fetched for its teasers:
    "always", "never", or "" as the settings say. `kind` is "feed", or "folder" where `url` is a path.
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
    keep: Keep = AS_SET
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """One text of an article, with its marks."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of an article: as its feed gives it, and as its page does; None for one that is not there.

    `used` is the one that is read: "feed" (as any article came in) or "page".
    """

    used: str
    feed: Text | None
    page: Text | None
