"""Runs of rows are reduced as numpy reduces them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.language.entities.segment_reduce import segment_reduce


@given(st.lists(st.sampled_from([1, 2, 3, 40, 90]), min_size=1, max_size=8), st.booleans())
def test_runs_are_reduced_as_numpy_does(sizes: list[int], add: bool) -> None:
    dice = np.random.default_rng(sum(sizes))
    table = dice.normal(size=(50, 3)).astype(np.float32)
    rows = dice.integers(50, size=sum(sizes))
    opens = np.cumsum([0, *sizes[:-1]])
    by = np.add if add else np.maximum
    assert segment_reduce(by, table, rows, opens) == pytest.approx(by.reduceat(table[rows], opens), abs=1e-4)
