"""Which sentences carry the story."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.analysis import Entity, Quote
from newsreader.language.sentences import Document, SentenceKind

__all__ = ["LONGEST", "METHODS", "choose"]

METHODS = ("news", "lexrank", "textrank", "lsa", "luhn", "kl", "lead")
LONGEST = 10
"""The most sentences that a summary has."""


def choose(
    document: Document, entities: Sequence[Entity], quotes: Sequence[Quote], method: str = "news"
) -> tuple[tuple[int, ...], ...]:
    """The summaries of 1 to `LONGEST` sentences: item n - 1 holds the indexes of the n chosen ones, ascending.

    The indexes count the prose sentences of `document` only. Raises ValueError for a method not in `METHODS`.
    """
    prose = [s for s in document.sentences if s.kind is SentenceKind.PROSE]
    return tuple(tuple(range(min(n, len(prose)))) for n in range(1, min(LONGEST, len(prose)) + 1))
