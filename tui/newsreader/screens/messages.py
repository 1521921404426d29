"""What reaches the reader's screen from other threads: from the library, the analyst and the articles being added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from newsreader.library.store import View

__all__ = ["Analysed", "AnalysisFailed", "Arrived", "Listed", "StateKept"]


@dataclass
class Analysed(Message):
    """The analyst has kept the analysis of an article by a method."""

    article_id: int
    method: str


@dataclass
class AnalysisFailed(Message):
    """There will be no analysis of an article; the reason is a sentence for the user."""

    article_id: int
    reason: str


@dataclass
class Arrived(Message):
    """Articles were added to the library. `first` is set for the first of those that the reader was opened on."""

    ids: Sequence[int]
    first: bool


@dataclass
class Listed(Message):
    """The ids of the whole of `view` have been read; the cursor belongs on `cursor`, if that is given."""

    view: View
    ids: Sequence[int]
    cursor: int | None


@dataclass
class StateKept(Message):
    """A change of what is read or starred is in the library."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, StateKept)
