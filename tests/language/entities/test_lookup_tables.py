"""The fast paths of the recogniser give the same results as the plain ones."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.language.document.prefiltered_regex import find_matches
from newsreader.language.document.tokens import tokenise
from newsreader.language.entities import crf, network
from newsreader.language.entities.date_entities import _DATE, _PREFILTER
from newsreader.language.entities.embedding_cache import EmbeddingCache
from newsreader.language.entities.features import encode
from newsreader.language.entities.money_entities import _AMOUNT, _AMOUNT_PREFILTER, _WORDED, _WORDED_PREFILTER
from newsreader.language.entities.segment_reduce import segment_reduce


@given(st.lists(st.sampled_from([1, 2, 3, 40, 90]), min_size=1, max_size=8), st.booleans())
def test_runs_are_reduced_as_numpy_does(sizes: list[int], add: bool) -> None:
    dice = np.random.default_rng(sum(sizes))
    table = dice.normal(size=(50, 3)).astype(np.float32)
    rows = dice.integers(50, size=sum(sizes))
    opens = np.cumsum([0, *sizes[:-1]])
    by = np.add if add else np.maximum
    assert segment_reduce(by, table, rows, opens) == pytest.approx(by.reduceat(table[rows], opens), abs=1e-4)


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1), max_size=12))
def test_words_have_their_rows_however_many_are_kept(asked: list[list[str]]) -> None:
    kept = EmbeddingCache(most=5)
    for words in asked:
        found = kept.of(words, lambda new: np.array([[ord(word), 1.0] for word in new]))
        assert found.tolist() == [[ord(word), 1.0] for word in words]


def test_words_met_last_are_not_worked_out_again() -> None:
    kept = EmbeddingCache(most=4)
    made: list[str] = []

    def make(words: list[str]) -> np.ndarray:
        made.extend(words)
        return np.array([[ord(word)] for word in words])

    for words in ("ab", "cd", "ab", "e", "ab", "c"):
        kept.of(list(words), make)
    assert "".join(made) == "abcdec"


def test_rows_that_were_handed_out_are_the_callers_own() -> None:
    kept = EmbeddingCache()
    kept.of(["a"], lambda _: np.ones((1, 2)))[:] = 7
    kept.of(["a"], lambda _: np.ones((1, 2)))[:] = 7
    assert kept.of(["a"], lambda _: np.zeros((1, 2))).tolist() == [[1, 1]]


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


PIECES = (
    "$ HK$ £ ₹ GH¢ Rs Rs. RM SR R KSh Dh Tk S/ USD EUR N 5 12 3,50,000 1.2 25-35 million m crore dollars won yen US "
    "Thai - . ( a few several hundred tens of two Monday , July Sept. 14 4th 1st and to – 2022 May CUP rupees x Jan"
).split()


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " ", "\n"])), max_size=20))
def test_clues_hide_no_day_and_no_sum(pieces: list[tuple[str, str]]) -> None:
    text = "".join(map("".join, pieces))
    for pattern, prefilter in ((_DATE, _PREFILTER), (_AMOUNT, _AMOUNT_PREFILTER), (_WORDED, _WORDED_PREFILTER)):
        assert list(find_matches(pattern, prefilter, text)) == [match.span() for match in pattern.finditer(text)]


def test_lines_without_a_clue_are_passed_over() -> None:
    assert list(find_matches(re.compile("a+"), re.compile("b"), "aa\nab a\n\na\nba")) == [(3, 4), (6, 7), (12, 13)]
