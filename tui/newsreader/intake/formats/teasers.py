"""Recognise entries of feeds that have only the beginning of their article."""

from __future__ import annotations

import re

__all__ = ["is_teaser"]

_SHORT = 600
"""A text with fewer characters is a teaser, whatever its end."""

_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:read|continue|full)\b[^.!?\n]{0,60}?[»›→…]?)\s*$", re.I)
_MORE = re.compile(
    r"(?:^|\n|\s)(?:read (?:more|on|the (?:full|rest|whole))|continue reading|full (?:story|article))\b", re.I
)


def is_teaser(text: str) -> bool:
    """Return whether the text of an entry is only the beginning of its article: it is short, or it breaks off."""
    ending = text[-120:]
    return len(text) < _SHORT or bool(_CUT.search(ending) and (_MORE.search(ending) or ending.rstrip()[-1:] in "….]"))
