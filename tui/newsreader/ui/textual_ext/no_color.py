"""What NO_COLOR asks for: no colour at all, only bold, italic, underlined, dim and reversed text."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

__all__ = ["NoColorFilter"]


class NoColorFilter(LineFilter):
    """Takes every colour out of what is drawn. Textual's own filter would send greys (see https://no-color.org)."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """`segments` without colours; what the mouse finds in them stays."""
        return [Segment(text, _bare(style) if style is not None else None, None) for text, style, _ in segments]


@lru_cache(maxsize=4096)
def _bare(style: Style) -> Style:
    bare = style.without_color
    return bare + Style.from_meta(style.meta) if style.meta else bare
