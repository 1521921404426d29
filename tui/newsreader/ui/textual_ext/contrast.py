"""Measure contrast as WCAG 2.2 defines it, and change a colour until it has enough."""

from __future__ import annotations

from functools import lru_cache

from textual.color import Color

__all__ = ["ENOUGH", "contrast", "ensure_contrast"]

ENOUGH = 4.5
"""The contrast that WCAG 2.2 requires of text (level AA)."""

_STEPS = 20


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two opaque colours: from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    """Return the relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=1024)
def ensure_contrast(color: Color, background: Color, enough: float = ENOUGH) -> Color:
    """Return `color` if its contrast to `background` is `enough`, else the nearest blend with black or white that is.

    Colours of the terminal's own palette stay as they are: nobody knows how they look.
    """
    if color.ansi is not None or background.ansi is not None:
        return color
    white, black = Color(255, 255, 255), Color(0, 0, 0)
    towards = white if contrast(white, background) > contrast(black, background) else black
    for step in range(_STEPS + 1):
        blended = color.blend(towards, step / _STEPS)
        if contrast(blended, background) >= enough:
            return blended
    return towards
