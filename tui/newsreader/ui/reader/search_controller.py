"""Finding articles: a search that answers while it is typed, and the way back to where the reader was."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.worker import get_current_worker

from newsreader.library.store import View
from newsreader.model.analysis import Span
from newsreader.model.article import Entry
from newsreader.ui.reader.bindings import CHOOSE, Pane, keyed
from newsreader.ui.reader.messages import ExcerptsFound, HitsFound, Listed, Misunderstood
from newsreader.ui.reader.navigation import MovingScreen

if TYPE_CHECKING:
    from newsreader.library.search.query import QueryError
    from newsreader.ui.widgets.search_bar import SearchBar

__all__ = ["FindingScreen"]

_FIELDS = {"PERSON": "person", "ORG": "org", "LOC": "place", "FAC": "place"}


class _Place(NamedTuple):
    """Where the reader was before a search."""

    view: View
    title: str
    article: int | None
    pane: Pane


class FindingScreen(MovingScreen):
    """The panes, with a line above the list to search in; what was found takes the list's place."""

    search: SearchBar | None = None
    """The line, while there is a search."""

    _before: _Place | None = None
    _hits_of: tuple[int, str] | None = None

    async def action_find(self) -> None:
        """Search all articles, or change the search."""
        await self.find("")

    async def action_find_name(self) -> None:
        """Search for the name that was chosen last."""
        walk = self.reading.walk
        if walk is None:
            self.say(keyed(CHOOSE, self.config.keys))
            return
        words = walk.name.replace('"', " ")
        field = _FIELDS.get(walk.label, "")
        await self.find(f'{field}:"{words}"' if field else f'"{words}"')
        self.set_focus(self.articles)

    async def find(self, text: str) -> None:
        """Open the line for a search, with `text` in it if there is any."""
        if self.search is None:
            from newsreader.ui.reader.query_hints import hint
            from newsreader.ui.widgets.search_bar import SearchBar

            self._before = _Place(self._view, self._title, self.reading.id, self.pane)
            self.search = SearchBar(hint, id="search")
            await self.query_one("#articles").mount(self.search, before=self.articles)
        self.pane = Pane.LIST
        self.search.go_in()
        if text:
            self.search.ask(text)

    def on_search_bar_typed(self, event: SearchBar.Typed) -> None:
        event.stop()
        if self.search is None or self._before is None or event.text != self.search.text:
            return
        if not event.text.strip():
            self.list_articles(self._before.view, self._before.article, self._before.title)
            return
        from newsreader.library.search.query import as_prefix_query

        self.forget_hits()
        self._view = View(query=as_prefix_query(event.text))
        self._title = "Search"
        self.read_found(self._view)

    @work(thread=True, exclusive=True, group="list", exit_on_error=False)
    def read_found(self, view: View) -> None:
        """Search off the screen's thread: the first screenful, then all, while it is still asked."""
        from newsreader.library.search.query import QueryError

        worker = get_current_worker()
        if worker.is_cancelled:
            return
        try:
            first = [entry.id for entry in self._library.first(view, self.app.size.height)]
            if not worker.is_cancelled:
                self.post_message(Listed(view, first, first[0] if first else None))
                self.post_message(Listed(view, self._library.ids(view), None))
        except QueryError as error:
            self.post_message(Misunderstood(view, error))

    @on(Misunderstood)
    def say_misunderstood(self, event: Misunderstood) -> None:
        event.stop()
        if self.search is not None and event.view == self._view:
            error: QueryError = event.error
            self.search.say_wrong(str(error), error.start, error.end)

    def on_search_bar_stepped(self, event: SearchBar.Stepped) -> None:
        event.stop()
        self.articles.cursor_down(event.by)

    def on_search_bar_taken(self, event: SearchBar.Taken) -> None:
        event.stop()
        if self.search is not None and self.search.text.strip():
            self.set_focus(self.articles)
        else:
            self.end_search()

    def on_search_bar_ended(self, event: SearchBar.Ended) -> None:
        event.stop()
        self.end_search()

    def on_search_bar_kept(self, event: SearchBar.Kept) -> None:
        event.stop()
        query = self._view.query
        if self.search is None or not self.search.text.strip():
            self.say("Type a search first.")
            return
        from newsreader.ui.dialogs.prompt_dialog import PromptDialog

        def keep(name: str | None) -> None:
            if name is not None:
                self._changes.apply(lambda: self._library.save_search(name, query), self.state_kept)
                where = keyed("{sources} shows it in the source list.", self.config.keys)
                self.say(f"Search saved as “{name}”: {where}")

        self.app.push_screen(PromptDialog("Save the search as", value=self.search.text, hint=query), keep)

    def action_back(self) -> None:
        """Back; from the list of what was found to where the reader was before the search."""
        if self.pane is Pane.LIST and self.search is not None:
            self.end_search()
        else:
            super().action_back()

    def end_search(self) -> None:
        """Take the search away and go back to where the reader was."""
        before = self._before
        self.drop_search()
        if before is not None:
            self.list_articles(before.view, before.article, before.title)
            self.pane = before.pane
            self.go_to_pane()

    def drop_search(self) -> None:
        """Take the search away; what it found stays until another list takes its place."""
        if self.search is not None:
            self.search.remove()
            self.search = self._before = None
            self.forget_hits()

    def home(self) -> tuple[View, str]:
        """The list that a search was begun from; a search itself is not come back to."""
        return super().home() if self._before is None else (self._before.view, self._before.title)

    def action_view(self, kind: str) -> None:
        """List all, unread or starred articles; a search is over then."""
        self.drop_search()
        super().action_view(kind)

    # What was found in each article

    def forget_hits(self) -> None:
        """Show what there is without what a search found in it."""
        self._hits_of = None
        self.articles.forget_found()
        self.body.hits = ()

    def rows(self, ids: Sequence[int]) -> Sequence[Entry]:
        """The rows that the list draws; what a search found in them follows."""
        if self._view.query and ids:
            self.read_excerpts(list(ids), self._view.query)
        return super().rows(ids)

    @work(thread=True, group="excerpts", exit_on_error=False)
    def read_excerpts(self, ids: list[int], query: str) -> None:
        """Read what the search found in these articles, if it is still asked."""
        from newsreader.library.search.query import QueryError

        with suppress(QueryError):  # the list is that of the search before; the line says what is wrong with this one
            if query == self._view.query:
                self.post_message(ExcerptsFound(query, self._library.excerpts(ids, query)))

    @on(ExcerptsFound)
    def show_excerpts(self, event: ExcerptsFound) -> None:
        event.stop()
        if event.query == self._view.query:
            self.articles.show_found(event.found)

    def show_known(self, article_id: int | None) -> None:
        """Show what is known of the article, and what a search found in it."""
        super().show_known(article_id)
        query = self._view.query
        if query and article_id is not None and article_id == self.reading.id and self._hits_of != (article_id, query):
            self._hits_of = (article_id, query)
            self.read_hits(article_id, query)

    @work(thread=True, exclusive=True, group="hits", exit_on_error=False)
    def read_hits(self, article_id: int, query: str) -> None:
        """Read where the words of the search stand in an article."""
        from newsreader.library.search.query import QueryError

        with suppress(QueryError):  # as above
            hits: Sequence[Span] = self._library.hits(article_id, query).text
            self.post_message(HitsFound(article_id, query, hits))

    @on(HitsFound)
    def show_hits(self, event: HitsFound) -> None:
        event.stop()
        if (event.article_id, event.query) == (self.reading.id, self._view.query):
            self.body.hits = event.hits
