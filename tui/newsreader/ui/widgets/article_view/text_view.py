"""An article's lines in a pane: set for its width, scrolled, and where in the text the reader is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import perf_counter

from textual.timer import Timer

from newsreader.model.analysis import Span
from newsreader.model.article import Article
from newsreader.ui.textual_ext.scroll_view import KeyedScroll
from newsreader.ui.widgets.article_view.article_header import details, headline
from newsreader.ui.widgets.article_view.page_layout import MEASURE, Page

__all__ = ["TextView"]

_SLICE, _PAUSE = 0.006, 0.02  # seconds of setting lines in idle time, and between two goes
_OVERLAP = 2  # lines of the last page that stay in sight when a page is turned


class TextView(KeyedScroll):
    """A page of text that is scrolled. Only the lines that are needed are set; the others follow in idle time."""

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`now` gives the present as an aware datetime, for the age in the article's head."""
        super().__init__(name=name, id=id, classes=classes)
        self._now = now
        self._article: Article | None = None
        self._page: Page | None = None
        self._widest = MEASURE
        self._anchor = 0
        self._setting: Timer | None = None

    @property
    def article(self) -> Article | None:
        """The article that is shown."""
        return self._article

    @property
    def position(self) -> int:
        """The code point of the text at which the first line on the screen starts; 0 at the top."""
        return self._page.offset_of(self.scroll_offset.y) if self._page else self._anchor

    @property
    def in_sight(self) -> Span:
        """What is on the screen of the text."""
        if self._page is None:
            return Span(self._anchor, self._anchor)
        below = self.scroll_offset.y + self._height
        whole = self._page.row(below) is None
        return Span(self.position, len(self._page.article.text) if whole else self._page.offset_of(below))

    @property
    def widest(self) -> int:
        """How many cells wide a line gets at most."""
        return self._widest

    @widest.setter
    def widest(self, widest: int) -> None:
        if widest != self._widest:
            self._widest = widest
            self._lay_out()

    def turn(self, pages: int) -> bool:
        """Scrolls down by `pages`, up for a negative number, each but for two lines that stay in sight.

        False when the end (or the top) is in sight already.
        """
        before = self.scroll_offset.y
        self.scroll_lines(pages * max(self._height - _OVERLAP, 1))
        return self.scroll_offset.y != before

    def scroll_lines(self, count: int) -> None:
        """Scrolls down by `count` lines, up for a negative one."""
        target = self.scroll_offset.y + count
        if self._page is not None:
            self._page.row(target + self._height)
            self._measure()
        self._scroll(target)

    def action_step(self, count: int) -> None:
        self.scroll_lines(count)

    def action_page(self, pages: int) -> None:
        self.turn(pages)

    def action_top(self) -> None:
        self._scroll(0)

    def action_bottom(self) -> None:
        if self._page is not None:
            self._page.layout.set_rest()
            self._measure()
            self._scroll(self._page.height)

    def _repaint(self) -> None:
        self.refresh()

    # Setting the lines

    @property
    def _height(self) -> int:
        return self.room.height

    def _lay_out(self) -> None:
        """Sets the article anew for the present width, with the anchor on the first line."""
        room = self.room.width
        if self._article is None or room < 1 or not self.region:  # a pane that is hidden has the size that it had
            return
        article = self._article
        self._page = Page(article, headline(article), details(article, self._now()), room, self._widest)
        top = self._page.row_of(self._anchor) if self._anchor else 0
        self._page.row(top + 2 * self._height)
        anchor = self._anchor
        self._measure(afresh=True)
        self._scroll(top)
        self._anchor = anchor  # the same character stays the anchor through any number of resizes
        self._stop_setting()
        self._setting = self.set_interval(_PAUSE, self._set_more)
        self._repaint()

    def _set_more(self) -> None:
        if self._page is None or self._page.layout.done:
            self._stop_setting()
            return
        self._page.layout.set_for(_SLICE, perf_counter)
        if self._page.layout.done:
            self._measure()

    def _measure(self, *, afresh: bool = False) -> None:
        """Says how high the page is: while lines are set only if the guess was too low, so that the bar keeps still."""
        if self._page is None:
            return
        set_rows = self._page.first_text_row + len(self._page.layout.lines)
        if afresh or self._page.layout.done or set_rows >= self.virtual_size.height:
            self._hold(self._page.height)

    def _stop_setting(self) -> None:
        if self._setting is not None:
            self._setting.stop()
            self._setting = None

    def on_show(self) -> None:  # while it was hidden no article was set
        self.on_resize()

    def on_resize(self) -> None:
        if self._page is None or self._page.room != self.room.width:
            self._lay_out()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._anchor = self.position
