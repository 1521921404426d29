"""Garbage collection while the user reads, not while keys are pressed."""

from __future__ import annotations

import gc

from textual.timer import Timer

from newsreader.ui.reader.context import ReaderContext

__all__ = ["GcScheduler"]

REST_S = 1.0
"""All memory is collected after this many seconds on an article: that takes as long as two steps in the list."""

ONLY_AT_REST = 1_000
"""The collector's threshold for its oldest generation: high, so that it leaves full collections to the scheduler."""


class GcScheduler:
    """Moves full garbage collections to moments in which nobody waits."""

    def __init__(self, context: ReaderContext) -> None:
        self._context = context
        self._timer: Timer | None = None
        context.state.opened.connect(self.cancel)
        context.state.settled.connect(self.schedule)

    def begin(self) -> None:
        """Turn the collector on; objects from the start stay, so it need not look at them again."""
        gc.freeze()
        young, old, _ = gc.get_threshold()
        gc.set_threshold(young, old, ONLY_AT_REST)
        gc.enable()

    def cancel(self) -> None:
        """Cancel the collection that is scheduled."""
        if self._timer is not None:
            self._timer.stop()

    def schedule(self) -> None:
        """Schedule a full collection."""
        self.cancel()
        self._timer = self._context.set_timer(REST_S, gc.collect)
