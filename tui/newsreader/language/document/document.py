"""Turn a text into a document: paragraphs, sentences and tokens, all with offsets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from newsreader.language.document import (
    boilerplate,
    datelines,
    language_detection,
    leading_boilerplate,
    paragraphs,
    sentence_boundaries,
)
from newsreader.language.document.quotation_marks import Quoted, quoted
from newsreader.language.document.tokens import tokenise
from newsreader.model.analysis import Span

__all__ = ["Document", "Sentence", "SentenceKind", "read"]


class SentenceKind(StrEnum):
    """The role of a stretch of text between two sentence ends."""

    PROSE = "prose"  # a sentence of the running text
    HEADING = "heading"  # a headline or subhead
    BOILERPLATE = "boilerplate"  # by-line, date line, caption, credit, "Read more", button, cookie notice, URL


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or line: characters `[start, end)`, tokens `[first, last)`, and the index of its paragraph."""

    start: int
    end: int
    paragraph: int
    first: int
    last: int
    kind: SentenceKind = SentenceKind.PROSE


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its parts, as every later step of the analysis uses it.

    `words[i]` is the token at characters `[starts[i], ends[i])`. Every token belongs to exactly one sentence. Sentences
    are in reading order, do not overlap and lie within one paragraph each. `language` is the ISO 639-1 code of the
    detected language, "" if unknown. `quoted` has the stretches between quotation marks in reading order.
    """

    text: str
    title: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    words: list[str]
    starts: list[int]
    ends: list[int]
    language: str = "en"
    quoted: tuple[Quoted, ...] = ()

    @property
    def english(self) -> bool:
        """Return whether the rules and models of English apply: to English, and to texts of unknown language."""
        return self.language in ("en", "")

    def token_at(self, offset: int) -> int:
        """Return the index of the first token that ends after the character `offset`, or `len(words)`."""
        index = bisect_left(self.ends, offset + 1)
        return index


DATELINES = 4
"""The number of paragraphs that may open with a dateline: a headline, an address and a by-line can precede it."""


def read(text: str, title: str = "") -> Document:
    """Return `text` cut into paragraphs, sentences and tokens. Takes any string, in time linear in its length.

    `title` is the title of the article, which is not part of `text`: a line that repeats it is a heading.
    """
    words, starts, ends = tokenise(text)
    language = language_detection.detect_language(text)
    spans = paragraphs.find(text)
    cut: list[tuple[int, int, int]] = []  # start, end, paragraph
    before: set[int] = set()  # starts of pieces that precede a sentence on its line
    begun = False
    for number, span in enumerate(spans):
        for start, end in _pieces(text, span, language, starts, ends):
            opens = start == span.start and number < DATELINES
            body = leading_boilerplate.skip(text, start, end, opening=opens and not begun)
            if opens or body > start:
                long = text.count(" ", body, span.end) >= boilerplate.HEADING_WORDS
                body = datelines.skip_dateline(text, body, end, opening=not begun and (long or number > 0))
                begun = begun or long
            if body > start:
                cut.append((start, start + len(text[start:body].rstrip()), number))
                before.add(start)
                start = body
            if start == end:
                continue
            cut.append((start, end, number))
    kinds = boilerplate.classify(text, title, cut, before, english=language in ("en", ""))
    sentences: list[Sentence] = []
    first = 0
    for (start, end, number), kind in zip(cut, kinds, strict=True):
        last = bisect_left(starts, end, first)
        sentences.append(Sentence(start, end, number, first, last, SentenceKind(kind)))
        first = last
    return Document(
        text, title, tuple(spans), tuple(sentences), words, starts, ends, language, tuple(quoted(text, spans))
    )


def _pieces(text: str, span: Span, language: str, starts: list[int], ends: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one paragraph, without the white space around them; their ends never cut a token."""
    begin = span.start
    for cut in sentence_boundaries.find(text, span.start, span.end, language):
        token = bisect_left(ends, cut)
        if token < len(starts) and starts[token] < cut < ends[token]:
            continue
        start, end = begin, cut
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end
        begin = cut
