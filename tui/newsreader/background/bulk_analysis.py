"""Many articles of a library analysed, by as many processes as asked for."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from newsreader.background.analysis_worker import (
    BROKE,
    COMMAND,
    ENDLESS,
    GAVE_UP,
    LONGEST_S,
    MOST_STARTS,
    Answer,
    Child,
    Job,
)
from newsreader.errors import NewsreaderError
from newsreader.language.resources import models
from newsreader.library.store import Library
from newsreader.model.analysis import Analysis

__all__ = ["AnalysisError", "Progress", "analyse_all", "analyse_these"]

_PAGE = 500
"""Articles asked for at once: what is waiting takes the same memory in a library of any size."""
_GLANCE_S = 1.0
"""How often it is looked at whether an article takes for ever."""
_WORTH_A_PROCESS = 4
"""Articles for each process, where the cores say how many: its start takes about as long as these do."""


class AnalysisError(NewsreaderError):
    """No analysis can be made at all."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a bulk analysis is: so many articles `done` and `failed` of `total`; `seconds_left` is an estimate."""

    done: int
    failed: int
    total: int
    seconds_left: float | None = None


def analyse_all(
    library: Path,
    jobs: int,
    progress: Callable[[Progress], None],
    *,
    method: str = "news",
    command: Sequence[str] = COMMAND,
) -> Progress:
    """Analyse all articles that have no analysis by `method` yet, newest first, in `jobs` processes at once.

    `progress` is called after each article, on the caller's thread. An article that breaks its process or takes for
    ever is marked as failed, and the rest go on. What is done is stored at once: interrupted (KeyboardInterrupt, or
    any exception out of `progress`), the next call goes on from there. `command` starts a process. Raises
    AnalysisError where the processes do not start, LibraryError where the library cannot be used.
    """
    with closing(Library(library)) as opened:
        total = opened.count_pending(method)
        if not total:
            return Progress(0, 0, 0)
        bulk = _Bulk(opened, _waiting(opened, method), total, progress, command)
        return bulk.run(min(max(jobs, 1), total))


def analyse_these(
    library: Path,
    numbers: Sequence[int],
    progress: Callable[[Progress], None],
    *,
    method: str = "news",
    command: Sequence[str] = COMMAND,
) -> dict[int, Analysis]:
    """Analyse the articles `numbers` by `method`, on all cores that this process may use.

    The analyses are stored where the library can be written; those that could not be stored are returned, by the
    numbers of their articles. `progress`, `command`, what becomes of an article that cannot be analysed, interruption
    and exceptions are as for `analyse_all`.
    """
    unstored: dict[int, Analysis] = {}
    if numbers:
        with closing(Library(library)) as opened:
            jobs = (Job(number, method) for number in numbers)
            bulk = _Bulk(opened, jobs, len(numbers), progress, command, unstored.__setitem__)
            bulk.run(min(_cores(), -(-len(numbers) // _WORTH_A_PROCESS)))
    return unstored


def _cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Bulk:
    """One bulk analysis under way: of `jobs`, which are `total`.

    `hold` takes an analysis that could not be stored; without it such an article counts as failed.
    """

    def __init__(
        self,
        library: Library,
        jobs: Iterator[Job],
        total: int,
        progress: Callable[[Progress], None],
        command: Sequence[str],
        hold: Callable[[int, Analysis], None] | None = None,
    ) -> None:
        self._library = library
        self._jobs = jobs
        self._total = total
        self._progress = progress
        self._command = command
        self._hold = hold
        self._answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._children: set[Child] = set()
        self._lost = 0  # processes that ended in a row before they were ready
        self._done = self._failed = 0
        self._began = time.monotonic()

    def run(self, jobs: int) -> Progress:
        try:
            for _ in range(jobs):
                self._start(next(self._jobs, None))
            while self._children:
                try:
                    self._take(self._answers.get(timeout=_GLANCE_S))
                except queue.Empty:
                    self._look()
        finally:
            for child in self._children:
                child.stop(at_once=True)
        return Progress(self._done, self._failed, self._total)

    def _start(self, job: Job | None) -> None:
        """A new process, set to work on `job`, if there is one."""
        if job is None:
            return
        if self._lost >= MOST_STARTS:
            raise AnalysisError(GAVE_UP)
        try:
            child = Child(self._library.path, self._answers.put, self._command)
        except OSError as error:
            raise AnalysisError(GAVE_UP) from error
        self._children.add(child)
        child.send(job)

    def _take(self, answer: Answer) -> None:
        child = answer.child
        if child not in self._children:
            return
        if answer.ended:
            self._lost += not child.ready
            self._children.remove(child)
            child.stop()
            job = child.job
            if job is not None and child.ready:
                self._fail(job, BROKE)
                job = next(self._jobs, None)
            self._start(job)
            return
        child.ready = True
        if answer.job is None:
            return
        self._lost = 0
        if answer.analysis is not None and self._hold is not None:
            self._hold(answer.job.id, answer.analysis)
            self._note(False)
        else:
            self._note(answer.failed is not None)
        job = next(self._jobs, None)
        if job is not None:
            child.send(job)
        else:
            self._children.remove(child)
            child.stop()

    def _look(self) -> None:
        """Replace processes whose article takes for ever."""
        for child in list(self._children):
            if child.job is not None and time.monotonic() - child.began > LONGEST_S:
                self._children.remove(child)
                child.stop(at_once=True)
                self._fail(child.job, ENDLESS)
                self._start(next(self._jobs, None))

    def _fail(self, job: Job, reason: str) -> None:
        if not self._library.read_only:
            self._library.mark_failed(job.id, models.MODEL, reason)
        self._note(True)

    def _note(self, failed: bool) -> None:
        """Count an article and say how far it is."""
        self._done += not failed
        self._failed += failed
        over = self._done + self._failed
        left = (time.monotonic() - self._began) / over * max(self._total - over, 0)
        self._progress(Progress(self._done, self._failed, self._total, left))


def _waiting(library: Library, method: str) -> Iterator[Job]:
    """The articles that are to be done, newest first, fetched as they are needed."""
    after = None
    while page := library.pending(method, _PAGE, after=after):
        for number in page:
            yield Job(number, method)
        after = page[-1]
