"""Mentions of people, organisations, places, peoples, products, dates and sums of money."""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.language.sentences import Document

__all__ = ["Mention", "find"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in the text, `[start, end)`, with its class (see `Entity.label`)."""

    start: int
    end: int
    label: str


def find(document: Document) -> list[Mention]:
    """The mentions in `document`, in reading order, not overlapping."""
    return []
