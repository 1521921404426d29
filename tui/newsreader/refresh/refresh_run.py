"""One refresh: have feeds and folders fetched and read in another process, and store their new entries."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsreader.background.worker_process import WorkerError
from newsreader.errors import NewsreaderError
from newsreader.intake.intake_errors import FetchError
from newsreader.library.feeds.entry_merger import FeedDelivery
from newsreader.library.store import Added, Library
from newsreader.refresh.fetch_client import fetch_feeds, fetch_pages
from newsreader.refresh.protocol import (
    Failure,
    FeedResult,
    FetchRequest,
    FolderPart,
    PagesRequest,
    Progress,
    RefreshError,
    RefreshRequest,
    RefreshResult,
    WantedPage,
)
from newsreader.refresh.rules import Rules

if TYPE_CHECKING:
    from newsreader.library.feeds.schedule import DueFeed

__all__ = ["RefreshRun", "run"]

_MOST_AHEAD = 100
"""Whole articles fetched ahead of time in one refresh; others are fetched when they are opened."""


def run(
    library: Library,
    request: RefreshRequest,
    progress: Callable[[Progress], None],
    arrived: Callable[[Sequence[Added]], None],
) -> RefreshResult:
    """Refresh the subscriptions of `request` and store the new entries; call both callbacks as it goes on.

    After an interruption by any exception, stored entries stay and the next refresh fetches the rest. Raises
    LibraryError where the library cannot be written, RefreshError where nothing can be fetched.
    """
    return RefreshRun(library, request, progress, arrived).run()


class RefreshRun:
    """One refresh under way."""

    def __init__(
        self,
        library: Library,
        request: RefreshRequest,
        progress: Callable[[Progress], None],
        arrived: Callable[[Sequence[Added]], None],
    ) -> None:
        self._library = library
        self._request = request
        self._progress = progress
        self._arrived = arrived
        self._rules = (*request.rules, *library.rules())
        self._left_out: dict[str, None] = dict.fromkeys(Rules(self._rules).left_out)
        self._waiting: dict[int, DueFeed] = {}
        """The subscriptions that have not ended yet, by their numbers."""
        self._failures: list[Failure] = []
        self._new: list[int] = []
        self._inside: set[int] = set()
        """The feeds on this machine or in its own network: they may lead there."""
        self._edited = 0
        self._total = 0

    def run(self) -> RefreshResult:
        """Fetch, store and delete old articles; return the result."""
        due = self._library.due_feeds(self._request.feeds)
        self._waiting = {one.feed: one for one in due}
        self._total = len(due)
        self._progress(Progress(0, self._total))
        with self._library.bulk_writes():
            self._fetch(due)
            self._fetch_pages()
        for sentence in self._left_out:
            self._failures.append(Failure("Rules", sentence))
        policies = self._library.retention_policies(self._request.retention)
        gone = self._library.apply_retention(policies)
        return RefreshResult(len(self._new), self._edited, tuple(self._failures), len(gone.articles))

    def _fetch(self, due: Sequence[DueFeed]) -> None:
        request = FetchRequest(self._library.path, tuple(due), self._rules, self._request.jobs)
        try:
            with contextlib.closing(fetch_feeds(request)) as events:
                for event in events:
                    if isinstance(event, FolderPart):
                        self._store([event.delivery])
                    elif isinstance(event, list):
                        self._take(event)
                    else:
                        self._failures.append(Failure(self._waiting[event.feed].name, str(event.error)))
        except WorkerError as error:
            raise RefreshError("The process that fetches feeds broke off.", f"Try again. {error.hint}") from error

    def _take(self, results: Sequence[FeedResult]) -> None:
        """Store the new entries of feeds."""
        self._store([result.delivery for result in results if result.delivery is not None])
        for result in results:
            self._left_out.update(dict.fromkeys(result.left_out))
            due = self._waiting.pop(result.feed)
            if result.inside:
                self._inside.add(result.feed)
            if result.error is not None:
                self._fail(due, result.error)
            self._progress(Progress(self._total - len(self._waiting), self._total, due.name))

    def _fail(self, due: DueFeed, error: NewsreaderError) -> None:
        asked = isinstance(error, FetchError) and (error.retry_after is not None or error.status == 429)
        seconds = error.retry_after if isinstance(error, FetchError) else None
        gone = isinstance(error, FetchError) and error.gone
        self._library.record_failure(due.feed, str(error), rate_limited=asked, retry_after_s=seconds, stop=gone)
        said = f"{error} It is not fetched again." if gone else str(error)
        self._failures.append(Failure(due.name, said))

    def _store(self, deliveries: Sequence[FeedDelivery]) -> None:
        delivered = self._library.store_deliveries(deliveries, merge=self._request.merge_same)
        self._new += delivered.new
        self._edited += len(delivered.edited)
        if added := delivered.added():
            self._arrived(added)

    # Whole articles

    def _fetch_pages(self) -> None:
        """Fetch the whole articles of new teasers, ahead of time; those that cannot be fetched stay teasers."""
        from newsreader.intake.formats.teasers import is_teaser

        subscriptions = self._library.subscriptions()
        wishes = {subscription.name: subscription.full for subscription in subscriptions}
        inside = {subscription.name for subscription in subscriptions if subscription.id in self._inside}
        if self._request.full_text == "never" and "always" not in wishes.values():
            return
        wanted: list[WantedPage] = []
        for number in sorted(self._new, reverse=True)[:_MOST_AHEAD]:
            with contextlib.suppress(NewsreaderError):  # it is gone already
                article = self._library.article(number)
                wish = wishes.get(article.source) or self._request.full_text
                if article.url and (wish == "always" or (wish == "teaser" and is_teaser(article.text))):
                    login = self._library.login_for(article)
                    wanted.append(WantedPage(number, article.url, article.source in inside, login))
        if wanted:
            self._keep_pages(PagesRequest(tuple(wanted), self._request.jobs, ahead=True))

    def _keep_pages(self, request: PagesRequest) -> None:
        with contextlib.suppress(WorkerError):  # logged there; the teasers can be read
            for page in fetch_pages(request):
                # A page that fails leaves its teaser, and is fetched when the reader asks for it.
                with contextlib.suppress(NewsreaderError):
                    if page.article and len(page.article.text) > len(self._library.article(page.number).text):
                        self._library.store_page(page.number, page.article, unread_only=True)
