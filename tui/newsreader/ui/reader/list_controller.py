"""The list of articles: which view it shows, and how it follows the library."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.timer import Timer

from newsreader.errors import NewsreaderError
from newsreader.library.store import View
from newsreader.model.article import Entry
from newsreader.ui.reader import list_titles
from newsreader.ui.reader.article_controller import ArticleController
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.messages import ArticlesAdded, Listed, StateStored
from newsreader.ui.reader.state_event import StateEvent
from newsreader.ui.reader.status_lines import StatusLines

__all__ = ["ListController"]

GATHERED_S = 0.5
"""New articles are listed this many seconds after the first of them, not one by one."""


class ListController:
    """Shows one view of the library as the list of articles."""

    def __init__(self, context: ReaderContext, lines: StatusLines, article: ArticleController) -> None:
        self._context = context
        self._lines = lines
        self._article = article
        self._gathering: Timer | None = None
        self.view = View()
        self.title = list_titles.heading(self.view)
        self.origin: tuple[View, str] | None = None
        """The list, with its title, from which a search was started; None without a search."""
        self.changed: StateEvent[[]] = StateEvent()
        """Another view is listed."""
        self.fetched: StateEvent[[Sequence[int]]] = StateEvent()
        """The rows of some articles are about to be drawn."""
        context.listen(Listed, self.on_listed)
        context.listen(ArticlesAdded, self.on_articles_added)
        context.listen(StateStored, lambda _: self.show_stored_state())

    def show(self, view: View, cursor: int | None = None, title: str = "") -> None:
        """Show the first screenful of `view` at once, and all of it as soon as it is read.

        `cursor` is the article for the cursor, `title` the name of the list if it has one of its own.
        """
        self.show_first(view, cursor, title)
        self.read_all(view, cursor)
        self.changed.send()

    def show_first(self, view: View, cursor: int | None, title: str) -> None:
        """Show the first screenful of `view`."""
        context = self._context
        self.view, self.title = view, title or list_titles.heading(view)
        first = [entry.id for entry in context.library.first(view, context.size.height)]
        context.articles.empty = list_titles.empty(view, context.config.keys)
        context.articles.load(first, self.rows, cursor=cursor if cursor in first else None)
        self.show_counts()
        self._article.open(context.articles.cursor_id)

    def read_all(self, view: View, cursor: int | None) -> None:
        """Read the ids of all of `view` in a worker."""
        self._context.run_worker(partial(self.read_whole_list, view, cursor), group="list", exclusive=True)

    def read_whole_list(self, view: View, cursor: int | None) -> None:
        """Read the ids of `view` and post them; runs in a thread."""
        self._context.post(Listed(view, self._context.library.ids(view), cursor))

    def on_listed(self, message: Listed) -> None:
        """Show the whole list, if it is still the current one."""
        if message.view == self.view:
            articles = self._context.articles
            articles.empty = list_titles.empty(message.view, self._context.config.keys)
            articles.load(message.ids, self.rows, cursor=message.cursor or articles.cursor_id)
            self.show_counts()

    def on_articles_added(self, message: ArticlesAdded) -> None:
        """Update the list: at once if the user waits for an article, else after a moment, with other changes."""
        if message.first:
            self.update(message.ids[0])
        else:
            self.update_later()

    def update_later(self) -> None:
        """Update the list soon; several calls cause one update."""
        if self._gathering is None:
            self._gathering = self._context.set_timer(GATHERED_S, self.update_gathered)

    def update_gathered(self) -> None:
        """Update the list now; the cursor keeps its place."""
        self._gathering = None
        self.update(None)

    def update(self, cursor: int | None) -> None:
        """Read counts and list again, and put the cursor on the article `cursor` if one is given."""
        self.show_counts()
        self.read_all(self.view, cursor)

    def rows(self, ids: Sequence[int]) -> Sequence[Entry]:
        """Return the rows to draw. If the library fails, say why and return none."""
        self.fetched.send(ids)
        try:
            return self._context.library.entries(ids)
        except NewsreaderError as error:
            self._context.notify(str(error), error=True)
            return ()

    def show_counts(self) -> None:
        """Show above the list how many articles it has; nothing is counted while a refresh uses that line."""
        if not self._lines.in_progress:
            context = self._context
            words = list_titles.counted(self.view, len(context.articles.ids), context.library.counts())
            self._lines.show_counts(f"{self.title} · {words}")

    def show_stored_state(self) -> None:
        """Show rows and counts as the library has them now."""
        self._context.articles.forget()
        self.show_counts()

    def home(self) -> tuple[View, str]:
        """Return the list that the reader comes back to, and its title. A search is not one."""
        return self.origin or (self.view, self.title)
