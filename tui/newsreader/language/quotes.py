"""Direct quotes, who said them, and which are key."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.analysis import Entity, Quote
from newsreader.language.sentences import Document

__all__ = ["find"]


def find(document: Document, entities: Sequence[Entity]) -> tuple[Quote, ...]:
    """The direct quotes of `document` in reading order, with their speakers and weights."""
    return ()
