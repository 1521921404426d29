"""The decoder finds whole names with a probability over one half."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from newsreader.language.entities.posterior_decoding import decode, follows

SMALL = ("O", "B-X", "I-X", "L-X", "U-X")


@settings(max_examples=40)
@given(
    arrays(np.float32, st.tuples(st.integers(1, 5), st.just(5)), elements=st.floats(-3, 3, width=16)),
    arrays(np.float32, (5, 5), elements=st.floats(-2, 2, width=16)),
)
def test_decoding_finds_the_whole_names_that_are_likelier_than_not(scores: np.ndarray, transitions: np.ndarray) -> None:
    length = len(scores)
    allowed = [
        path
        for path in product(range(5), repeat=length)
        if all(follows(SMALL[a], SMALL[b]) for a, b in pairwise((0, *path, 0)))
    ]
    totals = [scores[range(length), path].sum() + sum(transitions[a, b] for a, b in pairwise(path)) for path in allowed]
    weights = np.exp(np.array(totals) - max(totals))
    likely: Counter[tuple[int, ...]] = Counter()  # of the rows of each name
    for path, weight in zip(allowed, weights / weights.sum(), strict=True):
        for name in whole_names(path):
            likely[name] += weight
    assume(all(abs(chance - 0.5) > 1e-3 for chance in likely.values()))
    found = decode(scores, transitions, SMALL, np.array([0]), np.array([length]))
    assert set(whole_names(found.tolist())) == {name for name, chance in likely.items() if chance > 0.5}


def test_scores_of_any_size_are_decoded() -> None:
    scores = np.zeros((40, 5), np.float32)
    scores[:, 2] = 1e4  # every token is inside a name that neither begins nor ends
    labels = decode(scores, np.zeros((5, 5), np.float32), SMALL, np.array([0]), np.array([40]))
    assert list(whole_names(labels.tolist())) == [tuple(range(40))]


def whole_names(path: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Return the rows of each name in a path of indexes in `SMALL`; the path must have only whole names."""
    assert all(follows(SMALL[a], SMALL[b]) for a, b in pairwise((0, *path, 0)))
    begin = 0
    for row, label in enumerate(path):
        if SMALL[label][0] in "BU":
            begin = row
        if SMALL[label][0] in "LU":
            yield tuple(range(begin, row + 1))


def test_decoding_takes_each_stretch_by_itself() -> None:
    scores = np.zeros((6, 5), np.float32)
    scores[:, 4] = 3  # every token is a name
    scores[2, 1] = scores[3, 3] = 9  # but these two are one name
    transitions = np.zeros((5, 5), np.float32)
    together = decode(scores, transitions, SMALL, np.array([0]), np.array([6]))
    apart = decode(scores, transitions, SMALL, np.array([0, 3]), np.array([3, 3]))
    assert together.tolist() == [4, 4, 1, 3, 4, 4]
    assert apart.tolist() == [4, 4, 4, 4, 4, 4]
