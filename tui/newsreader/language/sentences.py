"""Text to a document: paragraphs, sentences and tokens, all with offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum

from newsreader.analysis import Span
from newsreader.language.tokens import tokenise

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
    one sentence; sentences are in reading order, do not overlap and lie within one paragraph each.
    """

    text: str
    title: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    words: list[str]
    starts: list[int]
    ends: list[int]

    def token_at(self, offset: int) -> int:
        """The index of the first token that ends after the character `offset` (`len(words)` if none does)."""
        index = bisect_left(self.ends, offset + 1)
        return index


_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s+[\"“‘'«(\[]?[A-Z0-9])")


def read(text: str, title: str = "") -> Document:
    """Cut `text` into paragraphs, sentences and tokens. Takes any string; time is linear in its length."""
    words, starts, ends = tokenise(text)
    paragraphs: list[Span] = []
    sentences: list[Sentence] = []
    for number, match in enumerate(_PARAGRAPH.finditer(text)):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        paragraphs.append(Span(start, end))
        cuts = [m.end() for m in _END.finditer(text, start, end)] + [end]
        begin = start
        for cut in cuts:
            while begin < cut and text[begin].isspace():
                begin += 1
            if begin >= cut:
                continue
            first, last = bisect_left(starts, begin), bisect_left(starts, cut)
            sentences.append(Sentence(begin, cut, number, first, last))
            begin = cut
    return Document(text, title, tuple(paragraphs), tuple(sentences), words, starts, ends)
