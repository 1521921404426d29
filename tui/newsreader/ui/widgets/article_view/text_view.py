"""A scroll view of the lines of an article, with the reading position."""

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

_SLICE, _PAUSE = 0.006, 0.02  # seconds of layout in idle time, and of the pauses in between
_OVERLAP = 2  # lines that stay visible when a page is turned


class TextView(KeyedScroll):
    """A scroll view of a page. Only needed lines are laid out; the others follow in idle time."""

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Compute the age of the article from `now`, which returns an aware datetime."""
        super().__init__(name=name, id=id, classes=classes)
        self._now = now
        self._article: Article | None = None
        self._page: Page | None = None
        self._widest = MEASURE
        self._anchor = 0
        self._layout_timer: Timer | None = None

    @property
    def article(self) -> Article | None:
        """The article on the page."""
        return self._article

    @property
    def position(self) -> int:
        """The offset of the first visible line in the text; 0 at the top."""
        return self._page.offset_of(self.scroll_offset.y) if self._page else self._anchor

    @property
    def in_sight(self) -> Span:
        """The visible part of the text."""
        if self._page is None:
            return Span(self._anchor, self._anchor)
        below = self.scroll_offset.y + self._height
        whole = self._page.row(below) is None
        return Span(self.position, len(self._page.article.text) if whole else self._page.offset_of(below))

    @property
    def widest(self) -> int:
        """The greatest width of a line, in cells."""
        return self._widest

    @widest.setter
    def widest(self, widest: int) -> None:
        if widest != self._widest:
            self._widest = widest
            self._lay_out()

    def turn(self, pages: int) -> bool:
        """Scroll down by `pages`, up if negative. Two lines of each page stay visible.

        Return False if the end (or the top) is visible already.
        """
        before = self.scroll_offset.y
        self.scroll_lines(pages * max(self._height - _OVERLAP, 1))
        return self.scroll_offset.y != before

    def scroll_lines(self, count: int) -> None:
        """Scroll down by `count` lines, up if negative."""
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

    # Layout

    @property
    def _height(self) -> int:
        return self.room.height

    def _lay_out(self) -> None:
        """Lay out the article for the current width, with the anchor on the first line."""
        room = self.room.width
        if self._article is None or room < 1 or not self.region:  # a hidden pane keeps its old size
            return
        article = self._article
        self._page = Page(article, headline(article), details(article, self._now()), room, self._widest)
        top = self._page.row_of(self._anchor) if self._anchor else 0
        self._page.row(top + 2 * self._height)
        anchor = self._anchor
        self._measure(afresh=True)
        self._scroll(top)
        self._anchor = anchor  # resizing any number of times keeps the same anchor
        self._stop_layout()
        self._layout_timer = self.set_interval(_PAUSE, self._continue_layout)
        self._repaint()

    def _continue_layout(self) -> None:
        if self._page is None or self._page.layout.done:
            self._stop_layout()
            return
        self._page.layout.set_for(_SLICE, perf_counter)
        if self._page.layout.done:
            self._measure()

    def _measure(self, *, afresh: bool = False) -> None:
        """Update the content height; during layout only if the estimate was too low, so that the bar stays still."""
        if self._page is None:
            return
        set_rows = self._page.first_text_row + len(self._page.layout.lines)
        if afresh or self._page.layout.done or set_rows >= self.virtual_size.height:
            self._set_content_height(self._page.height)

    def _stop_layout(self) -> None:
        if self._layout_timer is not None:
            self._layout_timer.stop()
            self._layout_timer = None

    def on_show(self) -> None:  # hidden panes are not laid out
        self.on_resize()

    def on_resize(self) -> None:
        if self._page is None or self._page.room != self.room.width:
            self._lay_out()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._anchor = self.position
