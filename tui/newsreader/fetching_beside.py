"""Feeds asked in a process of its own: asking and reading many takes as long as storing what they have.

`lots` starts it. `python -m newsreader.fetching_beside` takes an errand from standard input and writes lots of answers
to standard output, both pickled. It ends when standard input does: without whoever sent it there is nothing to do.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsreader.answer import Answer
    from newsreader.config import Rule
    from newsreader.library.asking import Due

__all__ = ["COMMAND", "Errand", "lots", "main"]

COMMAND = (sys.executable, "-m", "newsreader.fetching_beside")
"""What starts the process."""

_SELDOM = 20_000
"""So many new objects, rather than 700, before the garbage collector looks for circles among them."""


class Errand(NamedTuple):
    """What is to be asked, for which library, and how."""

    library: Path
    due: tuple[Due, ...]
    rules: tuple[Rule, ...]
    jobs: int


def lots(errand: Errand) -> Generator[list[Answer], None, None]:
    """The answers, as they come. Ends early where the process cannot be started, or the system ends it."""
    try:
        child = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        with contextlib.suppress(BrokenPipeError, EOFError, pickle.UnpicklingError):
            pickle.dump(errand, child.stdin, pickle.HIGHEST_PROTOCOL)
            child.stdin.flush()
            while (lot := pickle.load(child.stdout)) is not None:
                yield lot
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            child.stdin.close()


def main() -> None:
    """The process of its own: see the top of this file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that stores
    errand: Errand = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_input, daemon=True).start()
    answers, sys.stdout = sys.stdout.buffer, sys.stderr

    import asyncio

    from newsreader.collecting import Collector
    from newsreader.fetching import Fetcher
    from newsreader.library.store import Library
    from newsreader.rules import Rules

    def hand_on(lot: list[Answer] | None) -> None:
        pickle.dump(lot, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()

    # What is loaded by now stays, and hardly anything of what comes hangs together in circles.
    gc.freeze()
    gc.set_threshold(_SELDOM)
    collector = Collector(Library(errand.library), Rules(errand.rules))
    asyncio.run(Fetcher(collector, errand.jobs, hand_on).ask(errand.due))
    hand_on(None)


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main()
