"""Messages that reach the reader's screen from other threads.

They come from the library, from the analysis worker and from workers of the controllers. A controller receives a
message by `ReaderContext.listen`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from newsreader.errors import NewsreaderError
from newsreader.library.store import View
from newsreader.model.analysis import Span

if TYPE_CHECKING:
    from newsreader.library.results import Excerpt
    from newsreader.library.search.query import QueryError
    from newsreader.refresh.protocol import RefreshResult
    from newsreader.ui.widgets.source_rows import Holdings

__all__ = [
    "AllRead",
    "Analysed",
    "AnalysisFailed",
    "ArticlesAdded",
    "ExcerptsFound",
    "HitsFound",
    "InvalidQuery",
    "Listed",
    "NotesStored",
    "PipeFinished",
    "ReaderMessage",
    "RefreshFinished",
    "RefreshProgress",
    "SourcesRead",
    "StateStored",
    "TextChanged",
]


class ReaderMessage(Message):
    """A message that the screen delivers to the controllers that listen for its class."""


@dataclass
class Analysed(ReaderMessage):
    """The analysis of an article by a method is stored."""

    article_id: int
    method: str


@dataclass
class AnalysisFailed(ReaderMessage):
    """An article cannot be analysed; `reason` is a sentence for the user."""

    article_id: int
    reason: str


@dataclass
class ArticlesAdded(ReaderMessage):
    """The lists may have changed: the articles `ids` were added, or others were deleted, muted or restored.

    `first` is set if the cursor belongs on the first of `ids`.
    """

    ids: Sequence[int]
    first: bool = False


@dataclass
class Listed(ReaderMessage):
    """All ids of `view` have been read; the cursor belongs on the article `cursor`, if that is given."""

    view: View
    ids: Sequence[int]
    cursor: int | None


@dataclass
class InvalidQuery(ReaderMessage):
    """The query of `view` has an error."""

    view: View
    error: QueryError


@dataclass
class ExcerptsFound(ReaderMessage):
    """The excerpts that the search `query` found, by the ids of their articles."""

    query: str
    found: dict[int, Excerpt]


@dataclass
class HitsFound(ReaderMessage):
    """The places in an article where the words of the search `query` stand."""

    article_id: int
    query: str
    hits: Sequence[Span]


@dataclass
class AllRead(ReaderMessage):
    """A whole list was marked read; `articles` of its articles were unread."""

    articles: int


@dataclass
class SourcesRead(ReaderMessage):
    """The sources of the library and their counts have been read."""

    holdings: Holdings


@dataclass
class PipeFinished(ReaderMessage):
    """A program of the user has read its input; `output` is what it printed, without control characters."""

    name: str
    output: str


@dataclass
class RefreshProgress(ReaderMessage):
    """A refresh has fetched `done` of `total` feeds, the last of them `name`."""

    done: int
    total: int
    name: str

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, RefreshProgress)


@dataclass
class RefreshFinished(ReaderMessage):
    """A refresh has ended with a result, with an error, or with neither if it was stopped."""

    result: RefreshResult | None
    error: NewsreaderError | None


@dataclass
class TextChanged(ReaderMessage):
    """Another text of an article is in use; `notice` names it, `asked` is set if the user just asked for it."""

    article_id: int
    notice: str
    asked: bool


class StateStored(ReaderMessage):
    """A change of the read or starred state is in the library."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, StateStored)


@dataclass
class NotesStored(ReaderMessage):
    """A change of the notes is in the library; `notice` is a sentence about it."""

    notice: str
