"""When memory is looked through for garbage: while the reader reads, not while keys are pressed."""

from __future__ import annotations

import gc

from textual.screen import Screen
from textual.timer import Timer

__all__ = ["Sweeping"]

REST_S = 1.0
"""After so long on an article all memory is looked through: it takes as long as two steps in the list."""

ONLY_AT_REST = 1_000
"""So many lesser rounds of the collector would have to pass before it looks through all memory in between."""


class Sweeping:
    """Moves the collector's longest round to where nobody waits."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Turn the collector on. What a start made stays: it need not look at that again."""
        gc.freeze()
        young, old, _ = gc.get_threshold()
        gc.set_threshold(young, old, ONLY_AT_REST)
        gc.enable()

    def put_off(self) -> None:
        """Something is going on."""
        if self._timer is not None:
            self._timer.stop()

    def come(self) -> None:
        """The reader has settled on an article: sweep if that lasts."""
        self.put_off()
        self._timer = self._screen.set_timer(REST_S, gc.collect)
