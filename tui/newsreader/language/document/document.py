"""Text to a document: paragraphs, sentences and tokens, all with offsets."""

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
    """What a stretch of text between two sentence ends is."""

    PROSE = "prose"  # a sentence of the running text
    HEADING = "heading"  # a headline or subhead
    FURNITURE = "furniture"  # by-line, date line, caption, credit, "Read more", share button, cookie notice, address


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a line of furniture: characters `[start, end)`, tokens `[first, last)`, in one paragraph."""

    start: int
    end: int
    paragraph: int
    first: int
    last: int
    kind: SentenceKind = SentenceKind.PROSE


@dataclass(frozen=True, slots=True)
class Document:
    """A text, cut up once for all that follows.

    `words[i]` is the token at characters `[starts[i], ends[i])`. Every token outside white space belongs to exactly
    one sentence; sentences are in reading order, do not overlap and lie within one paragraph each. `language` is the
    ISO 639-1 code of the language that the text is taken to be in, "" for unknown. `quoted` is what stands between
    quotation marks, in reading order.
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
        """Is the text read by the rules and models of English? So is one whose language nothing tells."""
        return self.language in ("en", "")

    def token_at(self, offset: int) -> int:
        """The index of the first token that ends after the character `offset` (`len(words)` if none does)."""
        index = bisect_left(self.ends, offset + 1)
        return index


DATELINES = 4
"""A date line opens one of the first so many paragraphs: a headline, an address and a by-line may come before."""


def read(text: str, title: str = "") -> Document:
    """Cut `text` into paragraphs, sentences and tokens. Takes any string; time is linear in its length."""
    words, starts, ends = tokenise(text)
    language = language_detection.language(text)
    spans = paragraphs.find(text)
    cut: list[tuple[int, int, int]] = []  # start, end, paragraph
    before: set[int] = set()  # where pieces start that stand before a sentence on its own line
    begun = False
    for number, span in enumerate(spans):
        for start, end in _pieces(text, span, language, starts, ends):
            opens = start == span.start and number < DATELINES
            body = leading_boilerplate.skip(text, start, end, opening=opens and not begun)
            if opens or body > start:
                long = text.count(" ", body, span.end) >= boilerplate.HEADING_WORDS
                body = datelines.dateline(text, body, end, opening=not begun and (long or number > 0))
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
    """The sentences of one paragraph, without the white space around them; a border never cuts a token."""
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
