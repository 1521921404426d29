"""A large file, read in a process of its own while this one stores what came out of it so far."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Generator, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from newsreader.errors import NewsreaderError
from newsreader.intake.clean import clean_line
from newsreader.intake.errors import SourceError
from newsreader.intake.sources import load
from newsreader.library.arrival import Arrival, ready

__all__ = ["batches", "is_large", "read"]

_LARGE = 8 * 1024 * 1024
"""From this size on, what a file holds takes seconds: starting a process, about half of one, is worth while."""

_FIRST_BATCH = 10
_LARGEST_BATCH = 500

_T = TypeVar("_T")


def is_large(source: str) -> bool:
    """Whether `source` is a file that is worth a process of its own."""
    try:
        path = Path(source).expanduser()
        return path.is_file() and path.stat().st_size >= _LARGE
    except (OSError, ValueError, RuntimeError):
        return False


def batches(articles: Iterator[_T]) -> Iterator[list[_T]]:
    """`articles` in growing batches: the first few are there soon, and of many, many are stored at once."""
    size = _FIRST_BATCH
    while batch := list(islice(articles, size)):
        yield batch
        size = min(size * 2, _LARGEST_BATCH)


def read(source: str) -> Generator[list[Arrival], None, None]:
    """The articles of a file, made ready to be stored, in `batches`: while one is stored the next is being read.

    Raises SourceError as `load` does.
    """
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    reader = context.Process(target=_send, args=(sending, source), name="reading ahead", daemon=True)
    reader.start()
    sending.close()
    try:
        while (got := receiving.recv()) is not None:
            if isinstance(got, NewsreaderError):
                raise got
            yield got
    except EOFError:
        what = clean_line(source)[:300]
        raise SourceError(f"The process that read {what} broke off.", "What came before is there. Try again.") from None
    finally:
        reader.kill()
        reader.join()
        receiving.close()


def _send(sending: Connection, source: str) -> None:
    """In the process of its own: a pipe holds less than a batch, so that this is one ahead and no further."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that stores
    # What this makes goes when it is sent: looking for circles among a feed's entries was a tenth of the work.
    gc.disable()
    try:
        for batch in batches(map(ready, load(source))):
            sending.send(batch)
        sending.send(None)
    except NewsreaderError as error:
        sending.send(error)
    except BrokenPipeError:
        pass  # nobody waits for it any more
