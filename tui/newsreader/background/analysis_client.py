"""Analyse articles in a worker process, the newest request first, so that the screen never waits.

`Analyst` lives in the program that shows articles. It gives its worker one article at a time; the worker stores the
analysis in the library and answers. `AnalysisWorker` is one such worker, for the analyst and for bulk analyses.

Importing this module loads neither NLTK nor Textual; the worker loads NLTK.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from newsreader.background.analysis_protocol import AnalysisRequest, AnalysisResult, OpenLibrary
from newsreader.background.worker_process import WorkerError, WorkerProcess
from newsreader.errors import NewsreaderError
from newsreader.language.resources import models
from newsreader.library.store import Library
from newsreader.model.analysis import Analysis

__all__ = [
    "ANALYSIS_WORKER",
    "BROKE",
    "ENDLESS",
    "GAVE_UP",
    "MAX_ANALYSIS_S",
    "MAX_STARTS",
    "AnalysisWorker",
    "Analyst",
    "WorkerMessage",
]

ANALYSIS_WORKER = "newsreader.background.analysis_worker"
"""The module that a worker runs."""

MAX_ANALYSIS_S = 300.0
"""Give up an article that takes longer than this, in seconds. The longest known articles take seconds."""

MAX_STARTS = 4
"""Give up when this many workers in a row ended before they were ready."""

_UNWANTED_S = 2.0
"""Replace a worker that is busy with another article than the one on the screen after this time, in seconds."""

_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""NumPy's arrays are small here: more threads would only spin on the cores that the screen needs."""

BROKE = "The analysis of this article broke off. You can still read it."
ENDLESS = "The analysis of this article took too long. You can still read it."
GAVE_UP = "The analysis does not start. You can still read articles. Run `newsreader doctor` to find out why."


class WorkerMessage(NamedTuple):
    """News of a worker: a result, or that it `ended`; with neither of them the worker is ready."""

    worker: AnalysisWorker
    result: AnalysisResult | None = None
    ended: bool = False


class AnalysisWorker:
    """One worker process that analyses articles of `library`.

    Calls `on_message` on a thread of its own. Raises WorkerError where the process cannot be started.
    """

    def __init__(self, library: Path, on_message: Callable[[WorkerMessage], None]) -> None:
        self._on_message = on_message
        self.ready = False
        self.working_on: AnalysisRequest | None = None
        self.began = time.monotonic()
        """The time when it began to load its models or, since then, to work on its article."""
        self._process = WorkerProcess(ANALYSIS_WORKER, lowly=True, environment=_ENVIRONMENT)
        self._process.request(OpenLibrary(library))
        threading.Thread(target=self._listen, name="analysis messages", daemon=True).start()

    def request(self, request: AnalysisRequest) -> None:
        """Give the worker an article; it must be idle. A worker that is gone says so with its last message."""
        self.working_on, self.began = request, time.monotonic()
        self._process.request(request)

    def close(self, *, at_once: bool = False) -> None:
        """End the process, and wait for that. Stored analyses are safe either way."""
        self._process.close(patiently=not at_once)

    def _listen(self) -> None:
        try:
            for _ in self._process.events():  # none come while it loads its models
                pass
            self._on_message(WorkerMessage(self))
            while True:
                for result in self._process.events():
                    self._on_message(WorkerMessage(self, result))
        except NewsreaderError:  # logged by the worker or by WorkerProcess
            pass
        finally:
            self._on_message(WorkerMessage(self, ended=True))


class Analyst:
    """Analyses the article that the reader looks at, then those that are likely to be next.

    Only `close` waits. Where the library cannot be written, `hold` is called with an article's number and the analysis:
    `Library.cache_analysis` is made for it. Without `hold` such an analysis counts as failed.
    """

    def __init__(self, library: Path, *, hold: Callable[[int, Analysis], None] | None = None) -> None:
        self._library = library
        self._hold = hold
        self._on_done: Callable[[int, str], None] = lambda _id, _method: None
        self._on_failed: Callable[[int, str], None] = lambda _id, _reason: None
        self._changed = threading.Condition()
        self._queue: deque[AnalysisRequest] = deque()
        self._latest: tuple[AnalysisRequest, ...] = ()
        """The last request whole, with what is done of it. The article on the screen comes first."""
        self._messages: deque[WorkerMessage] = deque()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="analyst", daemon=True)

    def start(self) -> None:
        """Start the worker, which loads its models at once. Do nothing if it was started before."""
        if self._thread.ident is None:
            self._thread.start()

    def report_to(self, on_done: Callable[[int, str], None], on_failed: Callable[[int, str], None]) -> None:
        """Set the functions that get the results, before the first request.

        `on_done` is called with an article's number and the method when its analysis is in the library or held,
        `on_failed` with the number and the reason in a sentence. Both are called on a thread of the analyst's own.
        """
        self._on_done, self._on_failed = on_done, on_failed

    def request(self, article_id: int, method: str = "news", *, ahead: Sequence[int] = ()) -> None:
        """Ask for this article first, then for those in `ahead`, in order. Drop earlier requests."""
        with self._changed:
            self._queue = deque(AnalysisRequest(number, method) for number in dict.fromkeys((article_id, *ahead)))
            self._latest = tuple(self._queue)
            self._changed.notify_all()

    def close(self) -> None:
        """Drop all requests and end the worker; return when it is gone, after two seconds at most."""
        with self._changed:
            self._closing = True
            self._queue.clear()
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def _on_message(self, message: WorkerMessage) -> None:
        with self._changed:
            self._messages.append(message)
            self._changed.notify_all()

    def _run(self) -> None:
        worker = self._start_worker()
        starts = 1
        while True:
            with self._changed:
                while not (self._closing or self._messages or self._can_send(worker)):
                    if not self._changed.wait(self._patience(worker)):
                        break
                if self._closing:
                    break
                messages = list(self._messages)
                self._messages.clear()
            for message in messages:
                if message.worker is not worker:
                    continue
                if message.result or (message.ended and worker.ready and worker.working_on):
                    starts = 0  # it did start; if it ended, its article ended it
                worker = self._handle(worker, message)
            if worker is not None and self._patience(worker) == 0:
                self._abandon(worker)
                worker, starts = None, max(starts - 1, 0)
            if worker is None and starts < MAX_STARTS:
                worker = self._start_worker()
                starts += 1
            with self._changed:
                request = self._queue.popleft() if self._can_send(worker) else None
            if request is not None and worker is not None:
                worker.request(request)
            elif request is not None:
                self._on_failed(request.article, GAVE_UP)
        if worker is not None:
            worker.close()

    def _start_worker(self) -> AnalysisWorker | None:
        try:
            return AnalysisWorker(self._library, self._on_message)
        except WorkerError:
            return None  # counted as a start: after MAX_STARTS the reader learns of it

    def _can_send(self, worker: AnalysisWorker | None) -> bool:
        """Return whether a request is waiting that an idle worker can take, or that fails as there is no worker."""
        return bool(self._queue) and (worker is None or (worker.ready and worker.working_on is None))

    def _handle(self, worker: AnalysisWorker, message: WorkerMessage) -> AnalysisWorker | None:
        """Act on a message; return the worker, or None where it has ended."""
        if message.ended:
            worker.close()
            if worker.working_on is not None:
                self._fail(worker.working_on, BROKE)
            return None
        worker.ready = True
        result = message.result
        if result is None:
            return worker
        worker.working_on = None
        article, method = result.request
        with self._changed, contextlib.suppress(ValueError):
            self._queue.remove(result.request)  # asked for again while it was under way
        if result.analysis is not None and self._hold is not None:
            self._hold(article, result.analysis)
            self._on_done(article, method)
        elif result.failed is None:
            self._on_done(article, method)
        else:
            self._on_failed(article, result.failed)
        return worker

    def _patience(self, worker: AnalysisWorker | None) -> float | None:
        """Return for how many more seconds the worker may go on with its article; None for no limit."""
        if worker is None or (worker.ready and worker.working_on is None):
            return None
        shown, busy = self._latest[:1], worker.working_on
        keeps_waiting = busy is not None and busy not in shown and any(one in self._queue for one in shown)
        limit = _UNWANTED_S if keeps_waiting else MAX_ANALYSIS_S
        return max(worker.began + limit - time.monotonic(), 0.0)

    def _abandon(self, worker: AnalysisWorker) -> None:
        """End a worker that keeps the reader waiting, or that works without end."""
        worker.close(at_once=True)
        request = worker.working_on
        if request is None:
            return
        if time.monotonic() - worker.began > MAX_ANALYSIS_S:
            self._fail(request, ENDLESS)
        else:
            with self._changed:
                if request in self._latest:
                    self._queue.append(request)  # the article is fine, but the one on the screen comes first

    def _fail(self, request: AnalysisRequest, reason: str) -> None:
        with contextlib.suppress(NewsreaderError):  # the reader learns of it below; the mark only saves another try
            library = Library(self._library)
            try:
                library.mark_failed(request.article, models.MODEL, reason)
            finally:
                library.close()
        with self._changed:
            self._queue = deque(one for one in self._queue if one.article != request.article)
        self._on_failed(request.article, reason)
