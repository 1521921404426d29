"""Words and texts become numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.language.document.tokens import tokenise
from newsreader.language.entities.features import (
    LONGEST_SEGMENT,
    encode,
    form_features,
    packed_features,
    segments,
    shape,
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("", ""), ("Putin", "Xxx"), ("COVID-19", "XX-dd"), ("iPhone", "xXxx"), ("U.S.", "X.X."), ("Ō2", "Xd")],
)
def test_shape(word: str, expected: str) -> None:
    assert shape(word) == expected


def test_forms_share_features_by_what_they_share() -> None:
    assert set(form_features("Ramaphosa", 0)) & set(form_features("Mandosa", 0))
    assert form_features("1987", 5) == form_features("2024", 5)
    assert form_features("May", 5) != form_features("may", 5)
    alike = set(form_features("Oslo", 0b1011)) & set(form_features("Bern", 0b1011))
    assert alike > set(form_features("Oslo", 0b1011)) & set(form_features("Bern", 0b0100))


def test_packed_features_are_the_same() -> None:
    assert np.frombuffer(packed_features("Oslo", 11), np.uint16).tolist() == form_features("Oslo", 11)


def test_encode_counts_how_a_word_is_written_elsewhere() -> None:
    text = "Apple rose. The apple fell and the apple stayed.\nHere Apple fell."
    words, starts, ends = tokenise(text)
    encoded = encode(text, words, starts, ends)
    apple = encoded.places[0]
    assert encoded.types[0] == "\n"
    assert [encoded.types[t] for t in encoded.flat[encoded.places]] == words
    assert encoded.form[apple] == encoded.form[encoded.places[words.index("apple")]]
    low, high = encoded.context[apple, 7], encoded.context[apple, 8]
    assert low == pytest.approx(2 / 3)
    assert high == pytest.approx(1 / 3)  # the first one opens a sentence, where every word has a capital
    assert encoded.breaks.nonzero()[0].tolist() == [0, words.index("Here")]


@given(st.lists(st.sampled_from(["a", ".", "\n", "!"]), min_size=1, max_size=300))
def test_segments_cover_all_tokens(parts: list[str]) -> None:
    text = "w " + " ".join(parts)
    words, starts, ends = tokenise(text)
    first, length = segments(encode(text, words, starts, ends))
    assert [i for f, n in zip(first, length, strict=True) for i in range(f, f + n)] == list(range(len(words)))
    assert length.max() <= LONGEST_SEGMENT
