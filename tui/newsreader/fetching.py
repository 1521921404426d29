"""Feeds asked side by side for what is new, and their answers taken apart and gathered, ready to be stored."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsreader.answer import Answer
from newsreader.collecting import Collector
from newsreader.errors import NewsreaderError
from newsreader.intake.addresses import host
from newsreader.intake.fetch import Fetched, Validators, fetch, new_client
from newsreader.library.arriving import Delivery

if TYPE_CHECKING:
    import httpx

    from newsreader.library.asking import Due

__all__ = ["Fetcher"]

_AT_ONE_HOST = 6
"""Feeds that are asked of one host at the same time, as browsers do."""

_GATHERING_S = 0.2
_ENOUGH = 400
"""Answers are handed on together when they have so many entries, or this long after the first: a transaction for each
would write the search index many times over."""

_ENOUGH_AT_FIRST = 50
"""Who stores has nothing to do yet. Doubled each time."""

_LARGE = 200_000
"""Bytes of a feed from which on the others do not wait until it is taken apart. A thread for each would take twice the
time for most."""


class Fetcher:
    """Asks feeds, `jobs` at a time. `take` is called with answers, in a thread, one call at a time."""

    def __init__(self, collector: Collector, jobs: int, take: Callable[[list[Answer]], None]) -> None:
        self._collector = collector
        self._jobs = jobs
        self._take = take
        self._turns = asyncio.Semaphore(jobs)
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(_AT_ONE_HOST))
        # Who stores is not outrun: feeds are asked no faster than their answers are taken.
        self._answers: asyncio.Queue[Answer | None] = asyncio.Queue(4 * jobs)

    async def ask(self, due: Sequence[Due]) -> None:
        """Ask all of these. Raises what `take` raises, in a group."""
        async with new_client(self._jobs) as client, asyncio.TaskGroup() as all_tasks:
            handing_on = all_tasks.create_task(self._hand_on())
            async with asyncio.TaskGroup() as asking:
                for one in due:
                    asking.create_task(self._ask(client, one))
            await self._answers.put(None)
            await handing_on

    async def _ask(self, client: httpx.AsyncClient, due: Due) -> None:
        async with self._turns:
            try:
                async with self._hosts[host(due.url)]:
                    login = await self._collector.login(due)
                    got = await fetch(client, due.url, Validators(due.etag, due.modified), login=login)
                delivery = await self._read(due, got)
            except NewsreaderError as error:
                await self._answers.put(Answer(due.feed, refusal=error))
            else:
                await self._answers.put(Answer(due.feed, delivery, left_out=tuple(self._collector.rules.left_out)))

    async def _read(self, due: Due, got: Fetched) -> Delivery:
        if got.unchanged:
            validators = got.validators
            return Delivery(due.feed, etag=validators.etag, modified=validators.modified, moved_to=got.moved_to)
        if len(got.data) >= _LARGE:
            return await asyncio.to_thread(self._collector.feed, due, got)
        return self._collector.feed(due, got)

    async def _hand_on(self) -> None:
        """Hand on what has come in, over and over: many answers together where they come quickly."""
        over, enough = False, _ENOUGH_AT_FIRST
        while not over and (first := await self._answers.get()) is not None:
            lot, entries = [first], _entries(first)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_GATHERING_S):
                    while entries < enough:
                        following = await self._answers.get()
                        if following is None:
                            over = True
                            break
                        lot.append(following)
                        entries += _entries(following)
            await asyncio.to_thread(self._take, lot)
            enough = min(2 * enough, _ENOUGH)


def _entries(answer: Answer) -> int:
    return 0 if answer.delivery is None else len(answer.delivery.sent)
