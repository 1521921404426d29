"""Which of the candidates around a quote said it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsreader.language.attribution_features import clues, numbers
from newsreader.language.scene import Scene, Setting
from newsreader.language.trees import Trees

__all__ = ["Attribution"]


class Attribution:
    """The trained choice of speakers: a linear model of the words, whose sum is one more number for boosted trees."""

    def __init__(self, trees: Trees, weights: Mapping[str, float]) -> None:
        """`weights` are those of `attribution_features.clues`, `trees` take a row of `numbers` and their sum."""
        self._trees = trees
        self._weights = weights

    def choose(self, scene: Scene, likely: float) -> list[tuple[int, float] | None]:
        """For each quote the index of its speaker among `scene.candidates` and how likely that is, or None.

        None stands where no candidate is as `likely` as that (0 to 1). Quotes are taken in reading order, since who
        spoke last is a sign of who speaks now.
        """
        chosen: list[tuple[int, float] | None] = []
        previous: tuple[int, Setting] | None = None
        for setting in scene.settings:
            signed = scene.signature(setting)
            best: tuple[int, float] | None = (signed, 1.0) if signed is not None else None
            after = scene.attached(setting)
            for index, row in self.rows(scene, setting, previous) if signed is None else ():
                if after and index not in after:
                    continue
                probability = self._trees.probability(row)
                if best is None or probability > best[1]:
                    best = index, probability
            if best is not None:
                previous = best[0], setting
            chosen.append(best if best is not None and best[1] >= likely else None)
        return chosen

    def rows(
        self, scene: Scene, setting: Setting, previous: tuple[int, Setting] | None
    ) -> list[tuple[int, list[float]]]:
        """The candidates worth a look for a quote, by index, with all that the trees take of each."""
        around = scene.around(setting, previous[0] if previous else None)
        weight = self._weights.get
        return [
            (index, [*row, sum(weight(name, 0.0) for name in names)])
            for index, row, names in zip(around, *self.seen(scene, setting, around, previous), strict=True)
        ]

    @staticmethod
    def seen(
        scene: Scene, setting: Setting, around: Sequence[int], previous: tuple[int, Setting] | None
    ) -> tuple[list[list[float]], list[list[str]]]:
        """What the two models take of the candidates `around`: numbers for the trees, clues for the weights."""
        return numbers(scene, setting, around, previous), clues(scene, setting, around)
