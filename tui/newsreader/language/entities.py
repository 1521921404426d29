"""Mentions of people, organisations, places, peoples, products, dates and sums of money."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from newsreader.language import models
from newsreader.language.entity_features import features, segments
from newsreader.language.sentences import Document

__all__ = ["Mention", "find"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in the text, `[start, end)`, with its class (see `Entity.label`)."""

    start: int
    end: int
    label: str


@cache
def _tagger() -> Any:
    import pycrfsuite  # 15 ms

    tagger = pycrfsuite.Tagger()
    tagger.open(str(models.path("entities.crfsuite")))
    return tagger


def find(document: Document) -> list[Mention]:
    """The mentions in `document`, in reading order, not overlapping."""
    tagger = _tagger()
    found: list[Mention] = []
    for first, last in segments(document.text, document.starts, document.ends):
        tags: list[str] = tagger.tag(features(document.words[first:last]))
        begin = -1
        for index, tag in enumerate([*tags, "O"]):
            if begin >= 0 and (tag == "O" or tag[0] == "B" or tag[2:] != tags[begin][2:]):
                span = document.starts[first + begin], document.ends[first + index - 1]
                found.append(Mention(*span, tags[begin][2:]))
                begin = -1
            if tag != "O" and begin < 0:
                begin = index
    return found
