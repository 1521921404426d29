"""Ends the reader in order on SIGTERM and SIGHUP.

The terminal is as it was before, the reading place is kept, and the exit status is 128 + n.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

__all__ = ["END", "PATIENCE_S", "EndSignals", "hang_up"]

PATIENCE_S = 5.0
"""The time that the reader has to end after a signal, in seconds; then the process ends at once."""

_RESTORING_S = 1.0

_NUMBERS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]  # Windows has no SIGHUP


class EndSignals:
    """Handles the signals that end the reader, from the launch to the end of the process.

    While the reader starts, a signal raises SystemExit with the exit status. Once the app runs, it is asked to end.
    """

    def __init__(self) -> None:
        self.status: int | None = None
        """The exit status, 128 + n, once a signal n has arrived."""
        self._end: Callable[[int], None] | None = None
        self._restore: Callable[[], None] = lambda: None

    def install(self) -> None:
        """Handle the signals from now on. Call it in the main thread."""
        for number in _NUMBERS:
            signal.signal(number, self._received)

    def hand_to(self, end: Callable[[int], None], restore: Callable[[], None]) -> None:
        """Call `end` with the exit status when a signal arrives, in the main thread, between any two of its steps.

        `restore` puts the terminal back. It is called in another thread, and only if the app does not end in time.
        """
        self._end, self._restore = end, restore
        self.install()  # the driver for a browser has handlers of its own

    def release(self) -> None:
        """Take the app out again: it has ended."""
        self._end = None
        if self.status is not None:
            _silence_closed_streams()

    def _received(self, number: int, _frame: FrameType | None) -> None:
        status = 128 + number
        if self._end is None:
            self.status = self.status or status
            raise SystemExit(self.status)
        if self.status is not None:
            return
        self.status = status
        if hasattr(signal, "SIGCONT"):
            # A shell continues a suspended reader so that it can end. It must not draw itself again for that.
            signal.signal(signal.SIGCONT, lambda *_: None)
        watch = threading.Timer(PATIENCE_S, self._end_at_once)
        watch.daemon = True
        watch.start()
        self._end(status)

    def _end_at_once(self) -> None:
        restoring = threading.Thread(target=self._restore, daemon=True)
        restoring.start()
        restoring.join(_RESTORING_S)  # a terminal that takes no output would hold it for ever
        os._exit(self.status or 1)


END = EndSignals()
"""The signals of this process."""


def hang_up() -> None:
    """End this process as if its terminal had been closed, where the platform knows that.

    May be called in any thread.
    """
    if hasattr(signal, "SIGHUP"):
        os.kill(os.getpid(), signal.SIGHUP)


def _silence_closed_streams() -> None:
    """Let what can no longer be written go nowhere: Python would end with another exit status."""
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)
