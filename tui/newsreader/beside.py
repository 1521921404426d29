"""Work done in a process of its own, beside the one that wants it: `answers` here, `begin` there.

An errand goes to the process's standard input, and what it has to say comes out of its standard output, one object
after the other, all pickled. It ends when nobody wants its answers any more.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from typing import Any

__all__ = ["COMMAND", "answers", "begin", "end_with_input"]

COMMAND = (sys.executable, "-P", "-m")
"""What starts a module of this package; what lies in the folder that one happens to be in is not imported."""


def answers(module: str, errand: object) -> Generator[Any, None, None]:
    """Send the process that runs `module` on an errand, and give what it hands on, as it comes.

    Closed early, the process ends. Raises OSError where it cannot be started, EOFError where it broke off.
    """
    import pickle

    child = subprocess.Popen(
        [*COMMAND, module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        try:
            pickle.dump(errand, child.stdin, pickle.HIGHEST_PROTOCOL)
            child.stdin.flush()
            while (answer := pickle.load(child.stdout)) is not None:
                yield answer
        except (BrokenPipeError, pickle.UnpicklingError) as error:
            raise EOFError from error
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
        with contextlib.suppress(OSError):  # what it did not take is of no use to anybody
            child.stdin.close()


def begin() -> tuple[Any, Callable[[object], None]]:
    """In the process: the errand, and what hands an answer on; None, in the end, says that all is done.

    To hand on waits until it is taken, but for what a pipe holds (64 KB): who works is one answer ahead.
    """
    import pickle

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that wants the answers
    errand = pickle.load(sys.stdin.buffer)
    end_with_input()
    out, sys.stdout = sys.stdout.buffer, sys.stderr

    def hand_on(answer: object) -> None:
        pickle.dump(answer, out, pickle.HIGHEST_PROTOCOL)
        out.flush()

    return errand, hand_on


def end_with_input() -> None:
    """From now on this process ends as soon as its input does, whatever it is doing: whoever started it is gone."""

    def watch() -> None:
        sys.stdin.buffer.read()
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
