"""Add sources to the library: the first articles show while the rest is still being read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from newsreader.errors import NewsreaderError, error_boundary
from newsreader.library.store import Added, Library

if TYPE_CHECKING:
    from newsreader.importing.subscribe import Choose

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
    """Add every article of `sources`, in growing batches; a source that cannot be read does not stop the rest.

    `arrived` is called after each batch, `failed` for each thing that could not be read or stored. With `subscribe`
    feeds, lists of feeds and folders are subscribed to as well (see `subscribe_to`): `choose` is then asked which of
    the feeds of a site is meant, and `said` gets a sentence about what was done. `stdin` is what "-" reads, standard
    input by default.
    """
    from newsreader.importing import import_client

    for source in sources:
        try:
            with error_boundary(source):
                if subscribe:
                    from newsreader.importing.subscribe import subscribe_to

                    if subscribe_to(library, source, arrived, failed, choose, said):
                        continue
                given = _read_all(stdin) if source == "-" else None
                with library.bulk_writes():
                    for batch in import_client.read(source, failed, given):
                        arrived(library.add(batch, restore_deleted=True))
        except NewsreaderError as error:
            failed(error)


def _read_all(stdin: BinaryIO | None) -> bytes:
    import sys

    from newsreader.intake.sources import read_stream

    return read_stream(stdin or sys.stdin.buffer)
