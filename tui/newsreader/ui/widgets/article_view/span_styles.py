"""The styles of the characters of an article: marks, names, quotes, summary and search hits, as layers.

It knows only the names of styles. `body_styles` says how they look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from newsreader.model.analysis import Analysis, Entity, Quote, Span
from newsreader.model.article import Mark, MarkKind
from newsreader.ui.textual_ext.cell_width import JOINER, extends
from newsreader.ui.widgets.article_view.line_breaking import Line, LineKind
from newsreader.ui.widgets.article_view.span_layers import Layer, Run, flatten

__all__ = ["CLASSES", "Highlighting", "SpanStyles"]


class Highlighting(StrEnum):
    """How much of an analysis is highlighted."""

    ALL = "all"
    PEOPLE = "people"
    OFF = "off"


CLASSES = {
    "PERSON": "person",
    "ORG": "org",
    "LOC": "loc",
    "FAC": "loc",
    "NORP": "norp",
    "PRODUCT": "misc",
    "MISC": "misc",
    "DATE": "date",
    "MONEY": "money",
}
"""The style of each entity label: places and buildings share one, products and other names another."""

_LINES = {LineKind.BLOCKQUOTE: "blockquote", LineKind.CODE: "code", LineKind.CAPTION: "caption"}
_LINKS = (MarkKind.LINK, MarkKind.CAPTION)  # a caption links to its image
_INLINE = {MarkKind.STRONG: "strong", MarkKind.EMPHASIS: "emphasis"}


class SpanStyles:
    """The layers over the text of one article, lowest first: structure, quotes, names, links, search hits."""

    def __init__(self, text: str, marks: Sequence[Mark] = ()) -> None:
        self._text = text
        self.links: Layer[str] = Layer((m.start, m.end, m.value) for m in marks if m.kind in _LINKS and m.value)
        self._inline = [
            (name, Layer((m.start, m.end, None) for m in marks if m.kind is kind)) for kind, name in _INLINE.items()
        ]
        self.entities: Layer[int] = Layer()
        self.quotes: Layer[int] = Layer()
        self._classes: list[str] = []
        self._summary: Layer[int] = Layer()
        self._hits: Layer[None] = Layer()
        self.notes: Layer[int] = Layer()

    def set_analysis(self, analysis: Analysis | None) -> None:
        """Set the names, quotes and summary of `analysis`, or remove them with None."""
        found = analysis or Analysis()
        size = len(self._text)
        self._classes = [CLASSES.get(entity.label, "misc") for entity in found.entities]
        self.entities = _numbered(found.entities, size)
        self.quotes = _numbered(found.quotes, size)
        self._summary = _numbered(found.summary, size)

    def set_hits(self, hits: Iterable[Span]) -> None:
        """Set the search hits, in any order."""
        self._hits = Layer((hit.start, min(hit.end, len(self._text)), None) for hit in hits)

    def set_notes(self, notes: Sequence[Span]) -> None:
        """Set the notes, in any order."""
        self.notes = _numbered(notes, len(self._text))

    def runs(
        self, line: Line, highlighting: Highlighting = Highlighting.ALL, *, over: Sequence[tuple[int, int, str]] = ()
    ) -> list[Run]:
        """Split the characters of `line` into runs with the same style, without gaps or overlaps.

        `over` are further spans `(start, end, style)` on top, such as a selection; they may reach beyond the line.
        Grapheme clusters stay whole.
        """
        start, end = line.start, line.end
        if start >= end:
            return []
        spans: list[tuple[int, int, str]] = []
        if line.kind is LineKind.HEADING:
            spans.append((start, end, "heading" if line.level <= 2 else "subheading"))
        elif line.kind in _LINES:
            spans.append((start, end, _LINES[line.kind]))
        for name, layer in self._inline:
            spans += ((a, b, name) for a, b, _ in layer.over(start, end))
        if highlighting is not Highlighting.OFF:
            spans += ((a, b, "quote") for a, b, _ in self.quotes.over(start, end))
            for a, b, index in self.entities.over(start, end):
                if highlighting is Highlighting.ALL or self._classes[index] == "person":
                    spans.append((a, b, self._classes[index]))
        spans += ((a, b, "note") for a, b, _ in self.notes.over(start, end))
        spans += ((a, b, "link") for a, b, _ in self.links.over(start, end))
        spans += ((a, b, "hit") for a, b, _ in self._hits.over(start, end))
        spans += ((max(a, start), min(b, end), name) for a, b, name in over if a < end and b > start)
        snapped = ((self._snap(a, line), self._snap(b, line), name) for a, b, name in spans)
        return flatten(start, end, [span for span in snapped if span[0] < span[1]])

    def _snap(self, at: int, line: Line) -> int:
        """Return `at`, moved to the end of the grapheme cluster that it falls into."""
        text = self._text
        while line.start < at < line.end and (extends(text[at]) or text[at - 1] == JOINER):
            at += 1
        return at

    def summary_mark(self, line: Line, before: Line | None = None) -> tuple[bool, int | None]:
        """Return whether `line` holds a sentence of the summary, and its number, from 1, if it is shown on this line.

        The number is shown on the line where the sentence begins, or on the next one if another sentence begins there
        too. `before` is the line before this one.
        """
        chosen = [index for _, _, index in self._summary.over(line.start, line.end)]
        begun = self._begun_on(line)
        if begun:
            return True, begun[0] + 1
        late = chosen[:1] and before is not None and chosen[0] in self._begun_on(before)[1:]
        return bool(chosen), chosen[0] + 1 if late else None

    def _begun_on(self, line: Line) -> list[int]:
        """Return the indexes of the summary sentences that begin on `line`."""
        return [
            index
            for start, _, index in self._summary.over(line.start, line.end)
            if start > line.start or self._summary.at(start - 1) != index
        ]


def _numbered(spans: Sequence[Span | Entity | Quote], size: int) -> Layer[int]:
    """Return a layer of `spans` with their indexes, cut to the text."""
    return Layer((span.start, min(span.end, size), index) for index, span in enumerate(spans))
