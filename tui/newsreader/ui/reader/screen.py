"""The reader's one screen: its panes, its keys, and the start."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Horizontal
from textual.widgets import Static
from textual.worker import Worker

from newsreader.background.analysis_client import Analyst
from newsreader.config import Config
from newsreader.library.store import Library, View, ViewKind
from newsreader.ui.keys import pane_bindings
from newsreader.ui.keys.key_labels import described
from newsreader.ui.keys.key_sequences import KeySequenceScreen
from newsreader.ui.reader.breakpoints import BREAKPOINTS, MEDIUM, layout
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.messages import ReaderMessage
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.pane_controller import WITH_SOURCES
from newsreader.ui.reader.panes import ArticlePane, InsightPane, ListPane, SourcesPane
from newsreader.ui.reader.screen_context import ScreenContext
from newsreader.ui.reader.sources_controller import ROOMY
from newsreader.ui.reader.worker_failure import worker_failure
from newsreader.ui.undo import UndoStack
from newsreader.ui.widgets.article_view.page_layout import MEASURE
from newsreader.ui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from newsreader.ui.textual_ext.footer import KeyBar
    from newsreader.ui.widgets.hint import Hint
    from newsreader.ui.widgets.insight import Insight

__all__ = ["AT_REST_S", "ReaderScreen"]

AT_REST_S = 0.05
"""The seconds that the terminal has for the first paint before anything else is done."""

RIGHT_BUTTON = 3

_ORDER: dict[str | None, int] = {binding.id: place for place, binding in enumerate(described(pane_bindings.READER))}


class ReaderScreen(KeySequenceScreen):
    """List, text and insight. The screen lays them out and gives actions and messages to the controllers."""

    AUTO_FOCUS = ""  # the pane in which the last session ended is focused
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS = pane_bindings.READER

    def __init__(
        self,
        library: Library,
        undo: UndoStack,
        analyst: Analyst,
        now: Callable[[], datetime],
        config: Config | None = None,
    ) -> None:
        super().__init__()
        self.context = ScreenContext(self, library, undo, now, config or Config())
        self.state = self.context.state
        self.state.prefer(self.context.config.summary)
        self.articles = self.context.articles
        self.body = self.context.body
        self.body.widest = self.context.config.measure or MEASURE
        self.footer: KeyBar | None = None
        self.controllers = ReaderControllers(self.context, analyst)
        self.add_class(f"-at-{self.controllers.panes.current}")  # before there are children to style

    @property
    def insight(self) -> Insight | None:
        """The pane of summary, quotes and names; None until it is mounted."""
        return self.context.insight

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now. The user's own keys stand in the places of the usual ones."""
        found = super().active_bindings
        if not self.context.config.keys:
            return found
        return dict(sorted(found.items(), key=lambda one: _ORDER.get(one[1].binding.id, -1)))

    def compose(self) -> ComposeResult:
        # Textual would add this class after the first layout, and everything would be drawn twice. The screen has no
        # children yet that an update would style.
        columns = self.app.size.width
        self.add_class(layout(columns), update=False)
        self.set_class(self.controllers.sources.opened_last_time, WITH_SOURCES, update=False)
        self.set_class(columns >= ROOMY, "-roomy", update=False)
        with Horizontal(id="panes"):
            yield SourcesPane(self.controllers, id="choosing")
            with ListPane(self.controllers, id="articles"):
                yield Static(id="view", markup=False)
                yield self.articles
            with ArticlePane(self.controllers, id="reading"):
                yield self.body
                yield Static(id="legend", markup=False)
            yield InsightPane(self.controllers, id="beside")

    def on_mount(self) -> None:
        self.controllers.start()
        self.watch(self.articles, "cursor_id", self.controllers.article.open, init=False)
        show_legend = self.controllers.lines.show_legend
        self.app.theme_changed_signal.subscribe(self, lambda _: self.call_after_refresh(show_legend))
        self.call_after_refresh(self.mount_rest)

    @work(group="mounting", exit_on_error=False)
    async def mount_rest(self) -> None:
        """Import and mount what the first paint can do without: it costs as much as everything else."""
        await asyncio.sleep(AT_REST_S)  # the thread that writes to the terminal is slow while others work
        from newsreader.ui.textual_ext.footer import KeyBar
        from newsreader.ui.widgets.insight import Insight

        self.controllers.place.read_list()
        insight = self.context.insight = Insight(id="insight")
        await self.context.mount(insight, "beside")
        if self.controllers.panes.current is Pane.INSIGHT:
            self.set_focus(insight)
        self.footer = KeyBar(show_command_palette=False, compact=self.has_class("-narrow"))
        await self.mount(self.footer)
        await self.controllers.hint.mount(before=self.footer)
        self.refresh_bindings()  # or the footer would show no keys
        self.controllers.start_rest()

    def apply_config(self, config: Config) -> None:
        """Follow changed settings."""
        before, self.context.config = self.context.config, config
        self.body.widest = config.measure or MEASURE
        self.controllers.apply_config(before)

    def on_unmount(self) -> None:
        self.controllers.stop()

    # Events and messages

    def on_resize(self, event: events.Resize) -> None:
        if self.footer is not None:
            self.footer.compact = event.size.width < MEDIUM
        self.controllers.fit(event.size.width)

    def on_click(self, event: events.Click) -> None:
        """Offer all commands on a right click, wherever it is."""
        if event.button == RIGHT_BUTTON:
            event.stop()
            self.app.action_command_palette()

    def on_descendant_focus(self) -> None:
        """Follow the focus, which a click has moved, to its present pane."""
        if self.focused is not None and self.focused.id in set(Pane):
            self.controllers.panes.go_to(Pane(self.focused.id))

    def on_hint_dismissed(self, event: Hint.Dismissed) -> None:
        event.stop()
        self.controllers.hint.dismiss()

    @on(SidePane.Dragged)
    def drag_border(self, event: SidePane.Dragged) -> None:
        event.stop()
        self.controllers.layout.drag(event.pane, event.width, done=event.done)

    @on(ReaderMessage)
    def deliver(self, message: ReaderMessage) -> None:
        """Give a message from a thread to the controllers that listen for it."""
        message.stop()
        self.context.deliver(message)

    @on(Worker.StateChanged)
    def notify_worker_failed(self, event: Worker.StateChanged) -> None:
        """Say why background work failed; the log gets the traceback of a bug, and the reader goes on."""
        if (error := worker_failure(event)) is not None:
            self.context.notify(str(error), error=True)

    # Actions: panes and other articles

    def action_forward(self) -> None:
        self.controllers.panes.forward()

    def action_back(self) -> None:
        self.controllers.panes.back()

    def action_pane(self, by: int) -> None:
        self.controllers.panes.next(by)

    def action_insight(self) -> None:
        self.controllers.panes.toggle_insight()

    def action_zen(self) -> None:
        self.controllers.panes.zen = not self.controllers.panes.zen

    def action_border(self, by: int) -> None:
        self.controllers.layout.move_border(by)

    def action_page(self, pages: int) -> None:
        self.controllers.navigation.page(pages)

    def action_unread(self, by: int) -> None:
        self.controllers.navigation.open_unread(by)

    def action_article(self, by: int) -> None:
        self.controllers.navigation.open_next(by)

    async def action_date(self) -> None:
        await self.controllers.navigation.ask_date()

    # Actions: lists and feeds

    def action_view(self, kind: str) -> None:
        self.controllers.sources.show_list(View(ViewKind(kind)), self.state.id)

    async def action_find(self) -> None:
        await self.controllers.search.open()

    async def action_find_name(self) -> None:
        await self.controllers.search.open_for_name()

    async def action_sources(self) -> None:
        await self.controllers.sources.toggle()

    async def action_add(self) -> None:
        await self.controllers.adding.ask()

    def action_refresh(self) -> None:
        self.controllers.refresh.refresh_current()

    def action_refresh_all(self) -> None:
        self.controllers.refresh.toggle()

    def action_feeds(self) -> None:
        self.controllers.feeds.manage()

    def action_mute_name(self) -> None:
        self.controllers.feeds.ask_mute()

    # Actions: changes of articles

    def action_mark(self) -> None:
        self.controllers.read_state.select_row()

    def action_clear_marks(self) -> None:
        self.controllers.read_state.clear_selection()

    def action_read(self) -> None:
        self.controllers.read_state.toggle_read()

    def action_star(self) -> None:
        self.controllers.read_state.toggle_star()

    def action_all_read(self) -> None:
        self.controllers.read_state.mark_all_read()

    async def action_tag(self) -> None:
        await self.controllers.read_state.tag()

    def action_delete(self) -> None:
        self.controllers.read_state.delete()

    def action_undo(self) -> None:
        self.controllers.read_state.undo()

    # Actions: the text and its analysis

    def action_full_text(self) -> None:
        self.controllers.full_text.toggle()

    async def action_find_within(self) -> None:
        await self.controllers.find.open()

    async def action_note(self) -> None:
        await self.controllers.notes.write()

    def action_notes(self) -> None:
        self.controllers.notes.list_all()

    def action_mention(self, by: int) -> None:
        self.controllers.insight.go_to_mention(by)

    def action_name(self, by: int) -> None:
        self.controllers.insight.go_to_name(by)

    def action_all_found(self) -> None:
        self.controllers.insight.toggle_all()

    def action_by_speaker(self) -> None:
        self.controllers.insight.toggle_speakers()

    def action_length(self, by: int) -> None:
        self.state.change_length(by)

    def action_method(self) -> None:
        self.controllers.insight.next_method()

    def action_highlighting(self) -> None:
        self.controllers.insight.next_highlighting()

    # Actions: out of the reader

    def action_copy(self) -> None:
        self.controllers.copying.copy_summary()

    def action_copy_menu(self) -> None:
        self.controllers.copying.choose()

    def action_browse(self) -> None:
        self.controllers.opener.open_article()

    def action_links(self) -> None:
        self.controllers.links.choose()

    def action_picture(self) -> None:
        self.controllers.images.show_next()

    def action_export(self) -> None:
        self.controllers.export.ask_scope()

    def action_pipe(self) -> None:
        self.controllers.pipe.choose()
