"""The pane of sources: left of the list where there is room, else in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library.store import View
from newsreader.ui.keys.keyed import keyed
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.list_controller import ListController
from newsreader.ui.reader.messages import ArticlesAdded, SourcesRead, StateStored
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.pane_controller import WITH_SOURCES, PaneController
from newsreader.ui.reader.search_controller import SearchController

if TYPE_CHECKING:
    from newsreader.ui.widgets.source_rows import Holdings, SourceRow
    from newsreader.ui.widgets.source_tree import SourceTree

__all__ = ["SourcesController"]

ROOMY = 140
"""On a terminal of at least this many columns the sources stand next to the list."""

SETTLED_S = 0.5
"""The counts are read this many seconds after a change, once for several changes."""


class SourcesController:
    """Lists the sources with their counts, and shows the list that is chosen there."""

    def __init__(
        self, context: ReaderContext, panes: PaneController, lists: ListController, search: SearchController
    ) -> None:
        self._context = context
        self._panes = panes
        self._lists = lists
        self._search = search
        remembered = context.library.recall("sources", {})
        self._folded = set(remembered.get("closed", []))
        self._holdings: Holdings | None = None
        self.opened_last_time = bool(remembered.get("open"))
        """True if the pane was open at the end of the last session."""
        self.tree: SourceTree | None = None
        """The rows of the pane; None until it is opened for the first time."""
        panes.on_back(self._back)
        lists.changed.connect(self.show)
        context.listen(SourcesRead, self.on_sources_read)
        context.listen(StateStored, lambda _: self.count_later())
        context.listen(ArticlesAdded, lambda _: self.count_later())

    def start(self) -> None:
        """Open the pane after the first paint, if it was open in the last session."""
        self._counting = self._context.set_timer(SETTLED_S, lambda: None)
        if self._context.has_class(WITH_SOURCES):
            self._context.call_after_refresh(self.open)

    def fit(self, columns: int) -> None:
        """Put the pane next to the list, or in its place, on a terminal of `columns`."""
        self._context.set_class(columns >= ROOMY, "-roomy")

    async def toggle(self) -> None:
        """Open the pane and go to it; from the pane, close it."""
        if self._panes.current is Pane.SOURCES:
            self._context.set_class(False, WITH_SOURCES)
            self._remember()
            self._panes.go_to(Pane.LIST)
            return
        await self.open()
        self._context.set_class(True, WITH_SOURCES)
        self._remember()
        self._panes.go_to(Pane.SOURCES)

    async def open(self) -> None:
        """Mount the rows of the pane, if they are not mounted, and read the sources."""
        if self.tree is None:
            from newsreader.ui.widgets.source_tree import SourceTree

            self.tree = SourceTree(id="sources")
            await self._context.mount(self.tree, "choosing")
        self.read()

    def _remember(self) -> None:
        open = self._context.has_class(WITH_SOURCES)
        self._context.undo.remember("sources", {"open": open, "closed": sorted(self._folded)})

    def _back(self) -> bool:
        """Go from the list to the sources, if they are open."""
        is_open = self._context.has_class(WITH_SOURCES)
        if self._panes.current is not Pane.LIST or self._search.bar is not None or not is_open:
            return False
        self._panes.go_to(Pane.SOURCES)
        return True

    # Sources and counts

    def read(self) -> None:
        """Read the sources in a worker."""
        self._context.run_worker(self.read_sources, group="sources", exclusive=True)

    def read_sources(self) -> None:
        """Read the sources and their counts; runs in a thread."""
        from newsreader.ui.widgets.source_rows import Holdings

        self._context.post(SourcesRead(Holdings.of(self._context.library)))

    def on_sources_read(self, message: SourcesRead) -> None:
        """Show the sources that were read."""
        self._holdings = message.holdings
        self.show()

    def show(self) -> None:
        """Show the sources, with the current list selected."""
        if self.tree is None or self._holdings is None:
            return
        from newsreader.ui.widgets.source_rows import rows

        shown = rows(self._holdings, self._folded)
        view, _ = self._lists.home()
        self.tree.show(shown, next((row.key for row in shown if row.view == view), ""))

    def count_later(self) -> None:
        """Read the counts soon, because something has changed."""
        if self.tree is not None and self.tree.display:
            self._counting.stop()
            self._counting = self._context.set_timer(SETTLED_S, self.read)

    # Rows

    def show_list(self, view: View, cursor: int | None = None, title: str = "") -> None:
        """Show a list in place of the current one or of a search, and go to it."""
        self._search.drop()
        self._lists.show(view, cursor, title)
        self._panes.go_to(Pane.LIST)

    def choose(self, row: SourceRow) -> None:
        """Show the list of a row."""
        if row.view is not None:
            self.show_list(row.view, None, row.name)

    def fold(self, row: SourceRow) -> None:
        """Fold or unfold the rows below a row."""
        self._folded ^= {row.key}
        self._remember()
        self.show()

    def delete(self, row: SourceRow) -> None:
        """Delete a saved search."""
        name, context = row.search, self._context
        if name:
            context.undo.apply(lambda: context.library.delete_search(name), lambda: context.post(StateStored()))
            context.notify(f"Saved search “{name}” deleted.")
        else:
            only = "Only saved searches can be deleted here; {feeds} manages the feeds."
            context.notify(keyed(only, context.config.keys))
