"""Evaluate gradient boosted trees that scikit-learn trained and a script in `assets/training` exported as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Any

__all__ = ["GradientBoostedTrees"]


class GradientBoostedTrees:
    """A sum of regression trees that gives the log-odds of a binary answer."""

    def __init__(self, data: Any) -> None:
        """Read the trees from `data`: `{"base": b, "trees": [[node, ...], ...]}`.

        A node is `[feature, threshold, left, right]`: the next node is number `left` if the feature is at most the
        threshold, else number `right`. A leaf is `[value]`. The first node of each tree is its root.
        """
        self._base = float(data["base"])
        self._trees = [
            (
                [int(node[0]) if len(node) == 4 else -1 for node in tree],
                [float(node[1]) if len(node) == 4 else float(node[0]) for node in tree],
                [int(node[2]) if len(node) == 4 else 0 for node in tree],
                [int(node[3]) if len(node) == 4 else 0 for node in tree],
            )
            for tree in data["trees"]
        ]

    def score(self, row: Sequence[float]) -> float:
        """Return the log-odds that the answer for a row of features is yes."""
        total = self._base
        for features, numbers, lefts, rights in self._trees:
            at = 0
            feature = features[0]
            while feature >= 0:
                at = lefts[at] if row[feature] <= numbers[at] else rights[at]
                feature = features[at]
            total += numbers[at]
        return total

    def probability(self, row: Sequence[float]) -> float:
        """Return the probability, 0 to 1, that the answer for a row of features is yes."""
        score = self.score(row)
        return 1.0 / (1.0 + exp(-score)) if score > -500 else 0.0
