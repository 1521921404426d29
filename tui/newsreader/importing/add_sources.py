"""Adding sources to the library while the reader runs: the first articles show while the rest is still being read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from newsreader.errors import NewsreaderError
from newsreader.library.store import Added, Library

if TYPE_CHECKING:
    from newsreader.article import Article
    from newsreader.importing.subscribe import Choose
    from newsreader.library.arrival import Arrival

__all__ = ["add_sources"]


def add_sources(
    library: Library,
    sources: Sequence[str],
    stdin: BinaryIO | None,
    arrived: Callable[[list[Added]], None],
    failed: Callable[[NewsreaderError], None],
    *,
    subscribe: bool = False,
    choose: Choose | None = None,
    said: Callable[[str], None] = lambda _: None,
) -> None:
    """Add every article of `sources`, in growing batches; what cannot be read does not stop the rest.

    `arrived` is called after each batch, `failed` for each thing that could not be read or kept. With `subscribe`
    feeds, lists of feeds and folders are subscribed to as well (see `subscribing`): `choose` is then asked which of
    the feeds that a site offers is meant, and `said` told in a sentence what was done.
    """
    for source in sources:
        try:
            if subscribe:
                from newsreader.importing.subscribe import subscribe_to

                if subscribe_to(library, source, arrived, failed, choose, said):
                    continue
            # Brings lxml and a Markdown parser, when they are needed.
            from newsreader.importing import import_worker
            from newsreader.intake.sources import load

            if import_worker.is_large(source):
                with library.storing_much():
                    _store(library, import_worker.read(source), arrived)
            else:
                _store(library, import_worker.batches(load(source, stdin=stdin, failed=failed)), arrived)
        except NewsreaderError as error:
            failed(error)


def _store(
    library: Library,
    batches: Iterator[list[Article]] | Iterator[list[Arrival]],
    arrived: Callable[[list[Added]], None],
) -> None:
    for batch in batches:
        arrived(library.add(batch, again=True))
