"""What reaches the reader's screen from other threads: from the library, the analyst and the articles being added."""

from __future__ import annotations

from collections.abc import Sequence
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


class Analysed(Message):
    """The analyst has kept the analysis of an article by a method."""

    def __init__(self, article_id: int, method: str) -> None:
        super().__init__()
        self.article_id = article_id
        self.method = method


class AnalysisFailed(Message):
    """There will be no analysis of an article; the reason is a sentence for the user."""

    def __init__(self, article_id: int, reason: str) -> None:
        super().__init__()
        self.article_id = article_id
        self.reason = reason


class Arrived(Message):
    """Articles were added to the library. `first` is set for the first of those that the reader was opened on."""

    def __init__(self, ids: Sequence[int], first: bool) -> None:
        super().__init__()
        self.ids = ids
        self.first = first


class Listed(Message):
    """The ids of the whole of `view` have been read; the cursor belongs on `cursor`, if that is given."""

    def __init__(self, view: View, ids: Sequence[int], cursor: int | None) -> None:
        super().__init__()
        self.view = view
        self.ids = ids
        self.cursor = cursor


class Misunderstood(Message):
    """The query of `view` has a mistake."""

    def __init__(self, view: View, error: QueryError) -> None:
        super().__init__()
        self.view = view
        self.error = error


class ExcerptsFound(Message):
    """What the search `query` found in some articles, by their numbers."""

    def __init__(self, query: str, found: dict[int, Excerpt]) -> None:
        super().__init__()
        self.query = query
        self.found = found


class HitsFound(Message):
    """Where the words of the search `query` stand in the text of an article."""

    def __init__(self, article_id: int, query: str, hits: Sequence[Span]) -> None:
        super().__init__()
        self.article_id = article_id
        self.query = query
        self.hits = hits


class AllRead(Message):
    """A whole list was marked read; so many of its articles were unread."""

    def __init__(self, articles: int) -> None:
        super().__init__()
        self.articles = articles


class SourcesRead(Message):
    """What there is to list has been read."""

    def __init__(self, holdings: Holdings) -> None:
        super().__init__()
        self.holdings = holdings


class Piped(Message):
    """A program of the reader's own got what it was to get; `output` is what it printed, clean."""

    def __init__(self, name: str, output: str) -> None:
        super().__init__()
        self.name = name
        self.output = output


class Refreshing(Message):
    """A refresh has asked `done` of `total` feeds, the last of them `name`."""

    def __init__(self, done: int, total: int, name: str) -> None:
        super().__init__()
        self.done = done
        self.total = total
        self.name = name

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, Refreshing)


class Refreshed(Message):
    """A refresh is over: with a result, with none because it was stopped, or because of an error."""

    def __init__(self, result: RefreshResult | None, error: NewsreaderError | None) -> None:
        super().__init__()
        self.result = result
        self.error = error


class TextChanged(Message):
    """Another text of an article is read from now on; `said` names it. Whether the reader `asked` for it just now."""

    def __init__(self, article_id: int, said: str, asked: bool) -> None:
        super().__init__()
        self.article_id = article_id
        self.said = said
        self.asked = asked


class StateKept(Message):
    """A change of what is read or starred is in the library."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, StateKept)


class NotesKept(Message):
    """A change of what is noted is in the library; `said` is a sentence about it."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.said = said
