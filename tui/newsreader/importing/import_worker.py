"""A large file, read in a process of its own while this one stores what came out of it so far."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from newsreader import beside
from newsreader.errors import NewsreaderError
from newsreader.intake.clean import clean_line
from newsreader.intake.errors import SourceError
from newsreader.intake.sources import load
from newsreader.library.arrival import Arrival, ready

__all__ = ["batches", "is_large", "main", "read"]

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
    what = clean_line(source)[:300]
    try:
        for got in beside.answers("newsreader.importing.import_worker", source):
            if isinstance(got, NewsreaderError):
                raise got
            yield got
    except EOFError:
        raise SourceError(f"The process that read {what} broke off.", "What came before is there. Try again.") from None
    except OSError as error:
        raise SourceError(f"The process that reads {what} could not be started.", f"{error.strerror}.") from error


def main() -> None:
    """The process of its own."""
    source, hand_on = beside.begin()
    # What this makes goes when it is sent: looking for circles among a feed's entries was a tenth of the work.
    gc.disable()
    try:
        for batch in batches(map(ready, load(source))):
            hand_on(batch)
        hand_on(None)
    except NewsreaderError as error:
        hand_on(error)


if __name__ == "__main__":
    main()
