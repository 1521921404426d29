"""Feeds asked in a process of its own: asking and reading many takes as long as storing what they have."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsreader import beside

if TYPE_CHECKING:
    from newsreader.config import Rule
    from newsreader.library.asking import Due
    from newsreader.refresh.result import Answer

__all__ = ["Errand", "lots", "main"]

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
    with contextlib.suppress(OSError, EOFError):
        yield from beside.answers("newsreader.refresh.fetch_worker", errand)


def main() -> None:
    """The process of its own."""
    errand, hand_on = beside.begin()

    import asyncio

    from newsreader.library.store import Library
    from newsreader.refresh.collector import Collector
    from newsreader.refresh.fetcher import Fetcher
    from newsreader.rules import Rules

    # What is loaded by now stays, and hardly anything of what comes hangs together in circles.
    gc.freeze()
    gc.set_threshold(_SELDOM)
    collector = Collector(Library(errand.library), Rules(errand.rules))
    asyncio.run(Fetcher(collector, errand.jobs, hand_on).ask(errand.due))
    hand_on(None)


if __name__ == "__main__":
    main()
