"""The one way to run work in another process: start it, send requests, read events, cancel it, see it crash.

The parent makes a `WorkerProcess` of a module of this package; that module calls `serve` with a handler. Requests go
to the worker's standard input and events come out of its standard output, pickled. A worker ends with its parent.

A worker that reads data from outside says which source it works on (`Channel.source`). A source that breaks a limit, or
the process itself, ends the worker. The parent learns which source it was (`WorkerError.sources`) and goes on with the
rest in a new worker.
"""

from __future__ import annotations

import ast
import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from newsreader.errors import NewsreaderError, log_text, unexpected

__all__ = ["COMMAND", "SOURCE_LIMITS", "Channel", "SourceLimits", "WorkerError", "WorkerProcess", "serve"]

COMMAND = (sys.executable, "-P", "-m")
"""Runs a module of this package. With -P no module in the current folder is imported in its place."""

_WATCH_S = 0.2
"""The time between two checks of the limits, in seconds."""

_PARTING_S = 2.0
"""The time that a closed worker has to end by itself, in seconds."""


@dataclass(frozen=True, slots=True)
class SourceLimits:
    """Bounds for one source: `seconds` to read it, and `megabytes` of memory for the process that does."""

    seconds: float
    megabytes: int


SOURCE_LIMITS = SourceLimits(18.0, 512)
"""With the start of the process the user has an answer within 20 seconds."""


class WorkerError(NewsreaderError):
    """A worker that could not be started or broke off; `sources` are the keys of those that it was working on."""

    def __init__(self, message: str, hint: str = "", sources: tuple[Hashable, ...] = ()) -> None:
        super().__init__(message, hint)
        self.sources = sources


_MARK = "\x1e"
"""Begins a line on the worker's standard error that says which source it begins (+) or has finished (-). Standard
error is read at once, whatever the parent does: a mark never waits, and a crash loses none."""

_LAST_LINES = 200
"""Lines of standard error that are kept for the log."""


@dataclass(frozen=True, slots=True)
class _Done:
    """Worker to parent: a request is done, or failed with `error`."""

    error: NewsreaderError | None = None


# The parent's side


class WorkerProcess:
    """A worker that runs `module`, seen from its parent.

    `limits` bound each source that the worker names. A `lowly` worker has a low
    priority. `environment` is added to the worker's. Setting `cancelled` ends it. Raises WorkerError where the process
    cannot be started.
    """

    def __init__(
        self,
        module: str,
        *,
        limits: SourceLimits | None = None,
        lowly: bool = False,
        environment: Mapping[str, str] | None = None,
        cancelled: threading.Event | None = None,
    ) -> None:
        self._module = module
        self._limits = limits
        self._cancelled = cancelled or threading.Event()
        self._closed = False
        self._broke = ""
        self._over: tuple[Hashable, ...] = ()
        self._open: dict[Hashable, float] = {}
        self._listened_s = 0.0
        self._listening_since: float | None = None
        self._said: deque[str] = deque(maxlen=_LAST_LINES)
        try:
            self._process = subprocess.Popen(
                [*COMMAND, module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                creationflags=_creation_flags(lowly),
                env={**os.environ, **(environment or {})},
                # Ctrl-C in the terminal is meant for the parent.
                start_new_session=sys.platform != "win32",
            )
        except OSError as error:
            raise WorkerError(f"A background process could not be started: {error.strerror or error}.") from error
        self._errors = threading.Thread(target=self._listen, name="worker errors", daemon=True)
        self._errors.start()
        self._send(_Setup(limits, lowly))
        if limits is not None or cancelled is not None:
            threading.Thread(target=self._watch, name="worker watch", daemon=True).start()

    def request(self, message: object) -> None:
        """Send a request. If the worker is gone, `events` raises."""
        self._send(message)

    def events(self) -> Iterator[Any]:
        """Yield the events that the worker sends until the request is done.

        Raises the NewsreaderError that ended the request, or WorkerError where the worker broke off, broke a limit or
        was cancelled.
        """
        import pickle

        assert self._process.stdout is not None
        while True:
            self._listening_since = time.monotonic()
            try:
                message = pickle.load(self._process.stdout)
            except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
                raise self._failure() from error
            finally:
                self._listened_s, self._listening_since = self._clock(), None
            if not isinstance(message, _Done):
                yield message
            elif message.error is not None:
                raise message.error
            else:
                return

    def cancel(self) -> None:
        """End the worker at once, from any thread; `events` then raises WorkerError."""
        self._cancelled.set()
        self._process.kill()

    def close(self, *, patiently: bool = False) -> None:
        """End the worker and wait for that. A `patiently` closed one may finish what it stores."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._closed = True
        if not patiently:
            self._process.kill()
        with contextlib.suppress(OSError):  # the worker is gone: nobody needs what it did not take
            self._process.stdin.close()
        try:
            self._process.wait(_PARTING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.join()
        self._process.stdout.close()

    def __enter__(self) -> WorkerProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _send(self, message: object) -> None:
        import pickle

        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # it is gone: `events` raises
            pickle.dump(message, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def _clock(self) -> float:
        """Return the seconds spent listening: time in which the parent is busy does not count."""
        since = self._listening_since
        return self._listened_s + (time.monotonic() - since if since is not None else 0.0)

    def _listen(self) -> None:
        """Read standard error: marks of sources, and lines for the log."""
        assert self._process.stderr is not None
        with self._process.stderr as lines:
            for raw in lines:
                line = raw.decode("utf-8", "replace").rstrip()
                if not line.startswith(_MARK):
                    self._said.append(line)
                    continue
                key = ast.literal_eval(line[2:])
                if line[1] == "+":
                    self._open[key] = self._clock()
                else:
                    self._open.pop(key, None)

    def _watch(self) -> None:
        """End the worker when a source breaks a limit, or when it is cancelled."""
        while self._process.poll() is None:
            if self._limits is not None:
                self._check(self._limits)
            if self._cancelled.wait(_WATCH_S):
                self._process.kill()
                return

    def _check(self, limits: SourceLimits) -> None:
        now = self._clock()
        late = tuple(key for key, began in list(self._open.items()) if now - began > limits.seconds)
        if late:
            self._end(f"Reading it took longer than {limits.seconds:.0f} seconds.", late)
        elif self._open and not _SYSTEM_LIMITS_MEMORY and _resident_megabytes(self._process.pid) > limits.megabytes:
            self._end(f"Reading it takes more than {limits.megabytes} MB of memory.", tuple(self._open))

    def _end(self, reason: str, sources: tuple[Hashable, ...]) -> None:
        self._broke, self._over = reason, sources
        self._process.kill()

    def _failure(self) -> WorkerError:
        """Return the error that says why no more events come."""
        if self._cancelled.is_set() or self._closed:
            return WorkerError("Cancelled.")
        if self._broke:
            return WorkerError(self._broke, sources=self._over)
        self._process.kill()
        status = self._process.wait()
        self._errors.join()
        logged = log_text("\n".join((f"{self._module} ended with status {status}", *self._said)))
        hint = f"Details are in {logged}." if logged else ""
        return WorkerError("The background process broke off.", hint, tuple(self._open))


def _creation_flags(lowly: bool) -> int:
    """Return Popen's flags: on Windows no console window, and a lower priority for a `lowly` worker."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | (subprocess.BELOW_NORMAL_PRIORITY_CLASS if lowly else 0)
    return 0


# The worker's side


@dataclass(frozen=True, slots=True)
class _Setup:
    """Parent to worker, before the first request."""

    limits: SourceLimits | None
    lowly: bool


class Channel:
    """The worker's way back to its parent. Its methods may be called from any thread."""

    def __init__(self, write: Callable[[object], None]) -> None:
        self._write = write
        self._errors = os.dup(2)
        self._turn = threading.Lock()

    def send(self, event: object) -> None:
        """Send an event; returns when the parent's pipe has taken it, so that a worker does not run far ahead."""
        with self._turn:
            try:
                self._write(event)
            except OSError:
                os._exit(0)  # the parent is gone

    @contextlib.contextmanager
    def source(self, key: Hashable) -> Iterator[None]:
        """Tell the parent that the block reads the source `key`: its limits hold for it."""
        self._mark("+", key)
        try:
            yield
        finally:
            self._mark("-", key)

    def _mark(self, sign: str, key: Hashable) -> None:
        with contextlib.suppress(OSError):  # the parent is gone, and this process soon
            os.write(self._errors, f"{_MARK}{sign}{key!a}\n".encode())


def serve(handler: Callable[[Any, Channel], None]) -> None:
    """Answer requests with `handler` until the parent is gone; never returns.

    `handler` gets a request and the channel for its events. A NewsreaderError that it raises ends the request and is
    raised in the parent; any other exception is logged and becomes an UnexpectedError.
    """
    import pickle

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is meant for the parent
    # Keep what a library prints out of the events.
    events = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def listen() -> None:
        with contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                requests.put(pickle.load(sys.stdin.buffer))
        os._exit(0)  # the parent is gone, and with it the need for this work

    def write(event: object) -> None:
        pickle.dump(event, events, pickle.HIGHEST_PROTOCOL)
        events.flush()

    threading.Thread(target=listen, name="requests", daemon=True).start()
    channel = Channel(write)
    _set_up(requests.get())
    while True:
        request = requests.get()
        try:
            handler(request, channel)
        except NewsreaderError as error:
            channel.send(_Done(error))
        except Exception as error:  # noqa: BLE001  # the parent tells the user, the log file has the traceback
            channel.send(_Done(unexpected(error, "A background process", "failed")))
        else:
            channel.send(_Done())


_NICENESS = 10
"""The niceness of a lowly worker (POSIX)."""

_SYSTEM_LIMITS_MEMORY = sys.platform == "linux"
"""True where the system itself refuses memory over a limit. Elsewhere the parent checks the worker's memory."""


def _set_up(setup: _Setup) -> None:
    if setup.lowly and sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.nice(_NICENESS)
    if setup.limits is not None and sys.platform == "linux":
        import resource

        most = setup.limits.megabytes << 20
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard == resource.RLIM_INFINITY or hard > most:
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _resident_megabytes(pid: int) -> float:
    """Return the memory of a process in MB; 0 if it is gone."""
    import psutil

    try:
        return float(psutil.Process(pid).memory_info().rss) / (1 << 20)
    except psutil.Error:
        return 0.0
