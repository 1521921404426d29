"""Each token has the number of its sentence, paragraph and quote."""

from __future__ import annotations

from newsreader.language.document.document import read
from newsreader.language.document.token_index import TokenIndex


def test_a_sentence_inside_a_quote_is_not_counted() -> None:
    tokens = TokenIndex.of(read("Ann Lee spoke. “We won.”\n\nShe left."))
    words = tokens.document.words
    assert words == ["Ann", "Lee", "spoke", ".", "“", "We", "won", ".", "”", "She", "left", "."]
    assert tokens.sentence_of == [1] * 9 + [2] * 3
    assert tokens.paragraph_of == [0] * 9 + [1] * 3
    assert tokens.quote_of == [-1] * 5 + [0] * 3 + [-1] * 4
    assert [words[token] for token in tokens.first_token_of[1:]] == ["Ann", "She"]


def test_an_empty_document() -> None:
    tokens = TokenIndex.of(read(""))
    assert (tokens.sentence_of, tokens.paragraph_of, tokens.quote_of) == ([], [], [])
