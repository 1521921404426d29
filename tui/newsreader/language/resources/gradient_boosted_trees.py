"""Boosted decision trees, trained elsewhere and exported as plain numbers: what they say of a row of features."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Any

__all__ = ["GradientBoostedTrees"]


class GradientBoostedTrees:
    """A sum of small regression trees, read as the logarithm of the odds."""

    def __init__(self, data: Any) -> None:
        """`data` is `{"base": b, "trees": [[node, ...], ...]}`.

        A node is `[feature, threshold, left, right]`, with the number of the node to go to where the feature is at
        most the threshold, or else; or, for a leaf, `[value]`. The first node of each tree is its root.
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
        """The logarithm of the odds that the row's answer is yes."""
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
        """How likely the row's answer is yes, from 0 to 1."""
        score = self.score(row)
        return 1.0 / (1.0 + exp(-score)) if score > -500 else 0.0
