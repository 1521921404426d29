"""One round of all subscriptions: asked side by side, stored here as they answer.

`refreshing` runs this in a process of its own: `python -m newsreader.rounds LIBRARY` reads one order as a line of JSON
from standard input and answers with lines of JSON. It ends when standard input does, at once and without loss.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader import beside, fetching_beside
from newsreader.errors import NewsreaderError
from newsreader.intake.errors import FetchError
from newsreader.library.arriving import Delivery
from newsreader.library.retention import Limits
from newsreader.library.store import Added, Library
from newsreader.refreshing import Failure, Order, Progress, Result
from newsreader.rules import Rules

if TYPE_CHECKING:
    from newsreader.answer import Answer
    from newsreader.library.asking import Due

__all__ = ["Round", "fetch_page", "main", "run"]

_MANY = 24
"""From so many feeds on that will send all they have, a process that asks and reads them is worth while: it takes a
sixth of a second to start."""

_MOST_AHEAD = 100
"""Whole articles fetched ahead of time in one round; others are when they are opened."""


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
        return Round(library, order, progress, arrived).run()
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
        self._wishes = (*order.rules, *library.rules())
        self._rules = Rules(self._wishes)
        self._left_out: dict[str, None] = {}
        self._waiting: dict[int, Due] = {}
        """By their numbers: the subscriptions that have not answered yet."""
        self._failures: list[Failure] = []
        self._new: list[int] = []
        self._edited = 0
        self._total = 0

    def run(self) -> Result:
        """Ask, and store what comes."""
        due = self._library.due(self._order.feeds)
        self._waiting = {one.feed: one for one in due}
        self._total = len(due)
        self._progress(Progress(0, self._total))
        with self._library.storing_much():
            self._ask([one for one in due if one.kind == "feed"])
            for one in due:
                if one.kind == "folder":
                    self._look_through(one)
            self._fetch_pages()
        for sentence in dict.fromkeys([*self._left_out, *self._rules.left_out]):
            self._failures.append(Failure("Rules", sentence))
        gone = self._library.retain(self._library.limits([Limits(*limit) for limit in self._order.retention]))
        return Result(len(self._new), self._edited, tuple(self._failures), len(gone.articles))

    def _ask(self, feeds: Sequence[Due]) -> None:
        # What is asked with conditions has seldom anything new.
        if sum(not (one.etag or one.modified) for one in feeds) >= _MANY:
            errand = fetching_beside.Errand(self._library.path, tuple(feeds), self._wishes, self._order.jobs)
            with contextlib.closing(fetching_beside.lots(errand)) as lots:
                for lot in lots:
                    self._take(lot)
        if left := [one for one in feeds if one.feed in self._waiting]:
            import asyncio

            from newsreader.collecting import Collector
            from newsreader.fetching import Fetcher

            collector = Collector(self._library, self._rules)
            asyncio.run(Fetcher(collector, self._order.jobs, self._take).ask(left))

    def _take(self, lot: Sequence[Answer]) -> None:
        """Store what feeds answered."""
        self._store([answer.delivery for answer in lot if answer.delivery is not None])
        for answer in lot:
            self._left_out.update(dict.fromkeys(answer.left_out))
            if answer.refusal is not None:
                self._refuse(self._waiting[answer.feed], answer.refusal)
            self._note(answer.feed)

    def _look_through(self, due: Due) -> None:
        """Store what a folder has."""
        from newsreader.collecting import Collector

        def failed(error: NewsreaderError) -> None:
            self._failures.append(Failure(due.name, str(error)))

        try:
            for part in Collector(self._library, self._rules).folder(due, failed):
                self._store([part])
        except NewsreaderError as error:
            self._refuse(due, error)
        self._note(due.feed)

    def _refuse(self, due: Due, error: NewsreaderError) -> None:
        asked = isinstance(error, FetchError) and (error.retry_after is not None or error.status == 429)
        seconds = error.retry_after if isinstance(error, FetchError) else None
        gone = isinstance(error, FetchError) and error.gone
        self._library.refused(due.feed, str(error), asked=asked, seconds=seconds, gone=gone)
        said = f"{error} It is not asked again." if gone else str(error)
        self._failures.append(Failure(due.name, said))

    def _store(self, deliveries: Sequence[Delivery]) -> None:
        delivered = self._library.deliver(deliveries, merge=self._order.merge_same)
        self._new += delivered.new
        self._edited += len(delivered.edited)
        if added := delivered.added():
            self._arrived(added)

    def _note(self, feed: int) -> None:
        due = self._waiting.pop(feed)
        self._progress(Progress(self._total - len(self._waiting), self._total, due.name))

    # Whole articles

    def _fetch_pages(self) -> None:
        """The whole articles of new teasers, ahead of time; those that cannot be had stay teasers."""
        from newsreader.intake.teasers import is_teaser

        wishes = {subscription.name: subscription.full for subscription in self._library.subscriptions()}
        if self._order.full_text == "never" and "always" not in wishes.values():
            return
        wanted: dict[int, str] = {}
        for number in sorted(self._new, reverse=True)[:_MOST_AHEAD]:
            with contextlib.suppress(NewsreaderError):  # it is gone already
                article = self._library.article(number)
                wish = wishes.get(article.source) or self._order.full_text
                if article.url and (wish == "always" or (wish == "teaser" and is_teaser(article.text))):
                    wanted[number] = article.url
        if wanted:
            import asyncio

            asyncio.run(self._fetch(wanted))

    async def _fetch(self, wanted: Mapping[int, str]) -> None:
        import asyncio

        from newsreader.intake.fetch import new_client
        from newsreader.intake.fulltext import FullText

        async def one(full_text: FullText, number: int, url: str) -> None:
            try:
                article = self._library.article(number)
                page = await full_text.page(url, ahead=True, login=self._library.login_for(article))
                if len(page.article.text) > len(article.text):
                    await asyncio.to_thread(self._library.keep_page, number, page.article, unread_only=True)
            except NewsreaderError:
                return  # the teaser is there, and the page is fetched when it is asked for

        async with new_client(self._order.jobs) as client:
            full_text = FullText(client)
            await asyncio.gather(*(one(full_text, number, url) for number, url in wanted.items()))


def fetch_page(library: Library, number: int) -> bool:
    """Fetch the page of an article and keep its text, to be read from now on. Raises NewsreaderError.

    Says whether that is all of it, as far as the page tells: some keep the rest for subscribers.
    """
    import asyncio

    from newsreader.intake.fetch import new_client
    from newsreader.intake.fulltext import FullText

    async def once(url: str) -> bool:
        async with new_client() as client:
            page = await FullText(client).page(url, login=library.login_for(article))
        library.keep_page(number, page.article)
        return not page.closed

    article = library.article(number)
    if not article.url:
        raise NewsreaderError("This article has no link to a page.")
    return asyncio.run(once(article.url))


def main(arguments: Sequence[str]) -> int:
    """The process of its own: see the top of this file."""
    order = json.loads(sys.stdin.readline())
    beside.end_with_input()  # what is not stored yet comes the next time

    def say(kind: str, what: object) -> None:
        sys.stdout.write(json.dumps({kind: what}) + "\n")
        sys.stdout.flush()

    try:
        with contextlib.closing(Library(Path(arguments[0]))) as library:
            if "page" in order:
                say("whole", fetch_page(library, order["page"]))
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
