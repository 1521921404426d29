"""Refresh from within the reader, in another process: neither the screen nor its keys wait."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from newsreader.background.worker_process import SOURCE_LIMITS, WorkerError, WorkerProcess
from newsreader.config import Config
from newsreader.errors import NewsreaderError
from newsreader.library.store import Added, Library
from newsreader.refresh.fetch_client import FETCH_WORKER
from newsreader.refresh.protocol import (
    PageResult,
    PagesRequest,
    Progress,
    RefreshError,
    RefreshRequest,
    RefreshResult,
    WantedPage,
)

__all__ = ["REFRESH_WORKER", "full_text", "refresh"]

REFRESH_WORKER = "newsreader.refresh.worker"


def refresh(
    library: Library,
    feeds: Sequence[int] | None = None,
    *,
    jobs: int = 16,
    config: Config,
    progress: Callable[[Progress], None] = lambda _: None,
    arrived: Callable[[Sequence[Added]], None] = lambda _: None,
    cancelled: threading.Event | None = None,
) -> RefreshResult | None:
    """Refresh the subscriptions `feeds`, or all that are due, and store the new entries. Call it in a thread.

    Both callbacks are called in that thread: `progress` after each subscription, `arrived` with articles that are new
    or whose words changed, which are in the library by then. Setting `cancelled` ends it soon, without loss; None is
    then returned. The subscriptions `feeds` are fetched even if they failed lately, unless their server asked for a
    pause. Raises RefreshError where it cannot be done, LibraryError where the library cannot be written.
    """
    if library.read_only:
        raise RefreshError("The library cannot be written to.", library.read_only_reason)
    try:
        with WorkerProcess(REFRESH_WORKER, cancelled=cancelled) as worker:
            worker.request((library.path, RefreshRequest.of(config, feeds, jobs)))
            for event in worker.events():
                if isinstance(event, Progress):
                    progress(event)
                elif isinstance(event, RefreshResult):
                    return event
                else:
                    arrived(event)
    except WorkerError as error:
        if cancelled is None or not cancelled.is_set():
            raise RefreshError(
                "The refresh broke off.", f"Articles that were already stored are kept. Try again. {error.hint}"
            ) from error
    return None


def full_text(
    library: Library, article_id: int, *, asked: bool = True, cancelled: threading.Event | None = None
) -> bool:
    """Fetch the page behind an article's link, and store its text next to the feed's own. Call it in a thread.

    A page that the user did not ask for (`asked`) is fetched from inside the reader's network only if the feed is there
    too. Return whether the text is complete, as far as the page tells. Raises NewsreaderError where the page cannot be
    fetched or has no article.
    """
    from newsreader.intake.http.address_guard import is_inside_host
    from newsreader.intake.text.urls import host

    article = library.article(article_id)
    if not article.url:
        raise NewsreaderError("This article has no link to a page.")
    inside = asked or any(
        one.name == article.source and is_inside_host(host(one.url)) for one in library.subscriptions()
    )
    with WorkerProcess(FETCH_WORKER, limits=SOURCE_LIMITS, cancelled=cancelled) as worker:
        worker.request(PagesRequest((WantedPage(article_id, article.url, inside, library.login_for(article)),)))
        [page] = list(worker.events())
    assert isinstance(page, PageResult)
    if page.error is not None:
        raise page.error
    assert page.article is not None
    library.store_page(article_id, page.article)
    return page.whole
