"""Attributes tell the place of a token and the other mentions of its word."""

from __future__ import annotations

from newsreader.language.document.tokens import tokenise
from newsreader.language.entities import crf, crf_features
from newsreader.language.entities.features import (
    Encoded,
    encode,
)


def encoded_text(text: str) -> Encoded:
    return encode(text, *tokenise(text))


def test_where_a_token_stands_is_told_of_the_token_itself() -> None:
    lower, capital = encoded_text("we saw a lake"), encoded_text("we saw a Lake")
    changed = crf_features.context_attributes(lower) != crf_features.context_attributes(capital)
    assert changed[:, 0].tolist() == [False, False, False, True]
    assert changed[:, -2].tolist() == [False, False, False, False]  # of the token before
    assert changed[:, -1].tolist() == [False, False, True, True]  # of the token after; the last has only itself


def test_mentions_are_those_of_words_with_capitals_that_come_again() -> None:
    encoded = encoded_text("Lee saw Ann. Lee ate. " + "Lee ran. " * 7)
    found = crf_features.mentions(encoded, crf.load().words(encoded.types))
    assert [encoded.types[t] for t in encoded.flat[found.places]] == ["Lee"] * 9
    assert found.first.tolist() == [True] * crf_features.MENTIONS + [False] * 3
    assert len(found.near) == crf_features.MENTIONS
