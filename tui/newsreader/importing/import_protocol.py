"""The messages between `add` and its worker. Light to import; they are pickled on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.errors import NewsreaderError
    from newsreader.intake.formats.pages import FeedLink
    from newsreader.intake.opml import FeedList
    from newsreader.library.articles.article_record import ArticleRecord

__all__ = ["Batch", "FeedFound", "FeedsFound", "ListFound", "LookRequest", "PageNote", "ReadRequest", "SourceFailure"]


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """Read all articles of a source; "-" stands for the bytes in `stdin`.

    Of a folder the first `done` files are read already, and `failed_files` are those that ended a worker, with the
    reason: skip them.
    """

    source: str
    stdin: bytes | None = None
    done: int = 0
    failed_files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LookRequest:
    """Fetch an address and find out what it is. Read a page at once; hold a feed for the next request.

    `inside` says that it may be on this machine or in its own network.
    """

    url: str
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles, ready to be stored; all articles of the first `done` files have been sent before or are here."""

    records: list[ArticleRecord]
    done: int = 0


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """A file that cannot be read; the others are."""

    error: NewsreaderError


@dataclass(frozen=True, slots=True)
class FeedFound:
    """The address is a feed, permanently `moved_to` another address where that is not empty."""

    moved_to: str
    empty: bool


@dataclass(frozen=True, slots=True)
class FeedsFound:
    """The address is a site that has these feeds, `inside` the reader's own network or not."""

    links: tuple[FeedLink, ...]
    inside: bool


@dataclass(frozen=True, slots=True)
class ListFound:
    """The address is a list of feeds."""

    feeds: FeedList


@dataclass(frozen=True, slots=True)
class PageNote:
    """A sentence for the user about a page."""

    sentence: str
