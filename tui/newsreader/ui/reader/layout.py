"""List, text and insight, one following the other. The panes say what happened; this decides what follows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker

from newsreader.background.analysis_client import Analyst
from newsreader.config import Config
from newsreader.errors import NewsreaderError
from newsreader.library.store import Library, View
from newsreader.model.analysis import Span
from newsreader.model.article import Entry
from newsreader.ui.reader import list_titles
from newsreader.ui.reader.article_state import Reading
from newsreader.ui.reader.bindings import Pane, keyed
from newsreader.ui.reader.breakpoints import BREAKPOINTS, layout
from newsreader.ui.reader.gc_scheduler import Sweeping
from newsreader.ui.reader.messages import Analysed, AnalysisFailed, Arrived, Listed, StateKept
from newsreader.ui.reader.worker_failure import worker_failure
from newsreader.ui.undo import UndoStack
from newsreader.ui.widgets.article_list.article_list import ArticleList
from newsreader.ui.widgets.article_view.body import Body
from newsreader.ui.widgets.article_view.page_layout import MEASURE
from newsreader.ui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from newsreader.ui.textual_ext.footer import KeyBar
    from newsreader.ui.widgets.hint import Hint
    from newsreader.ui.widgets.insight import Insight

__all__ = ["PanesScreen"]

DEFAULTS = Config()

AT_REST_S = 0.05
"""How long the terminal has for the first look before anything else is done, in seconds."""

SETTLED_S = 0.15
"""After so long on an article, what is known of it shows; who steps on sooner, about as fast as keys are pressed one by
one, only wants the text, at once: showing more takes as long again, and the next key would wait for it."""

AHEAD = 5
"""How many of the next articles are analysed before the reader gets there."""


class PanesScreen(Screen[None]):
    """Articles, the text and what it says; what keys do here is in the classes that build on this."""

    AUTO_FOCUS = ""  # the pane that the reader was left in is focused

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    pane: reactive[Pane] = reactive(Pane.LIST, init=False)

    def __init_subclass__(cls, *, whole: bool = False) -> None:
        """Textual gathers bindings and reactives of each class anew: only for the `whole` one, which is made."""
        if whole:
            super().__init_subclass__()

    def __init__(
        self,
        library: Library,
        changes: UndoStack,
        analyst: Analyst,
        now: Callable[[], datetime],
        config: Config = DEFAULTS,
    ) -> None:
        super().__init__()
        self.config = config
        self.articles = ArticleList(now=now, id="list")
        self.body = Body(now=now, id="body")
        self.body.widest = config.measure or MEASURE
        self.insight: Insight | None = None
        self.footer: KeyBar | None = None
        self._hint: Hint | None = None
        self._hinting: bool = library.recall("hint", True)
        self._now = now
        self._library = library
        self._changes = changes
        self._analyst = analyst
        self._sweeping = Sweeping(self)
        self.reading = Reading(library, changes)
        self.reading.prefer(config.summary)
        self._place = library.recall("place", {})
        self.set_reactive(PanesScreen.pane, Pane.BODY if self._place.get("article") else Pane.LIST)
        self.add_class(f"-at-{self.pane}")  # before there is anything below that would be styled anew
        self._view = View()
        self._title = list_titles.heading(self._view)

    def compose(self) -> ComposeResult:
        # Textual would add it after the first layout: that would be drawn twice, and wrong at first on a small screen.
        self.add_class(layout(self.app.size.width), update=False)
        with Horizontal(id="panes"):
            yield SidePane(at_left=True, id="choosing")
            with SidePane(at_left=True, id="articles"):
                yield Static(id="view", markup=False)
                yield self.articles
            with Vertical(id="reading"):
                yield self.body
                yield Static(id="legend", markup=False)
            yield SidePane(at_left=False, id="beside")

    def on_mount(self) -> None:
        self.body.highlighting = self.config.highlighting or self._library.recall("highlighting", "all")
        self._settling = self.set_timer(SETTLED_S, lambda: None)
        self.list_first(list_titles.from_memory(self._place), self._place.get("article"), self._place.get("title", ""))
        if self.reading.id != self._place.get("article"):
            self.set_reactive(PanesScreen.pane, Pane.LIST)
        self.go_to_pane()
        self.watch(self.articles, "cursor_id", self.show_article, init=False)
        self.app.theme_changed_signal.subscribe(self, lambda _: self.call_after_refresh(self.show_legend))
        self.call_after_refresh(self.mount_rest)

    @work(group="mounting", exit_on_error=False)
    async def mount_rest(self) -> None:
        """Add what the first look can do without, and import it only now: it costs as much as all the rest."""
        # A thread takes to the terminal what is drawn, and gets nowhere beside other work.
        await asyncio.sleep(AT_REST_S)
        from newsreader.ui.textual_ext.footer import KeyBar
        from newsreader.ui.widgets.insight import Insight

        self.read_whole_list(self._view, self._place.get("article"))
        self.insight = Insight(id="insight")
        await self.query_one("#beside").mount(self.insight)
        if self.pane is Pane.INSIGHT:
            self.set_focus(self.insight)
        self.footer = KeyBar(show_command_palette=False, compact=self.has_class("-narrow"))
        await self.mount(self.footer)
        if self._hinting:
            from newsreader.ui.widgets.hint import Hint

            self._hint = Hint([keyed(f"{{{id}}}", self.config.keys) for id in Hint.ACTIONS], id="hint")
            await self.mount(self._hint, before=self.footer)
        self.refresh_bindings()  # the footer shows keys only once it is told of them
        self.show_insight()
        self.show_legend()
        self._sweeping.begin()

    def put_hint_away(self) -> None:
        """Who has opened an article needs no hint any more, now or later."""
        if self._hinting:
            self._hinting = False
            self._changes.remember("hint", False)
            if self._hint is not None:
                self._hint.remove()

    def take_config(self, config: Config) -> None:
        """Go on with other settings: what they say anew, and what the reader chose meanwhile where they say nothing."""
        before, self.config = self.config, config
        self.body.widest = config.measure or MEASURE
        if config.highlighting and config.highlighting != before.highlighting:
            self.body.highlighting = config.highlighting
            self.show_legend()
        if config.summary != before.summary:
            self.reading.prefer(config.summary)
            if self.reading.take_analysis():
                self.show_analysis()
            self.want_analysis()

    def show_legend(self) -> None:
        """Say which style of the text means which kind of name."""
        self.query_one("#legend", Static).update(self.body.legend())

    def say(self, sentence: str, *, error: bool = False) -> None:
        """Show a notice for a moment."""
        self.app.notify(
            sentence, markup=False, severity="error" if error else "information", timeout=10 if error else 3
        )

    # The list

    def list_articles(self, view: View, cursor: int | None = None, title: str = "") -> None:
        """Show the first screenful of `view` at once and the whole of it as soon as it is read.

        `title` is what the list is called, if it has a name of its own.
        """
        self.list_first(view, cursor, title)
        self.read_whole_list(view, cursor)

    def list_first(self, view: View, cursor: int | None, title: str) -> None:
        """Show the first screenful of `view`."""
        self._view, self._title = view, title or list_titles.heading(view)
        first = [entry.id for entry in self._library.first(view, self.app.size.height)]
        self.articles.empty = list_titles.empty(view, self.config.keys)
        self.articles.load(first, self.rows, cursor=cursor if cursor in first else None)
        self.show_counts()
        self.show_article(self.articles.cursor_id)

    @work(thread=True, exclusive=True, group="list", exit_on_error=False)
    def read_whole_list(self, view: View, cursor: int | None) -> None:
        """Read the ids of all of `view` off the screen's thread."""
        self.post_message(Listed(view, self._library.ids(view), cursor))

    @on(Listed)
    def show_whole_list(self, event: Listed) -> None:
        event.stop()
        if event.view == self._view:
            self.articles.empty = list_titles.empty(event.view, self.config.keys)
            self.articles.load(event.ids, self.rows, cursor=event.cursor or self.articles.cursor_id)
            self.show_counts()

    @on(Arrived)
    def show_arrived(self, event: Arrived) -> None:
        event.stop()
        self.list_arrived(event.ids[0] if event.first else None)

    def list_arrived(self, cursor: int | None) -> None:
        """List what has arrived in the library, with the cursor on the article `cursor` if one is given."""
        self.show_counts()
        self.read_whole_list(self._view, cursor)

    def rows(self, ids: Sequence[int]) -> Sequence[Entry]:
        """The rows that the list draws; a library that fails is said, and the list stays empty."""
        try:
            return self._library.entries(ids)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return ()

    def show_counts(self) -> None:
        """Say above the list what it holds."""
        words = list_titles.counted(self._view, len(self.articles.ids), self._library.counts())
        self.query_one("#view", Static).update(f"{self._title} · {words}")

    @on(ArticleList.Opened)
    def open_article(self, event: ArticleList.Opened) -> None:
        event.stop()
        self.show_article(event.id)
        self.pane = Pane.BODY

    # The article and what is known of it

    def show_article(self, article_id: int | None) -> None:
        """Show an article: its text at once, then what is stored of it, the rest when the analyst has it."""
        if article_id == self.reading.id:
            return
        self.reading.keep_position(self.body.position)
        self.reading.close()
        if article_id is None:
            self.body.clear(list_titles.empty(self._view, self.config.keys))
        else:
            try:
                position = self.reading.open(article_id)
            except NewsreaderError as error:
                self.body.clear(str(error))
            else:
                assert self.reading.article is not None
                self.body.show(self.reading.article, position=position)
        self._settling.stop()
        self._sweeping.put_off()
        self._settling = self.set_timer(SETTLED_S, partial(self.show_known, article_id))
        if self.pane is not Pane.LIST:
            self.keep_place()

    def show_known(self, article_id: int | None) -> None:
        """Show what is stored of the article, if the reader is still there, and ask for what is not."""
        self._sweeping.come()
        if article_id == self.reading.id and self.reading.analysis is None:
            self.reading.take_analysis()
            self.show_analysis()
            self.want_analysis()

    def catch_up(self) -> None:
        """Show what is known of the article now: a quick key may come before the reader has settled on it."""
        self.show_known(self.reading.id)

    def want_analysis(self) -> None:
        """Ask the analyst for what is on the screen, then for what the reader is likely to open next."""
        if self.reading.id is not None:
            after = (self.articles.cursor_index or 0) + 1
            ahead = list(self.articles.ids[after : after + AHEAD])
            self._analyst.request(self.reading.id, self.reading.method, ahead=ahead)

    def show_analysis(self) -> None:
        """Paint what was found over the text and list it beside it; the text does not move."""
        if self.reading.analysis is not None:
            self.body.analysis = self.reading.analysis
        self.show_insight()

    def show_insight(self) -> None:
        """List what was found, or say why there is nothing."""
        if self.insight is None:
            return  # it will be told as soon as it is there
        if self.reading.article is None:
            self.insight.say("")
        elif self.reading.analysis is None:
            self.insight.say(self.reading.failure or "Reading the article…")
        else:
            self.insight.show(self.reading.article.text, self.reading.analysis)

    @on(Analysed)
    def take_analysis(self, event: Analysed) -> None:
        event.stop()
        shown = self.reading.analysis
        wanted = event.article_id == self.reading.id and event.method == self.reading.method
        if wanted and (shown is None or shown.method != event.method) and self.reading.take_analysis():
            self.show_analysis()

    @on(AnalysisFailed)
    def say_analysis_failed(self, event: AnalysisFailed) -> None:
        event.stop()
        if event.article_id == self.reading.id:
            self.reading.failure = event.reason
            self.show_insight()

    def reveal(self, span: Span) -> None:
        """Bring `span` onto the screen and flash it."""
        if self.has_class("-narrow"):
            self.pane = Pane.BODY
        self.body.reveal(span)

    # What the reader did

    def entry(self) -> Entry | None:
        """The list's row of the article on the screen."""
        self.catch_up()
        return self.articles.entry(self.reading.id) if self.reading.id is not None else None

    def mark_read(self) -> None:
        """The article on the screen was opened: it is read."""
        self.put_hint_away()
        if self._library.read_only:
            return
        entry = self.entry()
        if entry is not None and not entry.read:
            self.set_read(entry, True)

    def set_read(self, entry: Entry, read: bool) -> None:
        """Mark an article, on the screen at once and in the library as soon as it can."""
        self.articles.update_entry(entry._replace(read=read))
        self._changes.set_read([entry.id], read, self.state_kept)

    def state_kept(self) -> None:
        """A change is in the library; called on the thread that writes."""
        self.post_message(StateKept())

    @on(StateKept)
    def show_state(self, event: StateKept) -> None:
        event.stop()
        self.show_state_kept()

    def show_state_kept(self) -> None:
        """Show rows and counts as the library has them now."""
        self.articles.forget()
        self.show_counts()

    # Where the reader is

    def watch_pane(self) -> None:
        self.go_to_pane()
        self.keep_place()

    def pane_at(self, pane: Pane) -> bool:
        """Whether the reader can go to `pane` as things stand."""
        return pane is not Pane.SOURCES

    def go_to_pane(self) -> None:
        """Show and focus the pane where the reader is; going into an article reads it."""
        if not self.has_class(here := f"-at-{self.pane}"):
            self.remove_class(*(f"-at-{pane}" for pane in Pane), update=False)  # or all would be styled twice
            self.add_class(here)
        self.set_focus(next(iter(self.query(f"#{self.pane}")), None))
        if self.pane in (Pane.BODY, Pane.INSIGHT):
            self.mark_read()

    def home(self) -> tuple[View, str]:
        """The list to come back to, and what it is called."""
        return self._view, self._title

    def keep_place(self) -> None:
        """Keep where the reader is."""
        view, title = self.home()
        opened = self.reading.id if self.pane in (Pane.BODY, Pane.INSIGHT) else None
        # Only an article that was open is come back to: a reader who was in the list finds the newest on top.
        self._changes.remember("place", {**list_titles.to_memory(view), "title": title, "article": opened})

    def keep(self) -> None:
        """Keep what only the screen knows; called before the program ends."""
        self.reading.keep_position(self.body.position)

    @on(Worker.StateChanged)
    def say_worker_failed(self, event: Worker.StateChanged) -> None:
        """Show why background work failed; the reader goes on, and a bug goes to the log with its traceback."""
        if (error := worker_failure(event)) is not None:
            self.say(str(error), error=True)
