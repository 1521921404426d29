"""Exported trees give the scores of their model."""

from __future__ import annotations

from math import exp

import pytest

from newsreader.language.resources.gradient_boosted_trees import GradientBoostedTrees

TREES = GradientBoostedTrees(
    {"base": -1.0, "trees": [[[0, 0.5, 1, 2], [2.0], [1, 3.0, 3, 4], [-1.0], [0.25]], [[0.5]]]}
)


@pytest.mark.parametrize(
    ("row", "score"), [([0.5, 9.0], -1.0 + 2.0 + 0.5), ([0.6, 3.0], -1.0 - 1.0 + 0.5), ([0.6, 3.1], -0.25)]
)
def test_a_row_goes_left_up_to_the_threshold_and_right_above(row: list[float], score: float) -> None:
    assert TREES.score(row) == pytest.approx(score)
    assert TREES.probability(row) == pytest.approx(1 / (1 + exp(-score)))


def test_a_very_low_score_gives_probability_zero_without_an_error() -> None:
    assert GradientBoostedTrees({"base": -1000.0, "trees": []}).probability([]) == 0.0
