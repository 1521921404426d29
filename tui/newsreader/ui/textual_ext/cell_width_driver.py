"""Keep each character in its cells, whatever width the terminal gives it.

Terminals disagree about the width of joined emoji, keycaps, flags and letters of Indian scripts. Without this, the rest
of the line is drawn in the wrong place and stays there. A terminal whose encoding is not UTF-8 gets substitutes of the
same width for the characters that it lacks.

Uses the private `Driver._file`, for the encoding of the terminal. It saves no time: it keeps lines straight.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from textual.driver import Driver

from newsreader.system.stand_ins import encodes, lacking, stand_in
from newsreader.ui.textual_ext.cell_width import characters, width

__all__ = ["keep_in_cells", "make_cell_width_driver", "replace_unencodable"]

# Each terminal decides by itself whether it joins these, and whether they take one cell or two: joiners, keycaps,
# variation selectors, halves of flags, skin tones.
_JOINED = "[\u200d\u20e3\ufe0e\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
# Vowel signs of Brahmic scripts and parts of Hangul syllables: some terminals give them cells of their own.
_SIGNS = "[\u0900-\u0dff\u0f00-\u109f\u1160-\u11ff\u1700-\u17ff\u1a00-\u1cff\ua8e0-\ua9ff]"
# Most news has none of these, so one search decides; the other patterns are compiled only after a match.
_UNSURE = re.compile(_JOINED[:-1] + _SIGNS[1:])
_PARTS = r"\x1b\[[0-9;:<=>?]*[ -/]*[@-~]|[^\x00-\x1f\x7f]+"
_SAVE, _RESTORE = "\x1b7", "\x1b8"


def keep_in_cells(data: str) -> str:
    """Return `data` with the cursor moved to its right place after each character of uncertain width.

    An emoji is placed by itself. Words with vowel signs are placed as a whole, because single signs would be lost; they
    may run into the blank end of the line. Escape sequences stay as they are.
    """
    return re.sub(_PARTS, _in_cells, data) if _UNSURE.search(data) else data


def replace_unencodable(data: str, encoding: str) -> str:
    """Return `data` with substitutes of the same width for the characters that `encoding` lacks."""

    def replaced(part: re.Match[str]) -> str:
        words = part[0]
        if encodes(encoding, words):
            return words
        found = ((words[start:end], cells) for start, end, cells in characters(words, 0, len(words)))
        return "".join(one if encodes(encoding, one) else stand_in(one, cells) for one, cells in found)

    return data if encodes(encoding, data) else re.sub(_PARTS, replaced, data)


def _in_cells(part: re.Match[str]) -> str:
    words = part[0]
    if words.startswith("\x1b") or not _UNSURE.search(words):
        return words
    if re.search(_SIGNS, words):
        return _placed(words, width(words))
    return "".join(
        _placed(words[start:end], cells) if re.search(_JOINED, words[start:end]) else words[start:end]
        for start, end, cells in characters(words, 0, len(words))
    )


def _placed(words: str, cells: int) -> str:
    """Return `words` drawn over blank cells, with the cursor `cells` to the right afterwards."""
    if not cells:
        return words
    # Saved twice: some terminals forget a position once it was restored.
    return f"{_SAVE}{' ' * cells}{_RESTORE}{_SAVE}{words.rstrip(' ')}{_RESTORE}\x1b[{cells}C"


@lru_cache
def make_cell_width_driver(driver: type[Driver]) -> type[Driver]:
    """Return a subclass of `driver` that keeps characters in their cells."""

    class CellWidthDriver(driver):  # type: ignore[misc, valid-type]  # the driver depends on the platform
        _lacking: str | None = None
        """The encoding of the terminal if it is not UTF-8."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._lacking = lacking(getattr(getattr(self, "_file", None), "encoding", None))

        def write(self, data: str) -> None:
            super().write(keep_in_cells(data) if self._lacking is None else replace_unencodable(data, self._lacking))

    return CellWidthDriver
