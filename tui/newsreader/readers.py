"""Who takes feeds apart in a round: threads for a few, processes beside the one that stores for many."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING

from newsreader import taking_apart
from newsreader.config import Rule
from newsreader.intake.fetch import Fetched
from newsreader.library.arriving import Delivery
from newsreader.library.asking import Due
from newsreader.library.store import Library

if TYPE_CHECKING:
    from newsreader.collecting import Collector

__all__ = ["Readers"]

_MANY = 24
"""From so many feeds on, starting processes (about half a second, beside the first answers) is worth while."""

_MOST = 3
_THREADS = 2


class Readers:
    """Takes apart what the feeds of a round, `due`, answered."""

    def __init__(self, library: Library, rules: Sequence[Rule], merge: bool, due: Sequence[Due]) -> None:
        self._library = library
        self._rules = rules
        self._merge = merge
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="reader")
        self._collector: Collector | None = None
        self._processes: Executor | None = None
        feeds = [one for one in due if one.kind == "feed"]
        self._may_be_many = len(feeds) >= _MANY
        # What is asked without conditions sends all it has: the first process starts while the feeds are asked.
        if sum(not (one.etag or one.modified) for one in feeds) >= _MANY:
            self._start()

    def _start(self) -> None:
        self._may_be_many = False
        self._processes = ProcessPoolExecutor(
            min(max((os.cpu_count() or 1) - 1, 1), _MOST),
            multiprocessing.get_context("spawn"),
            taking_apart.begin,
            (self._library.path, tuple(self._rules), self._merge),
        )
        self._processes.submit(os.getpid)

    async def read(self, due: Due, got: Fetched) -> tuple[Delivery, list[str]]:
        """What of an answer is new or edited, and a sentence for each rule that is no use. Raises FeedError."""
        validators = got.validators
        if got.unchanged:
            return Delivery(due.feed, etag=validators.etag, modified=validators.modified, moved_to=got.moved_to), []
        if self._may_be_many:
            self._start()
        loop = asyncio.get_running_loop()
        if self._processes is not None:
            try:
                return await loop.run_in_executor(self._processes, taking_apart.read, due, got)
            except BrokenExecutor:
                self._processes = None  # the system ended one: the rest is done here
        if self._collector is None:
            self._collector = taking_apart.collector(self._library, self._rules, self._merge)
        return await loop.run_in_executor(self._threads, taking_apart.read_by, self._collector, due, got)

    def close(self) -> None:
        """Begin nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._processes is not None:
            self._processes.shutdown(wait=False, cancel_futures=True)
