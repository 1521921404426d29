"""The cache returns the rows of words and changes no result."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.language.document.tokens import tokenise
from newsreader.language.entities import crf, network
from newsreader.language.entities.embedding_cache import EmbeddingCache
from newsreader.language.entities.features import encode


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1), max_size=12))
def test_words_have_their_rows_however_many_are_kept(asked: list[list[str]]) -> None:
    cache = EmbeddingCache(most=5)
    for words in asked:
        found = cache.of(words, lambda new: np.array([[ord(word), 1.0] for word in new]))
        assert found.tolist() == [[ord(word), 1.0] for word in words]


def test_words_met_last_are_not_worked_out_again() -> None:
    cache = EmbeddingCache(most=4)
    made: list[str] = []

    def make(words: list[str]) -> np.ndarray:
        made.extend(words)
        return np.array([[ord(word)] for word in words])

    for words in ("ab", "cd", "ab", "e", "ab", "c"):
        cache.of(list(words), make)
    assert "".join(made) == "abcdec"


def test_rows_that_were_handed_out_are_the_callers_own() -> None:
    cache = EmbeddingCache()
    cache.of(["a"], lambda _: np.ones((1, 2)))[:] = 7
    cache.of(["a"], lambda _: np.ones((1, 2)))[:] = 7
    assert cache.of(["a"], lambda _: np.zeros((1, 2))).tolist() == [[1, 1]]


def test_what_was_met_before_changes_no_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EmbeddingCache.__init__, "__defaults__", (12,))
    for model in (replace(network.load()), replace(crf.load())):
        for text in (
            "Mr Lee met Ann May in Oslo.\n4 May.\n",
            "Oslo and Bergen met\nMr Lee.",
            "Mr Lee met Ann.",
        ):
            encoded = encode(text, *tokenise(text))
            assert model.scores(encoded) == pytest.approx(replace(model).scores(encoded), abs=1e-4)
