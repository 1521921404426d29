"""Keys that move: between panes, through the article, to other articles and lists."""

from __future__ import annotations

from newsreader.library.store import View, ViewKind
from newsreader.screens.panes import PanesScreen
from newsreader.screens.reader_keys import Pane

__all__ = ["MovingScreen"]


class MovingScreen(PanesScreen):
    """The panes, walked by keyboard."""

    def action_forward(self) -> None:
        """From the list into the text, from the text to its insight."""
        self.pane = Pane.BODY if self.pane is Pane.LIST else Pane.INSIGHT

    def action_back(self) -> None:
        """From the insight to the text, from the text to the list."""
        self.pane = Pane.BODY if self.pane is Pane.INSIGHT else Pane.LIST

    def action_pane(self, by: int) -> None:
        """Go to the next or the previous pane."""
        panes = list(Pane)
        self.pane = panes[(panes.index(self.pane) + by) % len(panes)]

    def action_insight(self) -> None:
        """Go to the insight pane, and back to the text."""
        self.pane = Pane.BODY if self.pane is Pane.INSIGHT else Pane.INSIGHT

    def action_page(self) -> None:
        """Page through the article; after its end, open the next unread one."""
        if self.has_class("-narrow") and self.pane is not Pane.BODY:
            self.pane = Pane.BODY
        elif self.body.page():
            self.mark_read()
        else:
            self.mark_read()
            self.action_unread(1)

    def action_unread(self, by: int) -> None:
        """Open the next (1) or previous (-1) unread article of the list."""
        self.catch_up()
        if self.reading.id is None:
            return
        target = self._library.next_unread(self._view, self.reading.id, backwards=by < 0)
        if target is None:
            self.say("No more unread articles below." if by > 0 else "No unread articles above.")
            return
        self.articles.move_to(target)
        self.mark_read()

    def action_article(self, by: int) -> None:
        """Open the next (1) or previous (-1) article of the list."""
        self.articles.cursor_down(by)
        self.mark_read()

    def action_view(self, kind: str) -> None:
        """List all, unread or starred articles."""
        self.list_articles(View(ViewKind(kind)), self.reading.id)
        self.pane = Pane.LIST
