"""Choose the speaker of each quote among the candidates near it: by rule where the form is clear, else by a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsreader.language.quotes import attribution_by_position
from newsreader.language.quotes.attribution_features import lexical_features, numeric_features
from newsreader.language.quotes.quote_context import QuoteContext, QuoteSlot
from newsreader.language.resources.gradient_boosted_trees import GradientBoostedTrees

__all__ = ["MIN_PROBABILITY", "SpeakerModel"]

MIN_PROBABILITY = 0.1
"""If the best candidate has a lower probability than this, the quote has no speaker."""

_PRUNING_MARGIN = 4.0  # log odds; dropping candidates this far behind lost no right choice in the training articles
_RULE_PROBABILITY = 0.98  # measured: 1,842 of 1,877 choices by rule are right in the training articles


class SpeakerModel:
    """The trained choice of speakers: a logistic model of words feeds one feature of gradient boosted trees.

    Trained by `assets/training/quotes.py`.
    """

    def __init__(self, trees: GradientBoostedTrees, weights: Mapping[str, float]) -> None:
        """Take the weights of the `lexical_features`, and trees over the `numeric_features` with the sum of those."""
        self._trees = trees
        self._weights = weights

    def choose(self, context: QuoteContext, min_probability: float) -> list[tuple[int, float] | None]:
        """Return for each quote the index of its speaker in `context.candidates` and its probability (0 to 1), or None.

        None means that no candidate reaches `min_probability`. Quotes are decided in reading order, because the last
        speaker is a feature for the next quote. Outside English the rules of `attribution_by_position` decide.
        """
        if not context.document.english:
            return self._by_position(context)
        chosen: list[tuple[int, float] | None] = []
        previous: tuple[int, QuoteSlot] | None = None
        for slot in context.slots:
            best = self.choose_by_rule(context, slot) or self._choose_by_model(context, slot, previous)
            if best is not None:
                previous = best[0], slot
            chosen.append(best if best is not None and best[1] >= min_probability else None)
        return chosen

    @staticmethod
    def _by_position(context: QuoteContext) -> list[tuple[int, float] | None]:
        chosen: list[tuple[int, float] | None] = []
        previous: int | None = None
        for slot in context.slots:
            previous = attribution_by_position.speaker(context, slot, previous)
            chosen.append(None if previous is None else (previous, _RULE_PROBABILITY))
        return chosen

    @staticmethod
    def choose_by_rule(context: QuoteContext, slot: QuoteSlot) -> tuple[int, float] | None:
        """Return the speaker and its probability if the form is clear: signed, or one attached candidate."""
        signed = context.signature(slot)
        if signed is not None:
            return signed, _RULE_PROBABILITY
        attached = context.attached_candidates(slot)
        return (attached[0], _RULE_PROBABILITY) if len(attached) == 1 else None

    def _choose_by_model(
        self, context: QuoteContext, slot: QuoteSlot, previous: tuple[int, QuoteSlot] | None
    ) -> tuple[int, float] | None:
        """Return the likeliest candidate and its probability; attached candidates exclude all others."""
        attached = context.attached_candidates(slot)
        best: tuple[int, float] | None = None
        rows = [(i, row) for i, row in self._tree_rows(context, slot, previous) if not attached or i in attached]
        least = max((row[-1] for _, row in rows), default=0.0) - _PRUNING_MARGIN
        for index, row in rows:
            if row[-1] >= least:
                probability = self._trees.probability(row)
                if best is None or probability > best[1]:
                    best = index, probability
        return best

    def _tree_rows(
        self, context: QuoteContext, slot: QuoteSlot, previous: tuple[int, QuoteSlot] | None
    ) -> list[tuple[int, list[float]]]:
        """Return each candidate near a quote: its index and the row of features that the trees take."""
        nearby = context.nearby(slot, previous[0] if previous else None)
        weight = self._weights.get
        return [
            (index, [*row, sum(weight(name, 0.0) for name in names)])
            for index, row, names in zip(nearby, *self.features(context, slot, nearby, previous), strict=True)
        ]

    @staticmethod
    def features(
        context: QuoteContext, slot: QuoteSlot, nearby: Sequence[int], previous: tuple[int, QuoteSlot] | None
    ) -> tuple[list[list[float]], list[list[str]]]:
        """Return the numeric and the lexical features of the candidates `nearby`, a row for each."""
        return numeric_features(context, slot, nearby, previous), lexical_features(context, slot, nearby)
