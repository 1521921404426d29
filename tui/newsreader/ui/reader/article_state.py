"""The article on the screen, its analysis and the chosen name: plain state without a screen."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.config import SummarySettings
from newsreader.errors import NewsreaderError
from newsreader.library.store import Library
from newsreader.model.analysis import METHODS, Analysis, Entity
from newsreader.model.article import Article
from newsreader.ui.reader.mention_cursor import MentionCursor
from newsreader.ui.reader.state_event import StateEvent
from newsreader.ui.undo import UndoStack

__all__ = ["ArticleState"]


class ArticleState:
    """One open article at a time, and its analysis by the chosen method at the chosen length.

    Method and length hold for all articles. They are remembered, and so is the position in each article.
    Controllers listen to the four events instead of overriding each other.
    """

    def __init__(self, library: Library, undo: UndoStack) -> None:
        self._library = library
        self._undo = undo
        self.opened: StateEvent[[]] = StateEvent()
        """Another article, another text of the same article, or no article is open now."""
        self.settled: StateEvent[[]] = StateEvent()
        """The reader stays with the article, so that all that is known of it can be shown."""
        self.analysed: StateEvent[[]] = StateEvent()
        """`analysis` has changed."""
        self.closed: StateEvent[[]] = StateEvent()
        """The reader leaves the article; sent while it is still here."""
        self._reset()
        method = library.recall("method", METHODS[0])
        self.method: str = method if method in METHODS else METHODS[0]
        self.length: int = library.recall("length", 3)

    def _reset(self) -> None:
        self.id: int | None = None
        self.article: Article | None = None
        self.analysis: Analysis | None = None
        self.cursor: MentionCursor | None = None
        self.position = 0
        """The code point on the first line of the screen, as it was remembered last."""
        self.failure: str | None = None
        """A sentence that says why the analysis failed; None while it may still come."""
        self.error = ""
        """A sentence that says why the article could not be opened, or ""."""

    def prefer(self, summary: SummarySettings) -> None:
        """Take the method and the length from the settings, if they are set there."""
        self.method = summary.method or self.method
        self.length = summary.sentences or self.length

    def open(self, article_id: int | None) -> None:
        """Open an article, or none. Its analysis is loaded later, by `load_analysis`, after the text is shown.

        If the article cannot be read, no article is open and `error` says why.
        """
        if self.id is not None:
            self.closed.send()
        self._load(article_id)

    def reload(self) -> None:
        """Read the open article again: the library has another text of it. Its position is not stored first."""
        self._load(self.id)

    def _load(self, article_id: int | None) -> None:
        self._reset()
        if article_id is not None:
            try:
                article = self._library.article(article_id)
                position, failure = self._library.position(article_id), self._library.analysis_failure(article_id)
            except NewsreaderError as error:
                self.error = str(error)
            else:
                self.id, self.article, self.position, self.failure = article_id, article, position, failure
        self.opened.send()

    def store_position(self, position: int) -> None:
        """Store the position in the article, if it has changed."""
        if self.id is not None and position != self.position:
            self.position = position
            self._undo.set_position(self.id, position)

    def load_analysis(self) -> bool:
        """Load the stored analysis by the chosen method. Return whether there is one."""
        found = self._library.analysis(self.id, self.method) if self.id is not None else None
        if found is None:
            return False
        self.analysis = found.at_length(self.length)
        self.analysed.send()
        return True

    def change_length(self, by: int) -> None:
        """Make the summary longer or, with a negative number, shorter, as far as that is possible."""
        if self.analysis is None or not self.analysis.choices:
            return
        shown = min(self.length, len(self.analysis.choices))
        length = min(max(shown + by, 1), len(self.analysis.choices))
        if length == shown:
            return
        self.length = length
        self._undo.remember("length", length)
        self.analysis = self.analysis.at_length(length)
        self.analysed.send()

    def next_method(self) -> None:
        """Go on to the next method, and load the analysis by it if it is stored."""
        self.method = METHODS[(METHODS.index(self.method) + 1) % len(METHODS)]
        self._undo.remember("method", self.method)
        self.load_analysis()

    def choose_name(self, name: str, labels: Sequence[str]) -> None:
        """Choose a name whose mentions `step` visits. A name that is chosen already keeps its place."""
        if self.analysis is not None and (self.cursor is None or self.cursor.name != name):
            self.cursor = MentionCursor(self.analysis, name, labels)

    def choose_entity(self, entity: Entity) -> None:
        """Choose the name of one mention, and start at that mention."""
        if self.analysis is not None:
            self.cursor = MentionCursor(self.analysis, entity.name)
            self.cursor.start_at(entity)

    def step(self, by: int) -> Entity | None:
        """Return the next or previous mention of the chosen name, or None if no name is chosen."""
        return self.cursor.step(by) if self.cursor is not None else None
