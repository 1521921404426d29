"""Who takes feeds apart in a round: threads for a few, processes beside the one that stores for many."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.config import Rule
from newsreader.intake.fetch import Fetched
from newsreader.library.arriving import Delivery
from newsreader.library.asking import Due
from newsreader.library.store import Library
from newsreader.rules import Rules

if TYPE_CHECKING:
    from newsreader.collecting import Collector  # all that takes feeds apart: imported by whoever does

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
            _begin,
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
                return await loop.run_in_executor(self._processes, _read, due, got)
            except BrokenExecutor:
                self._processes = None  # the system ended one: the rest is done here
        if self._collector is None:
            self._collector = _collector(self._library, self._rules, self._merge)
        return await loop.run_in_executor(self._threads, _read_by, self._collector, due, got)

    def close(self) -> None:
        """Begin nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._processes is not None:
            self._processes.shutdown(wait=False, cancel_futures=True)


def _collector(library: Library, rules: Sequence[Rule], merge: bool) -> Collector:
    from newsreader.collecting import Collector

    return Collector(library, Rules(rules), merge=merge)


_collectors: list[Collector] = []
"""In a process of its own: the one that it reads with."""


def _begin(path: Path, rules: Sequence[Rule], merge: bool) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that stores
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _collectors.append(_collector(Library(path), rules, merge))
    gc.freeze()  # what is loaded by now stays: nothing is to look through it for what may go


def _end_with_parent() -> None:
    """A killed parent does not end its pool: without it there is nothing to do any more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)


def _read(due: Due, got: Fetched) -> tuple[Delivery, list[str]]:
    return _read_by(_collectors[0], due, got)


def _read_by(collector: Collector, due: Due, got: Fetched) -> tuple[Delivery, list[str]]:
    return collector.feed(due, got), collector.rules.left_out
