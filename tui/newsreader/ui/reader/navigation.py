"""Actions that move through the article and to other articles of the list."""

from __future__ import annotations

from collections import deque
from itertools import islice

from newsreader.errors import NewsreaderError
from newsreader.ui.reader.article_controller import ArticleController
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.list_controller import ListController
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.pane_controller import PaneController
from newsreader.ui.reader.read_state_actions import ReadStateController

__all__ = ["NavigationController"]

BATCH = 200
"""The number of rows that are read at once in the search for an unread one."""

BY_RANK = "sort:best"
"""The part of a query that sorts a list by rank instead of date."""


class NavigationController:
    """Pages through the article, and opens the next one, the next unread one, or those of a date."""

    def __init__(
        self,
        context: ReaderContext,
        panes: PaneController,
        article: ArticleController,
        lists: ListController,
        read_state: ReadStateController,
    ) -> None:
        self._context = context
        self._panes = panes
        self._article = article
        self._lists = lists
        self._read_state = read_state

    def page(self, pages: int) -> None:
        """Page through the article; at its end, open the next unread one."""
        if self._context.has_class("-narrow") and self._panes.current is not Pane.BODY:
            self._panes.go_to(Pane.BODY)
            return
        turned = self._context.body.turn(pages)
        self._read_state.mark_read()
        if not turned:
            self.open_unread(1)

    def open_unread(self, by: int) -> None:
        """Open the unread article that is `by` on in the list, negative for back; the last one if there are fewer."""
        self._article.settle()
        if self._context.state.id is None:
            return
        target = self.next_unread(self._context.state.id, by)
        if target is None:
            self._context.notify("No more unread articles below." if by > 0 else "No unread articles above.")
            return
        self._context.articles.move_to(target)
        self._read_state.mark_read()

    def next_unread(self, article_id: int, by: int) -> int | None:
        """Return the unread article that is `by` on from an article, or None if all are read.

        A negative `by` looks back. If there are fewer, the last of them is returned.
        """
        library, ids = self._context.library, self._context.articles.ids
        if BY_RANK not in self._lists.view.query:
            return library.next_unread(self._lists.view, article_id, abs(by), backwards=by < 0)
        at = self._context.articles.index_of(article_id) or 0
        rest = ids[at + 1 :] if by > 0 else ids[:at][::-1]
        batches = (rest[start : start + BATCH] for start in range(0, len(rest), BATCH))
        unread = (entry.id for batch in batches for entry in library.entries(batch) if not entry.read)
        return next(iter(deque(islice(unread, abs(by)), maxlen=1)), None)

    def open_next(self, by: int) -> None:
        """Open the article that is `by` on in the list, negative for back."""
        self._context.articles.cursor_down(by)
        self._read_state.mark_read()

    def open_chosen(self, article_id: int) -> None:
        """Open the article that was chosen in the list, and go to its text."""
        self._article.open(article_id)
        self._panes.go_to(Pane.BODY)

    async def ask_date(self) -> None:
        """Ask for a date, and go to it."""
        from newsreader.ui.dialogs.prompt_dialog import PromptDialog

        hint = "2026-01-31, 31 Jan, yesterday, 2026-01, 12h, 3d, 2w"
        await self._context.push_screen(PromptDialog("Go to the date", hint=hint), self.go_to_date)

    def go_to_date(self, date: str | None) -> None:
        """Go to the newest article of a date, or to the one before; None goes nowhere."""
        if date is None:
            return
        from newsreader.ui.reader.go_to_date import index_at

        if BY_RANK in self._lists.view.query:
            self._context.notify("This list is not sorted by date.")
            return
        try:
            index = index_at(self._context.articles.ids, date.lower(), self._context.now())
        except NewsreaderError as error:
            self._context.notify(str(error), error=True)
        else:
            self._panes.go_to(Pane.LIST)
            self._context.articles.move_to_index(index)
