"""Adding sources to the library while the reader runs: the first articles show while the rest is still being read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import BinaryIO

from newsreader.errors import NewsreaderError
from newsreader.library.store import Added, Library

__all__ = ["add_sources"]

FIRST_BATCH = 10
LARGEST_BATCH = 320


def add_sources(
    library: Library,
    sources: Sequence[str],
    stdin: BinaryIO | None,
    arrived: Callable[[list[Added]], None],
    failed: Callable[[NewsreaderError], None],
) -> None:
    """Add every article of `sources`, in growing batches; what cannot be read does not stop the rest.

    `arrived` is called after each batch, `failed` for each thing that could not be read or kept.
    """
    from newsreader.intake.sources import load  # brings lxml and a Markdown parser, when something is to be added

    for source in sources:
        try:
            articles = iter(load(source, stdin=stdin, failed=failed))
            size = FIRST_BATCH
            while batch := list(islice(articles, size)):
                arrived(library.add(batch, again=True))
                size = min(size * 2, LARGEST_BATCH)
        except NewsreaderError as error:
            failed(error)
