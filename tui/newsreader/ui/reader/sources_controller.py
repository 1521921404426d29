"""Choosing what is listed: the pane of sources, at the left where there is room, else in place of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult

from newsreader.library.store import View
from newsreader.ui.reader.bindings import Pane, keyed
from newsreader.ui.reader.messages import Arrived, SourcesRead, StateKept
from newsreader.ui.reader.search_controller import FindingScreen

if TYPE_CHECKING:
    from newsreader.ui.widgets.source_rows import Holdings
    from newsreader.ui.widgets.source_tree import SourceTree

__all__ = ["ListingScreen"]

ROOMY = 140
"""From so many columns on the sources stand beside the list."""

SETTLED_S = 0.5
"""So long after a change the counts are read anew: not after each of many."""


class ListingScreen(FindingScreen):
    """The panes, with one for the sources."""

    sources: SourceTree | None = None
    """The pane's rows, once it was open."""

    _folded: set[str] = set()
    _holdings: Holdings | None = None

    def compose(self) -> ComposeResult:
        kept = self._library.recall("sources", {})
        self._folded = set(kept.get("closed", []))
        # There is nothing below yet that would be styled anew.
        self.set_class(bool(kept.get("open")), "-with-sources", update=False)
        self.set_class(self.app.size.width >= ROOMY, "-roomy", update=False)
        yield from super().compose()

    def on_mount(self) -> None:
        self._counting = self.set_timer(SETTLED_S, lambda: None)
        if self.has_class("-with-sources"):
            self.call_after_refresh(self.open_sources)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= ROOMY, "-roomy")

    async def action_sources(self) -> None:
        """Go to the sources; from there, put them away."""
        if self.pane is Pane.SOURCES:
            self.close_sources()
            return
        await self.open_sources()
        self.set_class(True, "-with-sources")
        self.keep_sources()
        self.pane = Pane.SOURCES

    async def open_sources(self) -> None:
        """Have the rows of the sources, and have them up to date."""
        if self.sources is None:
            from newsreader.ui.widgets.source_tree import SourceTree

            self.sources = SourceTree(id="sources")
            await self.query_one("#choosing").mount(self.sources)
        self.read_sources()

    def close_sources(self) -> None:
        """Put the sources away."""
        self.set_class(False, "-with-sources")
        self.keep_sources()
        self.pane = Pane.LIST

    def keep_sources(self) -> None:
        """Remember what is open."""
        kept = {"open": self.has_class("-with-sources"), "closed": sorted(self._folded)}
        self._changes.remember("sources", kept)

    def pane_at(self, pane: Pane) -> bool:
        """Whether the reader can go to `pane` as things stand."""
        return self.has_class("-with-sources") if pane is Pane.SOURCES else super().pane_at(pane)

    def action_back(self) -> None:
        """Back; from the list to the sources, where they are open."""
        if self.pane is Pane.LIST and self.search is None and self.has_class("-with-sources"):
            self.pane = Pane.SOURCES
        else:
            super().action_back()

    @work(thread=True, exclusive=True, group="sources", exit_on_error=False)
    def read_sources(self) -> None:
        """Read what there is to list off the screen's thread."""
        from newsreader.ui.widgets.source_rows import Holdings

        self.post_message(SourcesRead(Holdings.of(self._library)))

    @on(SourcesRead)
    def take_sources(self, event: SourcesRead) -> None:
        event.stop()
        self._holdings = event.holdings
        self.show_sources()

    def show_sources(self) -> None:
        """Show what there is to list."""
        if self.sources is None or self._holdings is None:
            return
        from newsreader.ui.widgets.source_rows import rows

        shown = rows(self._holdings, self._folded)
        view, _ = self.home()
        self.sources.show(shown, next((row.key for row in shown if row.view == view), ""))

    @on(StateKept)
    @on(Arrived)
    def count_again(self) -> None:
        """The counts have changed: read them, once nothing more changes."""
        if self.sources is not None and self.sources.display:
            self._counting.stop()
            self._counting = self.set_timer(SETTLED_S, self.read_sources)

    def list_articles(self, view: View, cursor: int | None = None, title: str = "") -> None:
        """Show a list, and in the sources that it is this one."""
        super().list_articles(view, cursor, title)
        self.show_sources()

    def on_source_tree_chosen(self, event: SourceTree.Chosen) -> None:
        event.stop()
        if event.row.view is not None:
            self.drop_search()
            self.list_articles(event.row.view, None, event.row.name)
            self.pane = Pane.LIST

    def on_source_tree_folded(self, event: SourceTree.Folded) -> None:
        event.stop()
        self._folded ^= {event.row.key}
        self.keep_sources()
        self.show_sources()

    def on_source_tree_forgotten(self, event: SourceTree.Forgotten) -> None:
        event.stop()
        name = event.row.search
        if name:
            self._changes.apply(lambda: self._library.delete_search(name), self.state_kept)
            self.say(f"The saved search “{name}” is gone.")
        else:
            self.say(keyed("Only saved searches are forgotten here; {feeds} shows the feeds.", self.config.keys))
