"""Which quoted strings are what somebody said, and which are titles, nicknames or scare quotes."""

from __future__ import annotations

import re

from newsreader.language.quotation_marks import Quoted

__all__ = ["is_speech"]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLAUSE = re.compile(
    r"\b(?:i|we|you|he|she|they|it|this|that|there|who|what)\b|['’](?:s|re|m|ve|ll|d)\b|n['’]t\b"
    r"|\b(?:is|are|was|were|am|be|been|will|would|can|could|should|must|may|might|do|does|did|has|have|had)\b",
    re.IGNORECASE,
)


def is_speech(text: str, quote: Quoted) -> bool:
    """Whether the string carries a clause that somebody said.

    Five words or more count, unless they are written like a title; fewer count if they have a verb or a subject that
    is sure to be one and end like speech.
    """
    string = text[quote.start : quote.end]
    words = _WORD.findall(string)
    if not words:
        return False
    if len(words) >= 5:
        return True
    after = text[quote.end + 1 : quote.end + 2]
    ends = string[-1] in ".,!?…—" or after in (",", "")
    return ends and bool(_CLAUSE.search(string)) and len(words) >= 2
