"""Fetch feeds in parallel, read their new entries, and send the results in batches, ready to be stored."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError, error_boundary
from newsreader.intake.http.http_client import Fetched, Validators, fetch, new_client
from newsreader.intake.text.urls import host
from newsreader.library.feeds.entry_merger import FeedDelivery
from newsreader.refresh.protocol import FeedResult

if TYPE_CHECKING:
    import httpx

    from newsreader.background.worker_process import Channel
    from newsreader.library.feeds.schedule import DueFeed
    from newsreader.refresh.collector import Collector

__all__ = ["Fetcher"]

_AT_ONE_HOST = 6
"""Feeds fetched from one host at the same time, as browsers do."""

_GATHERING_S = 0.2
_ENOUGH = 400
"""Results are sent together when they have this many entries, or this long after the first: a transaction for each
would write the search index many times over."""

_ENOUGH_AT_FIRST = 50
"""The first batch is small, as the writer has nothing to do yet. Each following one is twice as large."""

_LARGE = 200_000
"""A feed of this many bytes is read in a thread, one at a time, so that the others need not wait for it. A thread for
each feed would take twice the time for most."""


class Fetcher:
    """Fetches feeds, `jobs` at a time, and sends lists of FeedResult to `channel`."""

    def __init__(self, collector: Collector, jobs: int, channel: Channel) -> None:
        self._collector = collector
        self._jobs = jobs
        self._channel = channel
        self._turns = asyncio.Semaphore(jobs)
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(_AT_ONE_HOST))
        self._large = asyncio.Semaphore(1)
        # Back-pressure: stop fetching while the writer is behind.
        self._results: asyncio.Queue[FeedResult | None] = asyncio.Queue(4 * jobs)

    async def ask(self, due: Sequence[DueFeed]) -> None:
        """Fetch all of these. A feed that fails in any way ends with its own FeedResult, and the others go on."""
        async with new_client(self._jobs) as client, asyncio.TaskGroup() as all_tasks:
            sending = all_tasks.create_task(self._send())
            async with asyncio.TaskGroup() as asking:
                for one in due:
                    asking.create_task(self._ask(client, one))
            await self._results.put(None)
            await sending

    async def _ask(self, client: httpx.AsyncClient, due: DueFeed) -> None:
        async with self._turns:
            try:
                with error_boundary(due.name):
                    async with self._hosts[host(due.url)]:
                        login = await self._collector.login(due)
                        got = await fetch(client, due.url, Validators(due.etag, due.modified), login=login)
                    delivery = await self._read(due, got)
            except NewsreaderError as error:
                await self._results.put(FeedResult(due.feed, error=error))
            else:
                left_out = tuple(self._collector.rules.left_out)
                await self._results.put(FeedResult(due.feed, delivery, left_out=left_out, inside=got.inside))

    async def _read(self, due: DueFeed, got: Fetched) -> FeedDelivery:
        if got.unchanged:
            validators = got.validators
            return FeedDelivery(due.feed, etag=validators.etag, modified=validators.modified, moved_to=got.moved_to)
        if len(got.data) >= _LARGE:
            async with self._large:
                return await asyncio.to_thread(self._new_entries, due, got)
        return self._new_entries(due, got)

    def _new_entries(self, due: DueFeed, got: Fetched) -> FeedDelivery:
        with self._channel.source(("feed", due.feed, "")):
            return self._collector.new_entries(due, got)

    async def _send(self) -> None:
        """Send the results as they come: many together where they come quickly."""
        over, enough = False, _ENOUGH_AT_FIRST
        while not over and (first := await self._results.get()) is not None:
            lot, entries = [first], _entries(first)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_GATHERING_S):
                    while entries < enough:
                        following = await self._results.get()
                        if following is None:
                            over = True
                            break
                        lot.append(following)
                        entries += _entries(following)
            await asyncio.to_thread(self._channel.send, lot)
            enough = min(2 * enough, _ENOUGH)


def _entries(result: FeedResult) -> int:
    return 0 if result.delivery is None else len(result.delivery.entries)
