"""Walking through the mentions of one name in an article, round and round."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.model.analysis import Analysis, Entity

__all__ = ["MentionWalk"]


class MentionWalk:
    """The mentions of one name, in reading order; stepping past the last comes to the first."""

    def __init__(self, analysis: Analysis, name: str, labels: Sequence[str] = ()) -> None:
        self.name = name
        self._mentions = [e for e in analysis.entities if e.name == name and (not labels or e.label in labels)]
        self._at = -1

    def __len__(self) -> int:
        return len(self._mentions)

    @property
    def label(self) -> str:
        """What kind of name it is; "" where it is not mentioned at all."""
        return self._mentions[0].label if self._mentions else ""

    @property
    def place(self) -> int:
        """Which mention was stepped to last, counted from 1; 0 before the first step."""
        return self._at + 1

    @property
    def here(self) -> Entity | None:
        """The mention stepped to last; None before the first step."""
        return self._mentions[self._at] if self._at >= 0 else None

    def start_at(self, entity: Entity) -> None:
        """Take `entity` as the mention stepped to last, if it is one of these."""
        if entity in self._mentions:
            self._at = self._mentions.index(entity)

    def step(self, by: int = 1) -> Entity | None:
        """The mention `by` places on (negative: back), or None where there is none at all."""
        if not self._mentions:
            return None
        before_any = self._at < 0 and by < 0
        self._at = (len(self._mentions) - 1) if before_any else (self._at + by) % len(self._mentions)
        return self._mentions[self._at]
