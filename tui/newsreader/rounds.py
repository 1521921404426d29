"""One round of all subscriptions, in this process: asked side by side, stored as they answer.

`refreshing` runs this in a process of its own: `python -m newsreader.rounds LIBRARY` reads one order as a line of JSON
from standard input and answers with lines of JSON. It ends when standard input does, at once and without loss.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from newsreader.errors import NewsreaderError
from newsreader.intake.addresses import host
from newsreader.intake.errors import FetchError
from newsreader.intake.fetch import Validators, fetch, new_client
from newsreader.library.arriving import Delivery
from newsreader.library.asking import Due
from newsreader.library.retention import Limits, Outgoing
from newsreader.library.store import Added, Library
from newsreader.readers import Readers
from newsreader.refreshing import Failure, Order, Progress, Result
from newsreader.rules import Rules

if TYPE_CHECKING:
    import httpx

__all__ = ["Round", "fetch_page", "main", "run"]

_AT_ONE_HOST = 6
"""Feeds that are asked of one host at the same time, as browsers do."""

_GATHERING_S = 0.2
_ENOUGH = 250
"""Answers are stored together when they have so many entries, or this long after the first: a transaction for each
would write the search index many times over."""

_MOST_AHEAD = 100
"""Whole articles fetched ahead of time in one round; others are when they are opened."""

_T = TypeVar("_T")


def run(
    library: Library,
    order: Order,
    progress: Callable[[Progress], None],
    arrived: Callable[[Sequence[Added]], None],
) -> Result:
    """Ask the subscriptions of `order` and store what they have. `progress` and `arrived` are called in between.

    Interrupted by any exception, what was stored stays and the rest comes the next time. Raises LibraryError where
    the library cannot be written.
    """
    try:
        return asyncio.run(Round(library, order, progress, arrived).run())
    except BaseExceptionGroup as group:
        # The first thing that went wrong: the rest was cancelled because of it.
        first: BaseException = group
        while isinstance(first, BaseExceptionGroup):
            first = first.exceptions[0]
        raise first from None


class Round:
    """One round under way."""

    def __init__(
        self,
        library: Library,
        order: Order,
        progress: Callable[[Progress], None],
        arrived: Callable[[Sequence[Added]], None],
    ) -> None:
        self._library = library
        self._order = order
        self._progress = progress
        self._arrived = arrived
        self._wishes = [*order.rules, *library.rules()]
        self._rules = Rules(self._wishes)
        self._left_out: dict[str, None] = {}
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(_AT_ONE_HOST))
        self._queue: asyncio.Queue[tuple[Due, Delivery] | None] = asyncio.Queue(4 * order.jobs)
        self._failures: list[Failure] = []
        self._new: list[int] = []
        self._edited = 0
        self._done = 0
        self._total = 0

    async def run(self) -> Result:
        due = self._library.due(self._order.feeds)
        readers = Readers(self._library, self._wishes, self._order.merge_same, due)
        try:
            with self._library.storing_much():
                return await self._run(due, readers)
        finally:
            # Nothing of what was asked for is begun any more; what is being written is written to its end.
            readers.close()
            self._writer.shutdown(wait=True, cancel_futures=True)

    async def _run(self, due: Sequence[Due], readers: Readers) -> Result:
        self._total = len(due)
        self._progress(Progress(0, self._total))
        async with new_client(self._order.jobs) as client:
            turns = asyncio.Semaphore(self._order.jobs)
            async with asyncio.TaskGroup() as all_tasks:
                writing = all_tasks.create_task(self._write())
                async with asyncio.TaskGroup() as asking:
                    for one in due:
                        asking.create_task(self._ask(client, readers, turns, one))
                await self._queue.put(None)
                await writing
            await self._fetch_pages(client)
        for sentence in dict.fromkeys([*self._left_out, *self._rules.left_out]):
            self._failures.append(Failure("Rules", sentence))
        gone = (await self._in_turn(self._retain)).articles
        return Result(len(self._new), self._edited, tuple(self._failures), len(gone))

    async def _ask(self, client: httpx.AsyncClient, readers: Readers, turns: asyncio.Semaphore, due: Due) -> None:
        async with turns:
            try:
                if due.kind == "folder":
                    await self._look_through(due)
                else:
                    async with self._hosts[host(due.url)]:
                        got = await fetch(client, due.url, Validators(due.etag, due.modified))
                    delivery, left_out = await readers.read(due, got)
                    self._left_out.update(dict.fromkeys(left_out))
                    await self._queue.put((due, delivery))
            except NewsreaderError as error:
                await self._refuse(due, error)

    async def _look_through(self, due: Due) -> None:
        from newsreader.collecting import Collector

        def failed(error: NewsreaderError) -> None:
            self._failures.append(Failure(due.name, str(error)))

        parts = Collector(self._library, self._rules, merge=self._order.merge_same).folder(due, failed)
        last: Delivery | None = None
        while (part := await asyncio.to_thread(next, parts, None)) is not None:
            if last is not None:
                await self._store([last])
            last = part
        await self._queue.put((due, last or Delivery(due.feed)))

    async def _refuse(self, due: Due, error: NewsreaderError) -> None:
        asked = isinstance(error, FetchError) and (error.retry_after is not None or error.status == 429)
        seconds = error.retry_after if isinstance(error, FetchError) else None
        gone = isinstance(error, FetchError) and error.gone
        await self._in_turn(
            lambda: self._library.refused(due.feed, str(error), asked=asked, seconds=seconds, gone=gone)
        )
        said = f"{error} It is not asked again." if gone else str(error)
        self._failures.append(Failure(due.name, said))
        self._note(due.name)

    async def _write(self) -> None:
        """Store what has come in, over and over: many answers in one transaction where they come quickly."""
        over = False
        while not over and (first := await self._queue.get()) is not None:
            waiting, entries = [first], len(first[1].sent)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_GATHERING_S):
                    while entries < _ENOUGH:
                        following = await self._queue.get()
                        if following is None:
                            over = True
                            break
                        waiting.append(following)
                        entries += len(following[1].sent)
            await self._store([delivery for _, delivery in waiting])
            for due, _ in waiting:
                self._note(due.name)

    async def _store(self, deliveries: Sequence[Delivery]) -> None:
        delivered = await self._in_turn(lambda: self._library.deliver(deliveries, merge=self._order.merge_same))
        self._new += delivered.new
        self._edited += len(delivered.edited)
        if delivered.new or delivered.edited:
            added = [Added(number, True) for number in delivered.new]
            self._arrived([*added, *(Added(number, False) for number in delivered.edited)])

    def _note(self, name: str) -> None:
        self._done += 1
        self._progress(Progress(self._done, self._total, name))

    async def _in_turn(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)

    def _retain(self) -> Outgoing:
        """Throw out what is beyond the limits of the settings and of the feeds."""
        return self._library.retain(self._library.limits([Limits(*limit) for limit in self._order.retention]))

    # Whole articles

    async def _fetch_pages(self, client: httpx.AsyncClient) -> None:
        """The whole articles of new teasers, ahead of time; those that cannot be had stay teasers."""
        from newsreader.intake.fulltext import FullText, is_teaser

        full_text = FullText(client)
        wishes = {subscription.name: subscription.full for subscription in self._library.subscriptions()}

        async def one(number: int) -> None:
            try:
                article = self._library.article(number)
                wish = wishes.get(article.source) or self._order.full_text
                if not article.url or wish == "never" or (wish == "teaser" and not is_teaser(article.text)):
                    return
                page = await full_text.article(article.url, ahead=True)
                if len(page.text) > len(article.text):
                    await self._in_turn(lambda: self._library.keep_page(number, page, unread_only=True))
            except NewsreaderError:
                return  # the teaser is there, and the page is fetched when it is asked for

        if self._order.full_text == "never" and "always" not in wishes.values():
            return
        newest = sorted(self._new, reverse=True)[:_MOST_AHEAD]
        await _side_by_side([one(number) for number in newest])


async def _side_by_side(work: Sequence[Awaitable[None]]) -> None:
    await asyncio.gather(*work)


def fetch_page(library: Library, number: int) -> None:
    """Fetch the page of an article and keep its text, to be read from now on. Raises NewsreaderError."""
    from newsreader.intake.fulltext import FullText

    async def once(url: str) -> None:
        async with new_client() as client:
            library.keep_page(number, await FullText(client).article(url))

    article = library.article(number)
    if not article.url:
        raise NewsreaderError("This article has no link to a page.")
    asyncio.run(once(article.url))


def main(arguments: Sequence[str]) -> int:
    """The process of its own: see the top of this file."""
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_input, daemon=True).start()

    def say(kind: str, what: object) -> None:
        sys.stdout.write(json.dumps({kind: what}) + "\n")
        sys.stdout.flush()

    try:
        with contextlib.closing(Library(Path(arguments[0]))) as library:
            if "page" in order:
                fetch_page(library, order["page"])
                say("result", [0, 0, [], 0])
                return 0
            result = run(
                library,
                Order.from_json(order),
                lambda progress: say("progress", [progress.done, progress.total, progress.name]),
                lambda added: say("arrived", [[one.id, one.new] for one in added]),
            )
        failures = [[failure.name, failure.reason] for failure in result.failures]
        say("result", [result.new, result.updated, failures, result.gone])
    except NewsreaderError as error:
        say("error", [error.message, error.hint])
    return 0


def _end_with_input() -> None:
    """Whoever asked is gone or has had enough: what is not stored yet comes the next time."""
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
