"""The analyst: analyses articles in a process of its own, so that the screen never waits for the language side.

`Analyst` lives in the program that shows articles. It starts `python -m newsreader.background.analysis_worker LIBRARY`,
which loads the models, and sends it one article at a time, the newest wish first; the child stores what it finds in the
library and answers with the article's number. Both sides speak lines of JSON:

    to the child    {"id": 12, "method": "news"}
    from the child  {"ready": true}, {"id": 12, "method": "news"}, {"id": 12, "method": "news", "failed": "Why."},
                    {"id": 12, "method": "news", "analysis": {...}} where it could not be stored

Importing this module loads neither NLTK nor Textual; the child does that.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from newsreader.background import worker_process
from newsreader.errors import NewsreaderError
from newsreader.language.resources import models
from newsreader.library.store import Library
from newsreader.model.analysis import Analysis

__all__ = [
    "BROKE",
    "COMMAND",
    "ENDLESS",
    "GAVE_UP",
    "LONGEST_S",
    "MOST_STARTS",
    "Analyst",
    "Answer",
    "Child",
    "Job",
    "main",
]

_LOWEST_NICENESS = 10
"""How far the child stands back behind everything else on the machine (POSIX niceness)."""
LONGEST_S = 300.0
"""An article that takes longer than this is given up: the longest that are known take seconds."""
_UNWANTED_S = 2.0
"""Work on another article than the one on the screen may keep that waiting so long; then the child is replaced."""
MOST_STARTS = 4
"""So many children in a row may die without finishing an article; then the analyst gives up."""
_PARTING_S = 2.0

COMMAND = (*worker_process.COMMAND, "newsreader.background.analysis_worker")
"""What starts a process that analyses."""

BROKE = "The analysis of this article broke off; it can be read all the same."
ENDLESS = "The analysis of this article took too long; it can be read all the same."
GAVE_UP = "The analysis does not start; articles can be read all the same. `newsreader doctor` may tell why."


class Job(NamedTuple):
    """An article that is to be analysed with the summary by `method`."""

    id: int
    method: str


class Answer(NamedTuple):
    """What a child said: a job done, or failed with a sentence; `job` is None for "ready"; or that it `ended`.

    `analysis` is there only where the library could not be written: nobody else has it then.
    """

    child: Child
    job: Job | None = None
    failed: str | None = None
    ended: bool = False
    analysis: Analysis | None = None


class Child:
    """One analysing process. `tell` is called with its answers, on a thread of its own."""

    def __init__(self, library: Path, tell: Callable[[Answer], None], command: Sequence[str]) -> None:
        self._tell = tell
        self.ready = False
        self.job: Job | None = None
        self.began = time.monotonic()
        """When it began to load its models or, since then, its job."""
        self.process = subprocess.Popen(
            [*command, str(library)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            creationflags=_creation_flags(),
            # NumPy's arrays are small here: more threads would only spin on the cores that the screen needs.
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        threading.Thread(target=self._listen, name="analyst answers", daemon=True).start()

    def send(self, job: Job) -> None:
        """Set the child to work; it must be ready and idle. A child that is gone says so by its last answer."""
        self.job, self.began = job, time.monotonic()
        assert self.process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            self.process.stdin.write(json.dumps({"id": job.id, "method": job.method}) + "\n")
            self.process.stdin.flush()

    def stop(self, *, at_once: bool = False) -> None:
        """End the process: when it notices that nobody writes any more, or at once. Stored work is safe either way."""
        if at_once:
            self.process.kill()
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(_PARTING_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        try:
            with self.process.stdout:
                for line in self.process.stdout:
                    if not line.endswith("\n"):
                        break  # the process was killed while it wrote
                    raw = json.loads(line)
                    job = Job(raw["id"], raw["method"]) if "id" in raw else None
                    analysis = Analysis.from_json(raw["analysis"]) if "analysis" in raw else None
                    self._tell(Answer(self, job, raw.get("failed"), analysis=analysis))
        finally:
            self._tell(Answer(self, ended=True))


def _creation_flags() -> int:
    """On Windows: no console window, and below the priority of everything else."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0


class Analyst:
    """Analyses what the reader is looking at, then what is likely to be looked at next.

    No method but `close` waits for anything. Where the library cannot be written, `hold` is called with an article's
    number and the analysis: `Library.cache_analysis` is made for it. Without it such an analysis counts as failed.
    `command` starts the child; the path of the library is added to it.
    """

    def __init__(
        self,
        library: Path,
        *,
        hold: Callable[[int, Analysis], None] | None = None,
        command: Sequence[str] = COMMAND,
    ) -> None:
        self._library = library
        self._hold = hold
        self._command = command
        self._on_done: Callable[[int, str], None] = lambda _id, _method: None
        self._on_failed: Callable[[int, str], None] = lambda _id, _reason: None
        self._changed = threading.Condition()
        self._wishes: deque[Job] = deque()
        self._asked: tuple[Job, ...] = ()  # all of the last wish, done or not; what is on the screen first
        self._answers: deque[Answer] = deque()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="analyst", daemon=True)

    def start(self) -> None:
        """Start the child, which loads its models at once; nothing where it was started before."""
        if self._thread.ident is None:
            self._thread.start()

    def report_to(self, on_done: Callable[[int, str], None], on_failed: Callable[[int, str], None]) -> None:
        """Say who is told what comes of the wishes; to be called before the first.

        `on_done` is called with an article's number and the method when its analysis is in the library or held,
        `on_failed` with the number and a sentence when there will be none; both on a thread of the analyst's own.
        """
        self._on_done, self._on_failed = on_done, on_failed

    def want(self, article_id: int, method: str = "news", *, ahead: Sequence[int] = ()) -> None:
        """Ask for this article first, then for those in `ahead`, in order. Earlier wishes are dropped."""
        with self._changed:
            self._wishes = deque(Job(number, method) for number in dict.fromkeys((article_id, *ahead)))
            self._asked = tuple(self._wishes)
            self._changed.notify_all()

    def close(self) -> None:
        """Drop all wishes and end the child; returns when it is gone, after two seconds at the most."""
        with self._changed:
            self._closing = True
            self._wishes.clear()
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def _hear(self, answer: Answer) -> None:
        with self._changed:
            self._answers.append(answer)
            self._changed.notify_all()

    def _run(self) -> None:
        child = self._begin()
        starts = 1
        while True:
            with self._changed:
                while not (self._closing or self._answers or self._wishes_for(child)):
                    if not self._changed.wait(self._patience(child)):
                        break
                if self._closing:
                    break
                answers = list(self._answers)
                self._answers.clear()
            for answer in answers:
                if answer.child is not child:
                    continue
                if answer.job or (answer.ended and child.ready and child.job):
                    starts = 0  # it did start; if it died, then of its article
                child = self._take(child, answer)
            if child is not None and self._patience(child) == 0:
                self._abandon(child)
                child, starts = None, max(starts - 1, 0)
            if child is None and starts < MOST_STARTS:
                child = self._begin()
                starts += 1
            with self._changed:
                ready = self._wishes_for(child)
                job = self._wishes.popleft() if ready else None
            if job is not None and child is not None:
                child.send(job)
            elif job is not None:
                self._on_failed(job.id, GAVE_UP)
        if child is not None:
            child.stop()

    def _begin(self) -> Child | None:
        try:
            return Child(self._library, self._hear, self._command)
        except OSError:
            return None  # counted as a start: after a few the reader is told

    def _wishes_for(self, child: Child | None) -> bool:
        """Whether there is a wish that can be acted upon now: by an idle child, or by saying that there is none."""
        return bool(self._wishes) and (child is None or (child.ready and child.job is None))

    def _take(self, child: Child, answer: Answer) -> Child | None:
        """Act on what the child said; the child, or None where it is gone."""
        if answer.ended:
            child.stop()
            if child.job is not None:
                self._fail(child.job, BROKE)
            return None
        child.ready = True
        if answer.job is not None:
            child.job = None
            with self._changed, contextlib.suppress(ValueError):
                self._wishes.remove(answer.job)  # asked for again while it was under way
            if answer.analysis is not None and self._hold is not None:
                self._hold(answer.job.id, answer.analysis)
                self._on_done(answer.job.id, answer.job.method)
            elif answer.failed is None:
                self._on_done(answer.job.id, answer.job.method)
            else:
                self._on_failed(answer.job.id, answer.failed)
        return child

    def _patience(self, child: Child | None) -> float | None:
        """For how many seconds from now the child may still go on with what it does; None for as long as it likes."""
        if child is None or (child.ready and child.job is None):
            return None
        shown = self._asked[:1]
        keeps_waiting = child.job is not None and child.job not in shown and any(job in self._wishes for job in shown)
        limit = _UNWANTED_S if keeps_waiting else LONGEST_S
        return max(child.began + limit - time.monotonic(), 0.0)

    def _abandon(self, child: Child) -> None:
        """End a child that keeps the reader waiting, or works without end."""
        child.stop(at_once=True)
        if child.job is None:
            return
        if time.monotonic() - child.began > LONGEST_S:
            self._fail(child.job, ENDLESS)
        else:
            with self._changed:
                if child.job in self._asked:
                    self._wishes.append(child.job)  # nothing is wrong with it, but what is on the screen comes first

    def _fail(self, job: Job, reason: str) -> None:
        with contextlib.suppress(NewsreaderError):  # the reader is told below; the mark only saves another try
            library = Library(self._library)
            try:
                library.mark_failed(job.id, models.MODEL, reason)
            finally:
                library.close()
        with self._changed:
            self._wishes = deque(wish for wish in self._wishes if wish.id != job.id)
        self._on_failed(job.id, reason)


# The child's side


def main(arguments: Sequence[str]) -> int:
    """Analyse the articles of the library `arguments[0]` whose numbers come in, until standard input ends."""
    import queue
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that started us
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.nice(_LOWEST_NICENESS)
    # Nothing that a library prints may get in between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)

    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()

    def listen() -> None:
        for line in sys.stdin:
            raw = json.loads(line)
            jobs.put(Job(raw["id"], raw["method"]))
        os._exit(0)  # whoever asked is gone: what is under way is wanted by nobody

    threading.Thread(target=listen, daemon=True).start()

    def answer(message: dict[str, object]) -> None:
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    from newsreader.language.pipeline import analyse

    analyse("“It is ready,” said Jane Smith of Reuters in Paris. Nothing else happened on Monday.", "Warm-up")
    library = Library(Path(arguments[0]))
    answer({"ready": True})
    while True:
        job = jobs.get()
        answer({"id": job.id, "method": job.method, **_work(library, job)})


def _work(library: Library, job: Job) -> dict[str, str]:
    """Do one job unless it is done already: "failed", a sentence for the user, where that cannot be.

    Where only the storing fails the "analysis" itself comes along.
    """
    from newsreader.language.pipeline import analyse

    try:
        if library.analysis(job.id, job.method) is not None:
            return {}
        reason = library.analysis_failure(job.id)
        if reason is not None:
            return {"failed": reason}
        article = library.article(job.id)
    except NewsreaderError as error:
        return {"failed": str(error)}
    try:
        analysis = analyse(article.text, article.title, method=job.method)
    except Exception as error:  # noqa: BLE001  # one article must not end the analysis of all others
        reason = f"The analysis of this article failed ({type(error).__name__}); it can be read all the same."
        with contextlib.suppress(NewsreaderError):
            library.mark_failed(job.id, models.MODEL, reason)
        return {"failed": reason}
    try:
        library.store_analysis(job.id, analysis, text=article.text)
    except NewsreaderError as error:
        return {"failed": str(error), "analysis": analysis.to_json()}
    return {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
