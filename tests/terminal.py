"""A real pseudo-terminal with a program in it: what a person would see, and the bytes that were sent."""

from __future__ import annotations

import os
import select
import signal
import struct
import sys
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType

import pyte

__all__ = ["Terminal"]

PATIENCE_S = 30.0
"""How long something may take on the slowest machine before a test gives up; a passing test never waits for it."""

_GLANCE_S = 0.02
"""Seconds between two looks at whether a program has stopped."""


class Terminal:
    """Runs `command` in a terminal of `columns` by `rows`; use it as a context manager. POSIX only."""

    def __init__(
        self, command: Sequence[str], *, columns: int = 120, rows: int = 40, env: Mapping[str, str] | None = None
    ) -> None:
        import pty

        self.sent = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})})
            for name in ("COLUMNS", "LINES"):  # they would stand for the size, whatever the terminal says
                os.environ.pop(name, None)
            _set_size(0, columns, rows)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # tests that run behind a shell ignore it, and so would this
            os.execvp(command[0], list(command))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        if self._fd >= 0:
            os.close(self._fd)

    @property
    def text(self) -> str:
        """What stands on the screen, line by line."""
        return "\n".join(self._screen.display)

    def press(self, *keys: str) -> None:
        """Type keys, as the characters that a terminal sends."""
        for key in keys:
            os.write(self._fd, key.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal so large; a program that is not stopped hears of it."""
        self._screen.resize(rows, columns)
        _set_size(self._fd, columns, rows)

    def clear(self) -> None:
        """Forget what stands on the screen, as when another program has written over it."""
        self._screen.reset()

    @property
    def raw(self) -> bool:
        """Whether the keys go to the program one by one, without an echo."""
        import termios

        return not termios.tcgetattr(self._fd)[3] & (termios.ECHO | termios.ICANON)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def stopped(self) -> None:
        """Wait until the program is stopped, and read all that it wrote before. Fails if it ends instead."""
        status = 0
        while not status:  # a program whose output nobody reads would wait in a write, and never stop
            if select.select([self._fd], [], [], _GLANCE_S)[0]:
                self._read()
            _, status = os.waitpid(self.pid, os.WUNTRACED | os.WNOHANG)
        assert os.WIFSTOPPED(status), status
        while select.select([self._fd], [], [], 0)[0] and self._read():
            pass

    def close(self) -> int:
        """Close the terminal, as its window would be; gives the program's exit status."""
        os.close(self._fd)
        self._fd = -1
        return self.ended()

    def until(self, wanted: str | Callable[[str], bool]) -> str:
        """Read until `wanted` stands on the screen (or holds for it); gives the screen. Fails if it never does."""
        holds = wanted if callable(wanted) else lambda text: wanted in text
        while not holds(self.text):
            if not self._read():
                raise AssertionError(f"{wanted!r} did not appear; the screen shows:\n{self.text}")
        return self.text

    @staticmethod
    def until_all(holds: Callable[[], bool], *terminals: Terminal) -> None:
        """Read from all terminals until `holds` is true. Fails if it never is."""
        while not holds():
            ready = select.select([terminal._fd for terminal in terminals], [], [], PATIENCE_S)[0]
            screens = "\n".join(terminal.text for terminal in terminals)
            assert ready, f"it is not so; the screens show:\n{screens}"
            for terminal in terminals:
                if terminal._fd in ready:
                    assert terminal._read()

    def ended(self) -> int:
        """Read until the program has ended; gives its exit status."""
        while self._fd >= 0 and self._read():
            pass
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def kill(self) -> None:
        """End the program at once, as a crash would."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0

    def _read(self) -> bool:
        if not select.select([self._fd], [], [], PATIENCE_S)[0]:
            return False
        try:
            chunk = os.read(self._fd, 1 << 16)
        except OSError:  # Linux says so when the other side is gone
            return False
        self.sent += chunk
        if b"\x1b[6n" in chunk:
            os.write(self._fd, b"\x1b[1;1R")
        self._stream.feed(chunk)
        return bool(chunk)


def _set_size(fd: int, columns: int, rows: int) -> None:
    import fcntl
    import termios

    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


NEWSREADER = [sys.executable, "-m", "newsreader"]
"""The program, as the tests run it."""
