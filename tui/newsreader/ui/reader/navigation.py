"""Keys that move: between panes, through the article, to other articles and lists."""

from __future__ import annotations

from collections import deque
from itertools import islice

from newsreader.errors import NewsreaderError
from newsreader.library.store import View, ViewKind
from newsreader.ui.reader.bindings import Pane
from newsreader.ui.reader.layout import PanesScreen

__all__ = ["MovingScreen"]


AT_ONCE = 200
"""Rows that are looked at in one go."""


class MovingScreen(PanesScreen):
    """The panes, walked by keyboard."""

    def on_descendant_focus(self) -> None:
        """A click moves the focus: follow it, to where it is by now."""
        if self.focused is not None and self.focused.id in set(Pane):
            self.pane = Pane(self.focused.id)

    def action_forward(self) -> None:
        """From the list into the text, from the text to its insight."""
        self.pane = {Pane.SOURCES: Pane.LIST, Pane.LIST: Pane.BODY}.get(self.pane, Pane.INSIGHT)

    def action_back(self) -> None:
        """From the insight to the text, from the text to the list."""
        self.pane = Pane.BODY if self.pane is Pane.INSIGHT else Pane.LIST

    def action_pane(self, by: int) -> None:
        """Go to the next or the previous pane."""
        panes = [pane for pane in Pane if self.pane_at(pane)]
        self.pane = panes[(panes.index(self.pane) + by) % len(panes)]

    def action_insight(self) -> None:
        """Go to the insight pane, and back to the text."""
        self.pane = Pane.BODY if self.pane is Pane.INSIGHT else Pane.INSIGHT

    def action_page(self, pages: int) -> None:
        """Page through the article; at its end, open the next unread one."""
        if self.has_class("-narrow") and self.pane is not Pane.BODY:
            self.pane = Pane.BODY
        elif self.body.turn(pages):
            self.mark_read()
        else:
            self.mark_read()
            self.action_unread(1)

    def action_unread(self, by: int) -> None:
        """Open the unread article of the list that is `by` on from here, negative for back; the last if fewer are."""
        self.catch_up()
        if self.reading.id is None:
            return
        target = self.next_unread(self.reading.id, by)
        if target is None:
            self.say("No more unread articles below." if by > 0 else "No unread articles above.")
            return
        self.articles.move_to(target)
        self.mark_read()

    def next_unread(self, article_id: int, by: int) -> int | None:
        """The unread article of the list that is `by` on from an article, negative for back; the last if fewer are."""
        if "sort:best" not in self._view.query:
            return self._library.next_unread(self._view, article_id, abs(by), backwards=by < 0)
        at = self.articles.index_of(article_id) or 0
        rest = self.articles.ids[at + 1 :] if by > 0 else self.articles.ids[:at][::-1]
        lots = (rest[start : start + AT_ONCE] for start in range(0, len(rest), AT_ONCE))
        unread = (entry.id for lot in lots for entry in self._library.entries(lot) if not entry.read)
        return next(iter(deque(islice(unread, abs(by)), maxlen=1)), None)

    async def action_date(self) -> None:
        """Go to the articles of a date."""
        from newsreader.ui.dialogs.prompt_dialog import PromptDialog

        await self.app.push_screen(
            PromptDialog("Go to the date", hint="2026-01-31, 31 Jan, yesterday, 2026-01, 12h, 3d, 2w"), self.go_to_date
        )

    def go_to_date(self, date: str | None) -> None:
        """Go to the newest article of a date, or what came before; None goes nowhere."""
        if date is None:
            return
        from newsreader.ui.reader.go_to_date import place_at

        if "sort:best" in self._view.query:
            self.say("This list is not in the order of time.")
            return
        try:
            place = place_at(self.articles.ids, date.lower(), self._now())
        except NewsreaderError as error:
            self.say(str(error), error=True)
        else:
            self.pane = Pane.LIST
            self.articles.move_to_index(place)

    def action_article(self, by: int) -> None:
        """Open the article of the list that is `by` on from here, negative for back."""
        self.articles.cursor_down(by)
        self.mark_read()

    def action_view(self, kind: str) -> None:
        """List all, unread or starred articles."""
        self.list_articles(View(ViewKind(kind)), self.reading.id)
        self.pane = Pane.LIST
