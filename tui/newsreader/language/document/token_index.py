"""Number the quote, sentence and paragraph that each token of a document is in."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from newsreader.language.document.document import Document

__all__ = ["TokenIndex"]


@dataclass(slots=True)
class TokenIndex:
    """The position of each token of a document, in lists with one entry for each token.

    `sentence_of[i]` is the number of the last sentence up to token i that has words outside quotes, from 1 (0 before
    the first): a long quote does not put a distance between the people around it. `paragraph_of[i]` is the index of the
    token's paragraph. `quote_of[i]` is the index in `document.quoted` of the quote that token i is in, or -1.
    `first_token_of[n]` is the first token outside quotes of the sentence numbered n.
    """

    document: Document
    sentence_of: list[int]
    paragraph_of: list[int]
    quote_of: list[int]
    first_token_of: list[int]

    @classmethod
    def of(cls, document: Document) -> TokenIndex:
        """Build the index of `document`, in time linear in its length."""
        size = len(document.words)
        quote_of = [-1] * size
        starts = document.starts
        for number, quote in enumerate(document.quoted):
            first = bisect_left(starts, quote.start)
            last = bisect_left(starts, quote.end)
            quote_of[first:last] = [number] * (last - first)
        sentence_of = [0] * size
        paragraph_of = [0] * size
        first_token_of = [0]
        count = 0
        for sentence in document.sentences:
            first, last = sentence.first, sentence.last
            unquoted = (i for i in range(first, last) if quote_of[i] < 0 and document.words[i][0].isalpha())
            begin = next(unquoted, -1)
            if begin >= 0:
                first_token_of.append(begin)
                count += 1
            sentence_of[first:last] = [count] * (last - first)
            paragraph_of[first:last] = [sentence.paragraph] * (last - first)
        return cls(document, sentence_of, paragraph_of, quote_of, first_token_of)
