"""How many columns make which layout: the classes of the reader's screen that its styles go by."""

from __future__ import annotations

__all__ = ["BREAKPOINTS", "MEDIUM", "layout"]

MEDIUM = 80
"""From so many columns on there is more than one pane."""

WIDE = 120
"""From so many columns on there are all three, those at the side as slim as they can be read."""

SPACIOUS = 144
"""From so many columns on the panes at the side have room enough, and the text its full measure."""

BREAKPOINTS = [(0, "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide"), (SPACIOUS, "-spacious")]
"""In Textual's form: from how many columns on the screen has which class."""


def layout(columns: int) -> str:
    """The class of a screen of so many columns."""
    return next(name for least, name in reversed(BREAKPOINTS) if columns >= least)
