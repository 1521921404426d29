"""Which of the candidates around a quote said it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsreader.language.quotes import attribution_by_position
from newsreader.language.quotes.attribution_features import clues, numbers
from newsreader.language.quotes.quote_context import Scene, Setting
from newsreader.language.resources.gradient_boosted_trees import Trees

__all__ = ["LIKELY", "Attribution"]

LIKELY = 0.1
"""With a best candidate less likely than that, the article does not say who spoke."""

_HOPELESS = 4.0  # log odds; leaving out candidates this far behind cost no right choice when tried
_PLAIN = 0.98  # so many of the candidates attached to a quote are right: 1,842 of 1,877 in the training articles


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
        if not scene.document.english:
            return self._by_position(scene)
        chosen: list[tuple[int, float] | None] = []
        previous: tuple[int, Setting] | None = None
        for setting in scene.settings:
            best = self.plain(scene, setting) or self._likeliest(scene, setting, previous)
            if best is not None:
                previous = best[0], setting
            chosen.append(best if best is not None and best[1] >= likely else None)
        return chosen

    @staticmethod
    def _by_position(scene: Scene) -> list[tuple[int, float] | None]:
        chosen: list[tuple[int, float] | None] = []
        previous: int | None = None
        for setting in scene.settings:
            previous = attribution_by_position.speaker(scene, setting, previous)
            chosen.append(None if previous is None else (previous, _PLAIN))
        return chosen

    @staticmethod
    def plain(scene: Scene, setting: Setting) -> tuple[int, float] | None:
        """The speaker, and how likely it is, where the form leaves no doubt, so that nothing need be scored."""
        signed = scene.signature(setting)
        if signed is not None:
            return signed, _PLAIN
        attached = scene.attached(setting)
        return (attached[0], _PLAIN) if len(attached) == 1 else None

    def _likeliest(
        self, scene: Scene, setting: Setting, previous: tuple[int, Setting] | None
    ) -> tuple[int, float] | None:
        """The best of the candidates, and how likely it is; one attached to the quote goes before all others."""
        attached = scene.attached(setting)
        best: tuple[int, float] | None = None
        rows = [(i, row) for i, row in self.rows(scene, setting, previous) if not attached or i in attached]
        least = max((row[-1] for _, row in rows), default=0.0) - _HOPELESS
        for index, row in rows:
            if row[-1] >= least:
                probability = self._trees.probability(row)
                if best is None or probability > best[1]:
                    best = index, probability
        return best

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
