"""The place where the reader was left: restored at the start, remembered at each step."""

from __future__ import annotations

from collections.abc import Mapping

from newsreader.ui.reader import list_titles
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.list_controller import ListController
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.pane_controller import PaneController

__all__ = ["ReadingPlace"]


class ReadingPlace:
    """The list, the article and the pane that the next session starts with."""

    def __init__(
        self, context: ReaderContext, panes: PaneController, lists: ListController, place: Mapping[str, object]
    ) -> None:
        """`place` was remembered by the last session; it may be empty."""
        self._context = context
        self._panes = panes
        self._lists = lists
        self._view = list_titles.from_memory(place)
        article = place.get("article")
        self._article = article if isinstance(article, int) else None
        self._title = str(place.get("title", ""))
        context.state.opened.connect(self._remember_article)
        panes.changed.connect(self.remember)

    def restore(self) -> None:
        """Show the first screenful of the remembered list, and the remembered article if it is still there."""
        self._lists.show_first(self._view, self._article, self._title)
        if self._context.state.id != self._article:
            self._panes.current = Pane.LIST
        self._panes.show()

    def read_list(self) -> None:
        """Read the whole of the remembered list."""
        self._lists.read_all(self._lists.view, self._article)

    def _remember_article(self) -> None:
        if self._panes.current is not Pane.LIST:
            self.remember()

    def remember(self) -> None:
        """Remember the current place."""
        view, title = self._lists.home()
        # Only an open article is restored: a reader who was in the list finds the newest article on top.
        article = self._context.state.id if self._panes.current in (Pane.BODY, Pane.INSIGHT) else None
        self._context.undo.remember("place", {**list_titles.to_memory(view), "title": title, "article": article})
