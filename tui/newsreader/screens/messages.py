"""What reaches the reader's screen from other threads: from the library, the analyst and the articles being added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from newsreader.analysis import Span
from newsreader.errors import NewsreaderError
from newsreader.library.store import View

if TYPE_CHECKING:
    from newsreader.library.found import Excerpt
    from newsreader.library.query import QueryError
    from newsreader.refreshing import Result
    from newsreader.screens.source_rows import Holdings

__all__ = [
    "AllRead",
    "Analysed",
    "AnalysisFailed",
    "Arrived",
    "ExcerptsFound",
    "HitsFound",
    "Listed",
    "Misunderstood",
    "NotesKept",
    "Piped",
    "Refreshed",
    "Refreshing",
    "SourcesRead",
    "StateKept",
    "TextChanged",
]


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
class Misunderstood(Message):
    """The query of `view` has a mistake."""

    view: View
    error: QueryError


@dataclass
class ExcerptsFound(Message):
    """What the search `query` found in some articles, by their numbers."""

    query: str
    found: dict[int, Excerpt]


@dataclass
class HitsFound(Message):
    """Where the words of the search `query` stand in the text of an article."""

    article_id: int
    query: str
    hits: Sequence[Span]


@dataclass
class AllRead(Message):
    """A whole list was marked read; so many of its articles were unread."""

    articles: int


@dataclass
class SourcesRead(Message):
    """What there is to list has been read."""

    holdings: Holdings


@dataclass
class Piped(Message):
    """A program of the reader's own got what it was to get; `output` is what it printed, clean."""

    name: str
    output: str


@dataclass
class Refreshing(Message):
    """A refresh has asked `done` of `total` feeds, the last of them `name`."""

    done: int
    total: int
    name: str

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, Refreshing)


@dataclass
class Refreshed(Message):
    """A refresh is over: with a result, with none because it was stopped, or because of an error."""

    result: Result | None
    error: NewsreaderError | None


@dataclass
class TextChanged(Message):
    """Another text of an article is read from now on; `said` names it. Whether the reader `asked` for it just now."""

    article_id: int
    said: str
    asked: bool


@dataclass
class StateKept(Message):
    """A change of what is read or starred is in the library."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, StateKept)


class NotesKept(Message):
    """A change of what is noted is in the library; `said` is a sentence about it."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.said = said
