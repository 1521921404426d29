"""The messages between the processes of a refresh. Light to import; they are pickled on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.config import Config, Rule
from newsreader.errors import NewsreaderError
from newsreader.model.retention_policy import RetentionPolicy

if TYPE_CHECKING:
    from newsreader.intake.http.logins import Login
    from newsreader.library.feeds.entry_merger import FeedDelivery
    from newsreader.library.feeds.schedule import DueFeed
    from newsreader.model.article import Article

__all__ = [
    "Failure",
    "FeedResult",
    "FetchRequest",
    "FileFailure",
    "FolderPart",
    "PageResult",
    "PagesRequest",
    "Progress",
    "RefreshError",
    "RefreshRequest",
    "RefreshResult",
    "SourceKey",
    "WantedPage",
]

SourceKey = tuple[str, int, str]
"""Names what a worker reads: "feed", its number and ""; "file", its folder's number and its path; "page", the
number of its article and ""."""


class RefreshError(NewsreaderError):
    """A refresh that could not be done at all."""


# From the reader to the process that refreshes, and back


@dataclass(frozen=True, slots=True)
class RefreshRequest:
    """The subscriptions to refresh (None: all that are due), with the settings that matter for it."""

    feeds: tuple[int, ...] | None = None
    jobs: int = 16
    full_text: str = "teaser"
    merge_same: bool = True
    rules: tuple[Rule, ...] = ()
    retention: tuple[RetentionPolicy, ...] = ()

    @classmethod
    def of(cls, config: Config, feeds: Sequence[int] | None, jobs: int) -> RefreshRequest:
        """Return the request for these subscriptions, or for all that are due, under these settings."""
        chosen = None if feeds is None else tuple(feeds)
        wishes = config.feeds
        return cls(chosen, max(jobs, 1), wishes.full_text, wishes.merge_same, config.rules, config.retention)


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of a refresh: `done` of `total` subscriptions, the last of them called `name`."""

    done: int
    total: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A subscription that failed: its name, and a sentence with the reason."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class RefreshResult:
    """Numbers of new articles, of articles whose words changed, and of old ones deleted; and the failures."""

    new: int
    updated: int
    failures: tuple[Failure, ...] = ()
    gone: int = 0


# From the process that refreshes to the one that fetches and reads, and back


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """Feeds to fetch and folders to look through, `jobs` feeds at a time, under these rules.

    `failed_files` are files that a worker did not survive, with the reason; skip them. With `held` the
    first feed is read from what this worker has fetched already.
    """

    library: Path
    due: tuple[DueFeed, ...]
    rules: tuple[Rule, ...]
    jobs: int
    failed_files: tuple[tuple[SourceKey, str], ...] = ()
    held: bool = False


@dataclass(frozen=True, slots=True)
class FeedResult:
    """The end of a subscription's turn: its new entries, or the reason why it failed.

    `left_out` has a sentence for each rule that does not work; `inside` tells that the feed is on this machine or in
    its own network, and may lead there.
    """

    feed: int
    delivery: FeedDelivery | None = None
    error: NewsreaderError | None = None
    left_out: tuple[str, ...] = ()
    inside: bool = False


@dataclass(frozen=True, slots=True)
class FolderPart:
    """Some files of a folder; its FeedResult follows after the last."""

    delivery: FeedDelivery


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file of the folder `feed` that cannot be read; the others are."""

    feed: int
    error: NewsreaderError


@dataclass(frozen=True, slots=True)
class WantedPage:
    """The page of the article `number`; `inside` says that it may be in the reader's own network."""

    number: int
    url: str
    inside: bool
    login: Login | None = None


@dataclass(frozen=True, slots=True)
class PagesRequest:
    """Pages to fetch; `ahead` says that the user does not wait for them."""

    pages: tuple[WantedPage, ...]
    jobs: int = 1
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class PageResult:
    """The article on a page; not `whole` where the page keeps the rest for subscribers."""

    number: int
    article: Article | None = None
    whole: bool = True
    error: NewsreaderError | None = None
