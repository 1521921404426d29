"""The last check before the terminal: no control character is drawn, wherever a text comes from."""

from __future__ import annotations

from operator import itemgetter

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from newsreader.ui.textual_ext.cell_width import printable

__all__ = ["PrintableFilter"]

_TEXT = itemgetter(0)


class PrintableFilter(LineFilter):
    """Removes control characters. They have no width, so the line stays as wide as it was."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return `segments` without control characters. Control segments, which Textual makes itself, stay."""
        if all(map(str.isprintable, map(_TEXT, segments))):  # a loop in Python would take three times as long
            return segments
        return [segment if segment.control else Segment(printable(segment.text), segment.style) for segment in segments]
