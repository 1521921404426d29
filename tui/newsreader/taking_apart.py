"""Takes apart what feeds answered, in a thread of the process that stores or in a process of its own beside it.

Light to import: what reads feeds is loaded by whoever does so.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.library.store import Library
from newsreader.rules import Rules

if TYPE_CHECKING:
    from newsreader.collecting import Collector
    from newsreader.config import Rule
    from newsreader.intake.fetch import Fetched
    from newsreader.library.arriving import Delivery
    from newsreader.library.asking import Due

__all__ = ["begin", "collector", "read", "read_by"]


def collector(library: Library, rules: Sequence[Rule], merge: bool) -> Collector:
    """Who reads feeds by these rules."""
    from newsreader.collecting import Collector

    return Collector(library, Rules(rules), merge=merge)


def read_by(collector: Collector, due: Due, got: Fetched) -> tuple[Delivery, list[str]]:
    """What of an answer is new or edited, and a sentence for each rule that is no use. Raises FeedError."""
    return collector.feed(due, got), collector.rules.left_out


_collectors: list[Collector] = []
"""In a process of its own: the one that it reads with."""


def begin(path: Path, rules: Sequence[Rule], merge: bool) -> None:
    """Get ready in a process of its own, for the library at `path`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that stores
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _collectors.append(collector(Library(path), rules, merge))
    gc.freeze()  # what is loaded by now stays: nothing is to look through it for what may go


def read(due: Due, got: Fetched) -> tuple[Delivery, list[str]]:
    """`read_by`, in a process that has begun."""
    return read_by(_collectors[0], due, got)


def _end_with_parent() -> None:
    """A killed parent does not end its pool: without it there is nothing to do any more."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)
