"""The analysis of an article: spans over its text, to and from JSON.

Offsets are Unicode code points into the article's text, half-open `[start, end)`.
"""

from __future__ import annotations

import json
from typing import NamedTuple

__all__ = ["METHODS", "Analysis", "Entity", "Quote", "Span"]

METHODS = ("news", "lexrank", "textrank", "lsa", "luhn", "kl", "lead")
"""The ways to choose a summary; the first is the default."""


class Span(NamedTuple):
    """The characters `start` up to, not including, `end`; `0 <= start < end`."""

    start: int
    end: int


class Entity(NamedTuple):
    """One mention of a person, organisation, place or other thing.

    `label` is one of PERSON ORG LOC FAC NORP PRODUCT MISC DATE MONEY. `name` is the fullest form that the
    article gives to what is mentioned: all mentions of one person share it.
    """

    start: int
    end: int
    label: str
    name: str


class Quote(NamedTuple):
    """The literal words of a speaker; `start` and `end` lie inside the quotation marks.

    `speaker` is the resolved name, and `speaker_start`/`speaker_end` the mention next to the quote (a name, a
    pronoun or a description); None where the article does not say. `weight`, from 0 to 1, is how key the quote
    is. `continues` is the index of the quote that this one goes on with, in the same statement. `role` is what
    the article says the speaker is ("prime minister"), or None.
    """

    start: int
    end: int
    speaker: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    weight: float = 0.0
    continues: int | None = None
    role: str | None = None


class Analysis(NamedTuple):
    """The sentences, entities, quotes and summary of one text.

    `sentences` are the sentences of the running text in reading order: no headlines, by-lines or captions.
    `summary` holds the chosen ones in reading order. `choices[n - 1]` are the indexes into `sentences` of the
    summary of n sentences, ascending, so that another length needs no new analysis. `method` made the summary,
    `model` names the models that made the rest, and `language` is the ISO 639-1 code that was taken ("" for
    unknown).
    """

    sentences: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    summary: tuple[Span, ...] = ()
    method: str = "news"
    model: str = ""
    choices: tuple[tuple[int, ...], ...] = ()
    language: str = ""

    def at_length(self, count: int) -> Analysis:
        """Return this analysis with a summary of `count` sentences (1 to 10; fewer if the text has fewer)."""
        if not self.choices:
            return self
        chosen = self.choices[min(max(count, 1), len(self.choices)) - 1]
        return self._replace(summary=tuple(self.sentences[i] for i in chosen))

    def to_json(self) -> str:
        """Return one line of JSON, from which `from_json` makes an equal analysis."""
        return json.dumps(
            {
                "sentences": [[s.start, s.end] for s in self.sentences],
                "entities": [[e.start, e.end, e.label, e.name] for e in self.entities],
                "quotes": [
                    [q.start, q.end, q.speaker, q.speaker_start, q.speaker_end, q.weight, q.continues, q.role]
                    for q in self.quotes
                ],
                "summary": [[s.start, s.end] for s in self.summary],
                "method": self.method,
                "model": self.model,
                "choices": self.choices,
                "language": self.language,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, data: str) -> Analysis:
        """Return the analysis that `to_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
        raw = json.loads(data)
        return cls(
            sentences=tuple(Span(*s) for s in raw["sentences"]),
            entities=tuple(Entity(*e) for e in raw["entities"]),
            quotes=tuple(Quote(*q) for q in raw["quotes"]),
            summary=tuple(Span(*s) for s in raw["summary"]),
            method=raw["method"],
            model=raw["model"],
            choices=tuple(tuple(c) for c in raw["choices"]),
            language=raw["language"],
        )
