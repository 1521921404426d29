"""Who a pronoun, a description or a short form stands for: "she", "the union's president", "Putin"."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.analysis import Entity
from newsreader.language.sentences import Document

__all__ = ["Coreference"]


class Coreference:
    """Answers for one document; made once for all its quotes."""

    def __init__(self, document: Document, entities: Sequence[Entity]) -> None:
        self._entities = {(e.start, e.end): e.name for e in entities}
        self._document = document

    def name_of(self, start: int, end: int) -> str | None:
        """The name of whom the mention at `[start, end)` stands for, or None where the article does not say."""
        return self._entities.get((start, end))
