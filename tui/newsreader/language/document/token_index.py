"""Where everything in a document stands: what is quoted, and which sentence and paragraph each word is in."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from newsreader.language.document.document import Document

__all__ = ["Story"]


@dataclass(slots=True)
class Story:
    """Where everything in a document stands, worked out once: token and sentence numbers, and what is quoted.

    `sentence_of` gives each token the number of the last sentence up to it that has words outside quotes, so that
    long quotes do not put a distance between the people around them. `inside[i]` is the number of the quoted stretch
    that token i is in, or -1. `opening[n]` is the first token outside quotes of the sentence numbered n.
    """

    document: Document
    sentence_of: list[int]
    paragraph_of: list[int]
    inside: list[int]
    opening: list[int]

    @classmethod
    def of(cls, document: Document) -> Story:
        size = len(document.words)
        inside = [-1] * size
        starts = document.starts
        for number, quote in enumerate(document.quoted):
            first = bisect_left(starts, quote.start)
            last = bisect_left(starts, quote.end)
            inside[first:last] = [number] * (last - first)
        sentence_of = [0] * size
        paragraph_of = [0] * size
        opening = [0]
        count = 0
        for sentence in document.sentences:
            first, last = sentence.first, sentence.last
            told = (i for i in range(first, last) if inside[i] < 0 and document.words[i][0].isalpha())
            begin = next(told, -1)
            if begin >= 0:
                opening.append(begin)
                count += 1
            sentence_of[first:last] = [count] * (last - first)
            paragraph_of[first:last] = [sentence.paragraph] * (last - first)
        return cls(document, sentence_of, paragraph_of, inside, opening)
