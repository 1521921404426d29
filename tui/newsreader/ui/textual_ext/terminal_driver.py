"""Make Textual's driver survive job control, a terminal that goes away, and input that is not UTF-8.

Uses the private `Driver._file`, `_writer_thread`, `_must_signal_resume` and `_sigcont_application`. It saves no time.
Without it the app hangs when its terminal closes, and draws over the shell after SIGSTOP or a `bg`.
"""

from __future__ import annotations

import contextlib
import select
from collections.abc import Callable
from functools import lru_cache
from typing import IO, Any

from textual.driver import Driver

from newsreader.system.signals import hang_up

__all__ = ["TerminalFile", "make_terminal_driver"]


class TerminalFile:
    """Writes to the terminal's file, and drops everything once the terminal is gone.

    Textual's writer thread would end with an error instead, and the app would wait for it forever.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.gone = False

    def write(self, text: str) -> None:
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        self._try(self._file.flush)

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()

    def _try(self, act: Callable[[], object]) -> None:
        if self.gone:
            return
        try:
            act()
        except OSError:
            self.gone = True
            hang_up()


@lru_cache
def make_terminal_driver(driver: type[Driver]) -> type[Driver]:
    """Return a subclass of `driver` whose terminal may be suspended, continued or closed at any time."""

    class TerminalDriver(driver):  # type: ignore[misc, valid-type]  # the driver depends on the platform
        _drawing = False
        """True while the app has the terminal."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            file: IO[str] | None = getattr(self, "_file", None)
            if file is not None:  # neither in a browser nor in tests
                self._file = TerminalFile(file)

        def start_application_mode(self) -> None:
            if self._drawing:
                return
            before = getattr(self, "_writer_thread", self)
            self._drawing = True
            super().start_application_mode()
            # Textual gives up silently if it was continued in the background: the shell has the terminal then.
            self._drawing = getattr(self, "_writer_thread", None) is not before

        def stop_application_mode(self) -> None:
            if self._drawing:
                super().stop_application_mode()
                self._drawing = False

        def disable_input(self) -> None:
            if self._drawing:
                super().disable_input()

        def write(self, data: str) -> None:
            if self._drawing:
                super().write(data)

        def run_input_thread(self) -> None:
            while True:
                try:
                    super().run_input_thread()
                except UnicodeDecodeError:  # drop keys and pastes that are not UTF-8
                    continue
                except OSError:  # the terminal is gone
                    hang_up()
                return

        def _sigcont_application(self, *args: Any) -> None:
            if self._drawing:  # SIGSTOP cannot be caught: the shell had the terminal in between
                self.suspend_application_mode()
                self._must_signal_resume = True
            super()._sigcont_application(*args)

        @property
        def hung_up(self) -> bool:
            """True if the terminal has gone away. Reading from it then returns nothing, forever."""
            if not self._drawing or not hasattr(select, "poll") or not hasattr(self, "input_tty"):
                return False
            poll = select.poll()
            with contextlib.suppress(OSError, ValueError):
                poll.register(self.fileno, select.POLLIN)
                return any(event & select.POLLHUP for _, event in poll.poll(0))
            return False

    return TerminalDriver
