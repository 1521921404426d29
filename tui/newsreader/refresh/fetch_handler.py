"""Fetch and read feeds, folders and pages, in a worker process: bad data from outside can break that process only."""

from __future__ import annotations

import asyncio
import gc
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from newsreader.background.worker_process import Channel
from newsreader.errors import NewsreaderError, error_boundary
from newsreader.refresh.protocol import (
    FeedResult,
    FetchRequest,
    FileFailure,
    FolderPart,
    PageResult,
    PagesRequest,
    WantedPage,
)

if TYPE_CHECKING:
    from newsreader.intake.feeds import ParsedFeed
    from newsreader.intake.http.http_client import Fetched
    from newsreader.library.feeds.schedule import DueFeed
    from newsreader.refresh.collector import Collector

__all__ = ["fetch", "handle"]

_SELDOM = 20_000
"""New objects before the garbage collector looks for cycles among them; 700 is the default."""


def handle(request: FetchRequest | PagesRequest, channel: Channel) -> None:
    """Answer one request of the refresh."""
    if isinstance(request, PagesRequest):
        asyncio.run(_fetch_pages(request, channel))
    else:
        fetch(request, channel)


def fetch(request: FetchRequest, channel: Channel, held: tuple[Fetched, ParsedFeed] | None = None) -> None:
    """Fetch the feeds of `request`, read the files of its folders, and send the new and edited entries.

    `held` is the first feed, fetched and parsed already.
    """
    from newsreader.library.store import Library
    from newsreader.refresh.collector import Collector
    from newsreader.refresh.fetcher import Fetcher
    from newsreader.refresh.rules import Rules

    # The modules loaded by now stay, and hardly any new objects form cycles.
    gc.freeze()
    gc.set_threshold(_SELDOM)
    with closing(Library(request.library)) as library:
        collector = Collector(library, Rules(request.rules))
        feeds = [due for due in request.due if due.kind == "feed"]
        if request.held and held is not None:
            first = feeds.pop(0)
            with channel.source(("feed", first.feed, "")), error_boundary(first.name):
                delivery = collector.entries(first, *held)
            left_out = tuple(collector.rules.left_out)
            channel.send([FeedResult(first.feed, delivery, left_out=left_out, inside=held[0].inside)])
        if feeds:
            asyncio.run(Fetcher(collector, request.jobs, channel).ask(feeds))
        for due in request.due:
            if due.kind == "folder":
                _look_through(due, request, collector, channel)


def _look_through(due: DueFeed, request: FetchRequest, collector: Collector, channel: Channel) -> None:
    """Send the new and edited files of a folder."""

    def failed(error: NewsreaderError) -> None:
        channel.send(FileFailure(due.feed, error))

    try:
        with error_boundary(due.name):
            reasons = {path: reason for (_, feed, path), reason in request.failed_files if feed == due.feed}
            for part in collector.folder(due, failed, channel.source, reasons):
                channel.send(FolderPart(part))
    except NewsreaderError as error:
        channel.send([FeedResult(due.feed, error=error)])
    else:
        channel.send([FeedResult(due.feed, left_out=tuple(collector.rules.left_out))])


async def _fetch_pages(request: PagesRequest, channel: Channel) -> None:
    from newsreader.intake.http.full_text import FullText
    from newsreader.intake.http.http_client import new_client

    async def one(full_text: FullText, wanted: WantedPage) -> None:
        reading = partial(channel.source, ("page", wanted.number, ""))
        try:
            with error_boundary(wanted.url):
                page = await full_text.page(
                    wanted.url, ahead=request.ahead, inside=wanted.inside, login=wanted.login, reading=reading
                )
            result = PageResult(wanted.number, page.article, not page.closed)
        except NewsreaderError as error:
            result = PageResult(wanted.number, error=error)
        await asyncio.to_thread(channel.send, result)

    async with new_client(request.jobs) as client:
        full_text = FullText(client)
        await asyncio.gather(*(one(full_text, page) for page in request.pages))
