"""How key each quote is to its article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsreader.analysis import Entity, Quote
from newsreader.language.sentences import Document

__all__ = ["weigh"]


def weigh(document: Document, entities: Sequence[Entity], quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes with their weights, from 0 to 1."""
    weights = [min(1.0, document.text.count(" ", q.start, q.end) / 25) for q in quotes]
    return tuple(replace(q, weight=round(w, 3)) for q, w in zip(quotes, weights, strict=True))
