"""A cursor that visits the mentions of one name in an article and starts over at the end."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.model.analysis import Analysis, Entity

__all__ = ["CHOOSE_NAME", "MentionCursor"]

CHOOSE_NAME = "Choose a name first: with {name.next} in the text, in the insight pane, or with a click."
"""The sentence for `keyed` where an action needs a name and none is chosen."""


class MentionCursor:
    """The mentions of one name in reading order; the step past the last mention leads to the first."""

    def __init__(self, analysis: Analysis, name: str, labels: Sequence[str] = ()) -> None:
        self.name = name
        self._mentions = [e for e in analysis.entities if e.name == name and (not labels or e.label in labels)]
        self._at = -1

    def __len__(self) -> int:
        return len(self._mentions)

    @property
    def label(self) -> str:
        """The entity label of the name, or "" if the name is never mentioned."""
        return self._mentions[0].label if self._mentions else ""

    @property
    def place(self) -> int:
        """The number of the current mention, counted from 1; 0 before the first step."""
        return self._at + 1

    @property
    def current(self) -> Entity | None:
        """The current mention; None before the first step."""
        return self._mentions[self._at] if self._at >= 0 else None

    def start_at(self, entity: Entity) -> None:
        """Make `entity` the current mention, if it is one of the mentions."""
        if entity in self._mentions:
            self._at = self._mentions.index(entity)

    def step(self, by: int = 1) -> Entity | None:
        """Go `by` mentions on (negative: back). Return that mention, or None if there are no mentions."""
        if not self._mentions:
            return None
        before_any = self._at < 0 and by < 0
        self._at = (len(self._mentions) - 1) if before_any else (self._at + by) % len(self._mentions)
        return self._mentions[self._at]
