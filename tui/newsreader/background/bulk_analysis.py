"""Analyse many articles of a library at once, in as many worker processes as asked for."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from newsreader.background.analysis_client import (
    BROKE,
    ENDLESS,
    GAVE_UP,
    MAX_ANALYSIS_S,
    MAX_STARTS,
    AnalysisWorker,
    WorkerMessage,
)
from newsreader.background.analysis_protocol import AnalysisRequest
from newsreader.background.worker_process import WorkerError
from newsreader.errors import NewsreaderError
from newsreader.language.resources import models
from newsreader.library.store import Library
from newsreader.model.analysis import Analysis

__all__ = ["AnalysisError", "AnalysisProgress", "analyse_all", "analyse_these"]

_PAGE = 500
"""Articles read from the list at once: the list then takes the same memory in a library of any size."""

_CHECK_S = 1.0
"""The time between two checks for an article without end, in seconds."""

_ARTICLES_PER_WORKER = 4
"""Do not start a worker for fewer articles: its start takes about as long as these do."""


class AnalysisError(NewsreaderError):
    """No analysis can be made at all."""


@dataclass(frozen=True, slots=True)
class AnalysisProgress:
    """The state of a bulk analysis: articles `done` and `failed` of `total`; `seconds_left` is an estimate."""

    done: int
    failed: int
    total: int
    seconds_left: float | None = None


def analyse_all(
    library: Path, jobs: int, progress: Callable[[AnalysisProgress], None], *, method: str = "news"
) -> AnalysisProgress:
    """Analyse all articles that have no analysis by `method` yet, newest first, in `jobs` processes at once.

    `progress` is called after each article, on the caller's thread. An article that breaks its process or takes too
    long is marked as failed, and the rest go on. Each analysis is stored at once: after an interruption
    (KeyboardInterrupt, or any exception out of `progress`) the next call goes on from there. Raises AnalysisError where
    the processes do not start, LibraryError where the library cannot be used.
    """
    with closing(Library(library)) as opened:
        total = opened.count_pending(method)
        if not total:
            return AnalysisProgress(0, 0, 0)
        bulk = _BulkAnalysis(opened, _pending(opened, method), total, progress)
        return bulk.run(min(max(jobs, 1), total))


def analyse_these(
    library: Path, numbers: Sequence[int], progress: Callable[[AnalysisProgress], None], *, method: str = "news"
) -> dict[int, Analysis]:
    """Analyse the articles `numbers` by `method`, on all cores that this process may use.

    Store the analyses where the library can be written, and return those that could not be stored, by the numbers of
    their articles. `progress`, failed articles, interruption and exceptions are as for `analyse_all`.
    """
    unstored: dict[int, Analysis] = {}
    if numbers:
        with closing(Library(library)) as opened:
            requests = (AnalysisRequest(number, method) for number in numbers)
            bulk = _BulkAnalysis(opened, requests, len(numbers), progress, unstored.__setitem__)
            bulk.run(min(_cores(), -(-len(numbers) // _ARTICLES_PER_WORKER)))
    return unstored


def _cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _BulkAnalysis:
    """A bulk analysis of `requests`, which are `total`.

    `hold` takes an analysis that could not be stored; without it such an article counts as failed.
    """

    def __init__(
        self,
        library: Library,
        requests: Iterator[AnalysisRequest],
        total: int,
        progress: Callable[[AnalysisProgress], None],
        hold: Callable[[int, Analysis], None] | None = None,
    ) -> None:
        self._library = library
        self._requests = requests
        self._total = total
        self._progress = progress
        self._hold = hold
        self._messages: queue.SimpleQueue[WorkerMessage] = queue.SimpleQueue()
        self._workers: set[AnalysisWorker] = set()
        self._lost = 0
        """Workers in a row that ended before they were ready."""
        self._done = self._failed = 0
        self._began = time.monotonic()

    def run(self, jobs: int) -> AnalysisProgress:
        """Analyse all articles with `jobs` workers; return the final state."""
        try:
            for _ in range(jobs):
                self._start_worker(next(self._requests, None))
            while self._workers:
                try:
                    self._handle(self._messages.get(timeout=_CHECK_S))
                except queue.Empty:
                    self._replace_endless()
        finally:
            for worker in self._workers:
                worker.close(at_once=True)
        return AnalysisProgress(self._done, self._failed, self._total)

    def _start_worker(self, request: AnalysisRequest | None) -> None:
        """Start a worker on `request`; do nothing for None."""
        if request is None:
            return
        if self._lost >= MAX_STARTS:
            raise AnalysisError(GAVE_UP)
        try:
            worker = AnalysisWorker(self._library.path, self._messages.put)
        except WorkerError as error:
            raise AnalysisError(GAVE_UP) from error
        self._workers.add(worker)
        worker.request(request)

    def _handle(self, message: WorkerMessage) -> None:
        worker = message.worker
        if worker not in self._workers:
            return
        if message.ended:
            self._lost += not worker.ready
            self._workers.remove(worker)
            worker.close()
            request = worker.working_on
            if request is not None and worker.ready:
                self._fail(request, BROKE)
                request = next(self._requests, None)
            self._start_worker(request)
            return
        worker.ready = True
        result = message.result
        if result is None:
            return
        self._lost = 0
        if result.analysis is not None and self._hold is not None:
            self._hold(result.request.article, result.analysis)
            self._count(failed=False)
        else:
            self._count(failed=result.failed is not None)
        request = next(self._requests, None)
        if request is not None:
            worker.request(request)
        else:
            self._workers.remove(worker)
            worker.close()

    def _replace_endless(self) -> None:
        """Replace workers whose article takes too long."""
        for worker in list(self._workers):
            if worker.working_on is not None and time.monotonic() - worker.began > MAX_ANALYSIS_S:
                self._workers.remove(worker)
                worker.close(at_once=True)
                self._fail(worker.working_on, ENDLESS)
                self._start_worker(next(self._requests, None))

    def _fail(self, request: AnalysisRequest, reason: str) -> None:
        if not self._library.read_only:
            self._library.mark_failed(request.article, models.MODEL, reason)
        self._count(failed=True)

    def _count(self, *, failed: bool) -> None:
        """Count an article and report the progress."""
        self._done += not failed
        self._failed += failed
        over = self._done + self._failed
        left = (time.monotonic() - self._began) / over * max(self._total - over, 0)
        self._progress(AnalysisProgress(self._done, self._failed, self._total, left))


def _pending(library: Library, method: str) -> Iterator[AnalysisRequest]:
    """Yield the articles without an analysis, newest first. Read them in pages, as they are needed."""
    after = None
    while page := library.pending(method, _PAGE, after=after):
        for number in page:
            yield AnalysisRequest(number, method)
        after = page[-1]
