"""The widths at which the layout changes, as style classes of the reader's screen."""

from __future__ import annotations

__all__ = ["BREAKPOINTS", "MEDIUM", "layout"]

MEDIUM = 80
"""The least columns for more than one pane."""

WIDE = 120
"""The least columns for all three panes, with those at the sides as narrow as can be read."""

SPACIOUS = 144
"""The least columns for wide panes at the sides and the full measure of the text."""

BREAKPOINTS = [(0, "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide"), (SPACIOUS, "-spacious")]
"""The least columns for each class, as Textual wants them."""


def layout(columns: int) -> str:
    """Return the class of a screen that is `columns` wide."""
    return next(name for least, name in reversed(BREAKPOINTS) if columns >= least)
