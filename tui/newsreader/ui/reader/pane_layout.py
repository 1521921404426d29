"""How the screen is laid out: widths of the panes, and nothing but the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.reactive import reactive

from newsreader.ui.reader.bindings import Pane
from newsreader.ui.reader.breakpoints import MEDIUM
from newsreader.ui.reader.navigation import MovingScreen
from newsreader.ui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from newsreader.ui.widgets.hint import Hint

__all__ = ["ArrangingScreen"]

NARROWEST = 24
"""The fewest columns of a pane at the side."""

STEP = 4
"""Columns by which a key moves a border."""

RIGHT = 3
"""The right button of the mouse."""

TEXT = 34
"""The fewest columns left to the text."""


class ArrangingScreen(MovingScreen):
    """The panes, arranged as the reader wants them."""

    zen: reactive[bool] = reactive(False, init=False)
    """Whether nothing but the text shows."""

    widths: dict[str, int] = {}
    """The columns that the reader gave to panes at the side, by their ids."""

    def on_mount(self) -> None:
        self.widths = self._library.recall("widths", {})
        if self.widths:
            self.fit_panes(self.app.size.width)

    def action_zen(self) -> None:
        """Only the text, or everything again."""
        self.zen = not self.zen

    def action_back(self) -> None:
        """Out of zen; else from the insight to the text, from the text to the list."""
        if self.zen:
            self.zen = False
        else:
            super().action_back()

    def on_click(self, event: events.Click) -> None:
        """The right button offers all commands, wherever it is pressed."""
        if event.button == RIGHT:
            event.stop()
            self.app.action_command_palette()

    def on_hint_dismissed(self, event: Hint.Dismissed) -> None:
        event.stop()
        self.put_hint_away()

    def watch_zen(self) -> None:
        self.set_class(self.zen, "-zen")
        if self.zen:
            self.pane = Pane.BODY

    def watch_pane(self) -> None:
        if self.pane is not Pane.BODY:
            self.zen = False
        super().watch_pane()

    def action_border(self, by: int) -> None:
        """Move the border beside the pane where the reader is: the list's, or the insight pane's."""
        at_right = self.pane is Pane.INSIGHT
        pane = self.query_one("#beside" if at_right else "#articles", SidePane)
        if self.has_class("-narrow") or self.zen or not pane.display:
            self.say("There is no border to move: one pane fills the screen.")
            return
        self.widen(pane, pane.outer_size.width + (-by if at_right else by) * STEP)
        self.keep_widths()

    @on(SidePane.Dragged)
    def drag_border(self, event: SidePane.Dragged) -> None:
        event.stop()
        if not self.has_class("-narrow"):
            self.widen(event.pane, event.width)
            if event.done:
                self.keep_widths()

    def widen(self, pane: SidePane, width: int) -> None:
        """Make `pane` so many columns wide, as far as there is room for the text beside it."""
        others = sum(p.outer_size.width for p in self.query(SidePane) if p is not pane and p.display)
        most = max(self.size.width - others - TEXT, NARROWEST)
        self.widths[pane.id or ""] = min(max(width, NARROWEST), most)
        self.fit_panes(self.size.width)

    def keep_widths(self) -> None:
        """Remember how wide the panes are."""
        self._changes.remember("widths", self.widths)

    def fit_panes(self, columns: int) -> None:
        """Give the panes at the side the widths that the reader chose; on a small screen they have all of it."""
        for pane in self.query(SidePane):
            width = self.widths.get(pane.id or "") if columns >= MEDIUM else None
            pane.styles.width = width if width is None else min(width, max(columns - MEDIUM // 2, NARROWEST))

    def on_resize(self, event: events.Resize) -> None:
        if self.footer is not None:
            self.footer.compact = event.size.width < MEDIUM
        if self.widths:
            self.fit_panes(event.size.width)
