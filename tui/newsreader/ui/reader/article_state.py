"""The article on the screen and what is known of it: plain state, without a screen."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.config import Summary
from newsreader.library.store import Library
from newsreader.model.analysis import METHODS, Analysis, Entity
from newsreader.model.article import Article
from newsreader.ui.reader.mention_cursor import MentionWalk
from newsreader.ui.undo import UndoStack

__all__ = ["Reading"]


class Reading:
    """What is being read: one article at a time, its analysis by the chosen method at the chosen length.

    Method and length hold for all articles and are remembered; so is the place in each article.
    """

    def __init__(self, library: Library, changes: UndoStack) -> None:
        self._library = library
        self._changes = changes
        self._position = 0
        self.id: int | None = None
        self.article: Article | None = None
        self.analysis: Analysis | None = None
        self.walk: MentionWalk | None = None
        self.failure: str | None = None
        """Why there is no analysis of the article, in a sentence; None where it may still come."""
        method = library.recall("method", METHODS[0])
        self.method: str = method if method in METHODS else METHODS[0]
        self.length: int = library.recall("length", 3)

    def prefer(self, summary: Summary) -> None:
        """Take the method and the length that the settings ask for, if they do."""
        self.method = summary.method or self.method
        self.length = summary.sentences or self.length

    def open(self, article_id: int) -> int:
        """Take up an article; gives the position in it (code point). Raises LibraryError where it is gone.

        What is known of it is taken by `take_analysis`, after the text shows.
        """
        self.close()
        self.article = self._library.article(article_id)
        self.id = article_id
        self._position = self._library.position(article_id)
        self.failure = self._library.analysis_failure(article_id)
        return self._position

    def close(self) -> None:
        """Put the article away."""
        self.id, self.article, self.analysis, self.walk, self.failure = None, None, None, None, None

    def keep_position(self, position: int) -> None:
        """Keep where the reader is in the article, if that has changed."""
        if self.id is not None and position != self._position:
            self._position = position
            self._changes.set_position(self.id, position)

    def take_analysis(self) -> bool:
        """Look for the stored analysis by the chosen method; whether there is one."""
        found = self._library.analysis(self.id, self.method) if self.id is not None else None
        if found is not None:
            self.analysis = found.at_length(self.length)
        return found is not None

    def lengthen(self, by: int) -> bool:
        """Make the summary longer or, with a negative number, shorter; whether that was possible."""
        if self.analysis is None or not self.analysis.choices:
            return False
        shown = min(self.length, len(self.analysis.choices))
        length = min(max(shown + by, 1), len(self.analysis.choices))
        if length == shown:
            return False
        self.length = length
        self._changes.remember("length", length)
        self.analysis = self.analysis.at_length(length)
        return True

    def next_method(self) -> bool:
        """Go on to the next method; whether the analysis by it is there already."""
        self.method = METHODS[(METHODS.index(self.method) + 1) % len(METHODS)]
        self._changes.remember("method", self.method)
        return self.take_analysis()

    def choose_name(self, name: str, labels: Sequence[str]) -> None:
        """Take the mentions of a name as what `step` walks through; choosing it again goes on where it was."""
        if self.analysis is not None and (self.walk is None or self.walk.name != name):
            self.walk = MentionWalk(self.analysis, name, labels)

    def choose_entity(self, entity: Entity) -> None:
        """Take the name of one mention as what `step` walks through, from there on."""
        if self.analysis is not None:
            self.walk = MentionWalk(self.analysis, entity.name)
            self.walk.start_at(entity)

    def step(self, by: int) -> Entity | None:
        """The next or previous mention of the chosen name, or None where no name is chosen."""
        return self.walk.step(by) if self.walk is not None else None
