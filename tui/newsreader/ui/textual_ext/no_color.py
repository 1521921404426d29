"""Draw without colours under NO_COLOR: only bold, italic, underlined, dim and reversed text."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

__all__ = ["NoColorFilter"]


class NoColorFilter(LineFilter):
    """Removes all colours. Textual's own filter would turn them into greys (see https://no-color.org)."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return `segments` without colours. Their meta data, which the mouse needs, stays."""
        return [Segment(text, _bare(style) if style is not None else None, None) for text, style, _ in segments]


@lru_cache(maxsize=4096)
def _bare(style: Style) -> Style:
    bare = style.without_color
    return bare + Style.from_meta(style.meta) if style.meta else bare
