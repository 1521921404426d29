"""Mutated inputs over all parsers: (in tests) python -m benchmarks.mutations [COUNT] [--first N]

    python -m benchmarks.mutations 30000
    python -m benchmarks.mutations 1 --first 4711     # one of them again

Says which gave an exception that is no NewsreaderError, and which took more than 20 s of the processor; ends with
status 1 if any did. The number of a mutation is all that is needed to repeat it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection

from mutations import mutated, run
from newsreader.errors import NewsreaderError

_LONGEST_S = 20
_PATIENCE = 6
"""On a busy machine the clock may show that many times more."""


def one(number: int) -> tuple[str, float]:
    """Read mutation `number`: the traceback of what went wrong, or "", and the seconds of the processor."""
    name, data = mutated(number)
    said, before = "", time.process_time()
    try:
        run(name, data)
    except NewsreaderError:
        pass
    except BaseException:  # noqa: BLE001  # this is what is looked for
        said = traceback.format_exc()
    return said, time.process_time() - before


def _worker(pipe: Connection) -> None:
    with suppress(EOFError):  # the other side has ended
        while True:
            pipe.send(one(pipe.recv()))


class _Worker:
    """Reads mutations in a process of its own, which is ended when one takes for ever."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_worker, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def read(self, number: int) -> tuple[str, float]:
        self._pipe.send(number)
        try:
            if self._pipe.poll(_LONGEST_S * _PATIENCE):
                found: tuple[str, float] = self._pipe.recv()
                return found
            said = "it takes for ever"
        except EOFError:
            said = "it ended the process"
        self._process.kill()
        self._process.join()
        self._begin()
        return said, float(_LONGEST_S * _PATIENCE)


def main() -> int:
    ask = argparse.ArgumentParser()
    ask.add_argument("count", nargs="?", type=int, default=30_000)
    ask.add_argument("--first", type=int, default=0)
    asked = ask.parse_args()
    worker, bad, slowest = _Worker(), 0, (0.0, 0)
    for number in range(asked.first, asked.first + asked.count):
        said, seconds = worker.read(number)
        slowest = max(slowest, (seconds, number))
        if said or seconds > _LONGEST_S:
            bad += 1
            print(f"{number} ({mutated(number)[0]}): {seconds:.1f} s {said}", flush=True)
    print(
        f"{asked.count} mutations, {bad} bad; the slowest, {slowest[1]} ({mutated(slowest[1])[0]}): {slowest[0]:.1f} s"
    )
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
