"""The panes of the reader's screen: each receives the messages of its widgets and calls the controllers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical

from newsreader.ui.widgets.article_list.article_list import ArticleList
from newsreader.ui.widgets.article_view.body import Body
from newsreader.ui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from newsreader.ui.reader.controllers import ReaderControllers
    from newsreader.ui.widgets.find_bar import FindBar
    from newsreader.ui.widgets.insight import Insight
    from newsreader.ui.widgets.note_bar import NoteBar
    from newsreader.ui.widgets.search_bar import SearchBar
    from newsreader.ui.widgets.source_tree import SourceTree

__all__ = ["ArticlePane", "InsightPane", "ListPane", "SourcesPane"]

# A widget that is imported only when it is needed cannot be named in `@on`: its messages go by the names of methods.


class SourcesPane(SidePane):
    """The pane of sources; its rows are mounted when it is opened for the first time."""

    def __init__(self, controllers: ReaderControllers, *, id: str) -> None:
        super().__init__(at_left=True, id=id)
        self._controllers = controllers

    def on_source_tree_chosen(self, event: SourceTree.Chosen) -> None:
        event.stop()
        self._controllers.sources.choose(event.row)

    def on_source_tree_folded(self, event: SourceTree.Folded) -> None:
        event.stop()
        self._controllers.sources.fold(event.row)

    def on_source_tree_forgotten(self, event: SourceTree.Forgotten) -> None:
        event.stop()
        self._controllers.sources.delete(event.row)


class ListPane(SidePane):
    """The pane of the list, and of the line for a search above it."""

    def __init__(self, controllers: ReaderControllers, *, id: str) -> None:
        super().__init__(at_left=True, id=id)
        self._controllers = controllers

    @on(ArticleList.Opened)
    def open_article(self, event: ArticleList.Opened) -> None:
        event.stop()
        self._controllers.navigation.open_chosen(event.id)

    @on(ArticleList.Marked)
    def notify_selection(self, event: ArticleList.Marked) -> None:
        event.stop()
        self._controllers.read_state.notify_selection()

    def on_search_bar_typed(self, event: SearchBar.Typed) -> None:
        event.stop()
        self._controllers.search.on_typed(event.text)

    def on_search_bar_stepped(self, event: SearchBar.Stepped) -> None:
        event.stop()
        self._controllers.search.step(event.by)

    def on_search_bar_taken(self, event: SearchBar.Taken) -> None:
        event.stop()
        self._controllers.search.take()

    def on_search_bar_ended(self, event: SearchBar.Ended) -> None:
        event.stop()
        self._controllers.search.end()

    def on_search_bar_kept(self, event: SearchBar.Kept) -> None:
        event.stop()
        self._controllers.search.ask_name()


class ArticlePane(Vertical):
    """The pane of the text, and of the lines for notes and for finding words below it."""

    def __init__(self, controllers: ReaderControllers, *, id: str) -> None:
        super().__init__(id=id)
        self._controllers = controllers

    @on(Body.LinkChosen)
    def open_link(self, event: Body.LinkChosen) -> None:
        event.stop()
        self._controllers.images.open_address(event.address)

    @on(Body.QuoteChosen)
    def choose_quote(self, event: Body.QuoteChosen) -> None:
        event.stop()
        self._controllers.insight.choose_quote(event.index)

    @on(Body.EntityChosen)
    def choose_entity(self, event: Body.EntityChosen) -> None:
        event.stop()
        self._controllers.insight.choose_entity(event.index)

    @on(Body.NoteChosen)
    async def change_note(self, event: Body.NoteChosen) -> None:
        event.stop()
        await self._controllers.notes.change(event.index)

    def on_note_bar_stepped(self, event: NoteBar.Stepped) -> None:
        event.stop()
        self._controllers.notes.step(event.by)

    async def on_note_bar_taken(self, event: NoteBar.Taken) -> None:
        event.stop()
        await self._controllers.notes.take(event.words)

    async def on_note_bar_dropped(self, event: NoteBar.Dropped) -> None:
        event.stop()
        await self._controllers.notes.drop()

    async def on_note_bar_ended(self, event: NoteBar.Ended) -> None:
        event.stop()
        await self._controllers.notes.close()

    def on_find_bar_typed(self, event: FindBar.Typed) -> None:
        event.stop()
        self._controllers.find.on_typed(event.words)

    def on_find_bar_stepped(self, event: FindBar.Stepped) -> None:
        event.stop()
        self._controllers.find.step(event.by)

    async def on_find_bar_ended(self, event: FindBar.Ended) -> None:
        event.stop()
        await self._controllers.find.close()


class InsightPane(SidePane):
    """The pane of summary, quotes and names; its rows are mounted after the first paint."""

    def __init__(self, controllers: ReaderControllers, *, id: str) -> None:
        super().__init__(at_left=False, id=id)
        self._controllers = controllers

    def on_insight_sentence_chosen(self, event: Insight.SentenceChosen) -> None:
        event.stop()
        self._controllers.insight.reveal_sentence(event.index)

    def on_insight_quote_chosen(self, event: Insight.QuoteChosen) -> None:
        event.stop()
        self._controllers.insight.reveal_quote(event.index)

    def on_insight_name_chosen(self, event: Insight.NameChosen) -> None:
        event.stop()
        self._controllers.insight.reveal_name(event.name, event.labels)

    def on_insight_name_reached(self, event: Insight.NameReached) -> None:
        event.stop()
        self._controllers.state.choose_name(event.name, event.labels)
