"""Search in all articles while it is typed, and the way back to the list before."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from newsreader.library.store import View
from newsreader.model.analysis import Span
from newsreader.ui.keys.keyed import keyed
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.list_controller import ListController
from newsreader.ui.reader.mention_cursor import CHOOSE_NAME
from newsreader.ui.reader.messages import ExcerptsFound, HitsFound, InvalidQuery, Listed, StateStored
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.pane_controller import PaneController

if TYPE_CHECKING:
    from newsreader.ui.widgets.search_bar import SearchBar

__all__ = ["SearchController"]

_FIELDS = {"PERSON": "person", "ORG": "org", "LOC": "place", "FAC": "place"}
"""The search fields for the labels of names."""


class _Place(NamedTuple):
    """The place where the reader was before a search."""

    view: View
    title: str
    article: int | None
    pane: Pane


class SearchController:
    """Shows a line above the list to search in; the articles found take the place of the list."""

    def __init__(self, context: ReaderContext, panes: PaneController, lists: ListController) -> None:
        self._context = context
        self._panes = panes
        self._lists = lists
        self._before: _Place | None = None
        self._hits_of: tuple[int, str] | None = None
        self.bar: SearchBar | None = None
        """The line, while there is a search."""
        panes.on_back(self._back)
        lists.fetched.connect(self._read_excerpts)
        context.state.settled.connect(self._read_hits)
        context.listen(InvalidQuery, self.on_invalid_query)
        context.listen(ExcerptsFound, self.on_excerpts_found)
        context.listen(HitsFound, self.on_hits_found)

    # The line

    async def open(self, text: str = "") -> None:
        """Open the line or go to it, and put `text` into it if there is any."""
        if self.bar is None:
            from newsreader.ui.reader.query_hints import hint
            from newsreader.ui.widgets.search_bar import SearchBar

            self._before = _Place(self._lists.view, self._lists.title, self._context.state.id, self._panes.current)
            self._lists.origin = self._lists.view, self._lists.title
            self.bar = SearchBar(hint, id="search")
            await self._context.mount(self.bar, "articles", before=self._context.articles)
        self._panes.go_to(Pane.LIST)
        self.bar.go_in()
        if text:
            self.bar.ask(text)

    async def open_for_name(self) -> None:
        """Search for the name that was chosen last."""
        cursor = self._context.state.cursor
        if cursor is None:
            self._context.notify(keyed(CHOOSE_NAME, self._context.config.keys))
            return
        words = cursor.name.replace('"', " ")
        field = _FIELDS.get(cursor.label, "")
        await self.open(f'{field}:"{words}"' if field else f'"{words}"')
        self._context.focus(self._context.articles)

    def on_typed(self, text: str) -> None:
        """Search for the text that was typed; without any, show the list before the search."""
        if self.bar is None or self._before is None or text != self.bar.text:
            return
        if not text.strip():
            self._lists.show(self._before.view, self._before.article, self._before.title)
            return
        from newsreader.library.search.query import as_prefix_query

        self._forget_hits()
        self._lists.view = View(query=as_prefix_query(text))
        self._lists.title = "Search"
        self.search(self._lists.view)

    def search(self, view: View) -> None:
        """Search in a worker."""
        self._context.run_worker(partial(self.read_found, view), group="list", exclusive=True)

    def read_found(self, view: View) -> None:
        """Read the first screenful of `view`, then all of it, unless another search follows; runs in a thread."""
        from newsreader.library.search.query import QueryError

        context = self._context
        if context.is_cancelled():
            return
        try:
            first = [entry.id for entry in context.library.first(view, context.size.height)]
            if not context.is_cancelled():
                context.post(Listed(view, first, first[0] if first else None))
                context.post(Listed(view, context.library.ids(view), None))
        except QueryError as error:
            context.post(InvalidQuery(view, error))

    def on_invalid_query(self, message: InvalidQuery) -> None:
        """Say below the line what is wrong with the query."""
        if self.bar is not None and message.view == self._lists.view:
            self.bar.say_wrong(str(message.error), message.error.start, message.error.end)

    def step(self, by: int) -> None:
        """Go to another of the articles found, without leaving the line."""
        self._context.articles.cursor_down(by)

    def take(self) -> None:
        """Go on to the articles found; without a query, end the search."""
        if self.bar is not None and self.bar.text.strip():
            self._context.focus(self._context.articles)
        else:
            self.end()

    def ask_name(self) -> None:
        """Ask for a name, and save the search under it."""
        query = self._lists.view.query
        if self.bar is None or not self.bar.text.strip():
            self._context.notify("Type a search first.")
            return
        from newsreader.ui.dialogs.prompt_dialog import PromptDialog

        context = self._context

        def save(name: str | None) -> None:
            if name is not None:
                context.undo.apply(
                    lambda: context.library.save_search(name, query), lambda: context.post(StateStored())
                )
                where = keyed("{sources} shows it in the source list.", context.config.keys)
                context.notify(f"Search saved as “{name}”: {where}")

        context.push_screen(PromptDialog("Save the search as", value=self.bar.text, hint=query), save)

    # The end of a search

    def _back(self) -> bool:
        if self._panes.current is not Pane.LIST or self.bar is None:
            return False
        self.end()
        return True

    def end(self) -> None:
        """End the search, and go back to the place before it."""
        before = self._before
        self.drop()
        if before is not None:
            self._lists.show(before.view, before.article, before.title)
            self._panes.go_to(before.pane)
            self._panes.show()

    def drop(self) -> None:
        """End the search; the articles found stay until another list takes their place."""
        if self.bar is not None:
            self.bar.remove()
            self.bar = self._before = self._lists.origin = None
            self._forget_hits()

    # The words that were found in each article

    def _forget_hits(self) -> None:
        self._hits_of = None
        self._context.articles.forget_found()
        self._context.body.hits = ()

    def _read_excerpts(self, ids: Sequence[int]) -> None:
        query = self._lists.view.query
        if query and ids:
            self._context.run_worker(partial(self.read_excerpts, list(ids), query), group="excerpts")

    def read_excerpts(self, ids: list[int], query: str) -> None:
        """Read what `query` finds in some articles, if it is still the current one; runs in a thread."""
        from newsreader.library.search.query import QueryError

        with suppress(QueryError):  # the list is that of the search before; the line says what is wrong with this one
            if query == self._lists.view.query:
                self._context.post(ExcerptsFound(query, self._context.library.excerpts(ids, query)))

    def on_excerpts_found(self, message: ExcerptsFound) -> None:
        """Show the excerpts in the list."""
        if message.query == self._lists.view.query:
            self._context.articles.show_found(message.found)

    def _read_hits(self) -> None:
        article_id, query = self._context.state.id, self._lists.view.query
        if query and article_id is not None and self._hits_of != (article_id, query):
            self._hits_of = (article_id, query)
            self._context.run_worker(partial(self.read_hits, article_id, query), group="hits", exclusive=True)

    def read_hits(self, article_id: int, query: str) -> None:
        """Read where the words of `query` stand in an article; runs in a thread."""
        from newsreader.library.search.query import QueryError

        with suppress(QueryError):  # as above
            hits: Sequence[Span] = self._context.library.hits(article_id, query).text
            self._context.post(HitsFound(article_id, query, hits))

    def on_hits_found(self, message: HitsFound) -> None:
        """Highlight the words in the text."""
        if (message.article_id, message.query) == (self._context.state.id, self._lists.view.query):
            self._context.body.hits = message.hits
