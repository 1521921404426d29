"""The lines of an article, computed as far as they are needed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from operator import attrgetter

from newsreader.model.article import Mark
from newsreader.ui.widgets.article_view.line_breaking import Line, lines

__all__ = ["LineLayout"]

_start = attrgetter("start")
# The lines computed between two looks at the clock.
_BATCH = 64


class LineLayout:
    """The lines of one text at one width, computed in order and no further than asked."""

    def __init__(self, text: str, marks: Sequence[Mark], measure: int) -> None:
        """Compute no lines yet. `measure` is in display cells."""
        self.text = text
        self.measure = measure
        self.lines: list[Line] = []
        self.done = False
        self._rest = lines(text, marks, measure)

    @property
    def height(self) -> int:
        """The number of lines: exact when `done`, else an estimate that is larger than the lines computed so far."""
        if self.done or not self.lines:
            return len(self.lines)
        reached = max(self.lines[-1].end, 1)
        return max(round(len(self.lines) * len(self.text) / reached), len(self.lines) + 1)

    def _set_batch(self, count: int = _BATCH) -> None:
        for _ in range(count):
            line = next(self._rest, None)
            if line is None:
                self.done = True
                return
            self.lines.append(line)

    def set_line(self, index: int) -> bool:
        """Compute lines up to `index`. Return False if the text ends before."""
        while len(self.lines) <= index and not self.done:
            self._set_batch()
        return index < len(self.lines)

    def set_offset(self, offset: int) -> None:
        """Compute lines up to the character at `offset`."""
        while not self.done and (not self.lines or self.lines[-1].end <= offset):
            self._set_batch()

    def set_rest(self) -> None:
        """Compute all remaining lines."""
        while not self.done:
            self._set_batch(4096)

    def set_for(self, seconds: float, clock: Callable[[], float]) -> None:
        """Compute lines for about `seconds`, as measured by `clock`."""
        until = clock() + seconds
        while not self.done and clock() < until:
            self._set_batch()

    def line_of(self, offset: int) -> int:
        """Return the index of the line with the character at `offset`, or of the line before it for white space.

        Computes lines up to there. Returns 0 for a text without lines.
        """
        self.set_offset(offset)
        index = bisect_right(self.lines, offset, key=_start) - 1
        return max(index, 0)
