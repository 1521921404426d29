"""The body pane: one article with its highlights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from textual import events
from textual.cache import LRUCache
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip
from textual.timer import Timer

from newsreader.model.analysis import Analysis, Span
from newsreader.model.article import Article
from newsreader.ui.textual_ext.style_cache import StyleCache
from newsreader.ui.widgets.article_view import body_styles, line_renderer
from newsreader.ui.widgets.article_view import selection as selecting
from newsreader.ui.widgets.article_view.span_styles import Highlighting, SpanStyles
from newsreader.ui.widgets.article_view.text_view import TextView
from newsreader.ui.widgets.clock import present

__all__ = ["Body"]

_FLASH = 0.8  # seconds that a revealed passage stays highlighted
_KEPT_LINES = 512


class _FromBody(Message):
    """A message of a body pane. `control` is for Textual's selectors."""

    def __init__(self, body: Body) -> None:
        super().__init__()
        self.body = body

    @property
    def control(self) -> Body:
        return self.body


class Body(TextView):
    """An article: its header and its text, at most 80 columns wide by default.

    Only visible lines are drawn, and only needed lines are laid out; the others follow in idle time.
    """

    ALLOW_SELECT = True

    DEFAULT_CSS = body_styles.CSS

    highlighting: reactive[str] = reactive(Highlighting.ALL.value)
    """The kinds of spans that are highlighted: "all", "people" or "off"."""

    class EntityChosen(_FromBody):
        """A name was clicked. `index` is its index in `analysis.entities`."""

        def __init__(self, body: Body, index: int) -> None:
            super().__init__(body)
            self.index = index

    class QuoteChosen(_FromBody):
        """A quote was clicked. `index` is its index in `analysis.quotes`."""

        def __init__(self, body: Body, index: int) -> None:
            super().__init__(body)
            self.index = index

    class NoteChosen(_FromBody):
        """A note was clicked. `index` is its index in `notes`."""

        def __init__(self, body: Body, index: int) -> None:
            super().__init__(body)
            self.index = index

    class LinkChosen(_FromBody):
        """A link was clicked. `address` is as the article gives it."""

        def __init__(self, body: Body, address: str) -> None:
            super().__init__(body)
            self.address = address

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = present,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Compute ages from `now`, which returns an aware datetime. Days are those of its time zone."""
        super().__init__(now, name=name, id=id, classes=classes)
        self._message = ""
        self._analysis: Analysis | None = None
        self._hits: tuple[Span, ...] = ()
        self._notes: tuple[Span, ...] = ()
        self._span_styles = SpanStyles("")
        self._flash: Span | None = None
        self._flash_ends: Timer | None = None
        self._style_cache = StyleCache(self, body_styles.LOOKS, body_styles.COLOURLESS)
        self._drawn: LRUCache[tuple[object, ...], Strip] = LRUCache(_KEPT_LINES)

    # Content

    def show(self, article: Article, *, position: int = 0) -> None:
        """Show `article` with the character at `position` of the text on the first line; 0 is the top with the header.

        Analysis, search hits and notes of the last article are dropped.
        """
        self._article, self._page = article, None
        self._analysis, self._hits, self._notes = None, (), ()
        self._span_styles = SpanStyles(article.text, article.marks)
        self._stop_flash()
        if self.text_selection is not None:
            self.screen.clear_selection()
        self._anchor = min(max(position, 0), len(article.text))
        self._lay_out()

    def clear(self, message: str) -> None:
        """Show the sentence `message` and no article."""
        self._article, self._page, self._message = None, None, message
        self._analysis, self._hits, self._notes = None, (), ()
        self._anchor = 0
        self._stop_layout()
        self._set_content_height(1)
        self._scroll(0)
        self._repaint()

    @property
    def analysis(self) -> Analysis | None:
        """The analysis that is highlighted. Setting it moves no text."""
        return self._analysis

    @analysis.setter
    def analysis(self, analysis: Analysis | None) -> None:
        self._analysis = analysis
        self._span_styles.set_analysis(analysis)
        self._repaint()

    @property
    def hits(self) -> Sequence[Span]:
        """The search hits in the text. Setting them moves no text."""
        return self._hits

    @hits.setter
    def hits(self, hits: Sequence[Span]) -> None:
        self._hits = tuple(hits)
        self._span_styles.set_hits(self._hits)
        self._repaint()

    @property
    def notes(self) -> Sequence[Span]:
        """The notes on the text. Setting them moves no text."""
        return self._notes

    @notes.setter
    def notes(self, notes: Sequence[Span]) -> None:
        if tuple(notes) != self._notes:
            self._notes = tuple(notes)
            self._span_styles.set_notes(self._notes)
            self._repaint()

    @property
    def selected(self) -> Span | None:
        """The selected part of the text, without white space at its ends, or None."""
        if self._page is None or (selection := self.text_selection) is None:
            return None
        first, last = selecting.places(selection, self._page, self.scroll_offset.y)
        start, end = max(first - self._page.text_place, 0), last - self._page.text_place
        words = self._page.article.text[start : max(end, start)]
        start += len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip())) if words.strip() else None

    def validate_highlighting(self, value: str) -> str:
        return Highlighting(value).value

    def watch_highlighting(self) -> None:
        self._repaint()

    def legend(self) -> Content:
        """Return the legend of the styles that `highlighting` shows."""
        return line_renderer.legend(self._style_cache, Highlighting(self.highlighting))

    def reveal(self, span: Span, *, flash: bool = True) -> None:
        """Scroll until `span` starts in the upper third of the pane, and highlight it for a moment."""
        if self._page is None:
            self._anchor = span.start
            return
        row = self._page.row_of(span.start)
        self._page.row(row + self._height)
        self._measure()
        top, third = self.scroll_offset.y, max(self._height // 3, 1)
        if not top <= row < top + third:
            target = max(row - third // 2, 0)
            near = abs(target - top) <= 2 * self._height
            self.scroll_to(y=target, animate=near, duration=0.15, force=True)
        if flash:
            self._stop_flash()
            self._flash = span
            self._flash_ends = self.set_timer(_FLASH, self._stop_flash)
            self.refresh()

    def action_place(self, number: int) -> None:
        from newsreader.language.document.paragraphs import find

        paragraphs = find(self._article.text) if self._article is not None else []
        if paragraphs:
            self.reveal(paragraphs[min(number, len(paragraphs)) - 1])

    # Events

    def on_click(self, event: events.Click) -> None:
        offset = self.place_at(event)
        if offset is None or self._page is None or event.button != 1:
            return
        event.prevent_default()  # Textual would select the whole article on a double click
        place = self._page.place_at(offset.x, offset.y + self.scroll_offset.y)
        if place is None:
            return
        if event.chain > 1:
            around = selecting.around(self._page.whole(), place, event.chain)
            if around is not None:
                self.screen.selections = {self: selecting.select(*around)}
        elif self.text_selection is None and place >= self._page.text_place:
            self._choose(place - self._page.text_place)

    def _choose(self, offset: int) -> None:
        """Post a message with the link, name, note or quote at `offset` of the text, if there is one."""
        layers = self._span_styles
        if (address := layers.links.at(offset)) is not None:
            self.post_message(self.LinkChosen(self, address))
        elif (entity := layers.entities.at(offset)) is not None:
            self.post_message(self.EntityChosen(self, entity))
        elif (note := layers.notes.at(offset)) is not None:
            self.post_message(self.NoteChosen(self, note))
        elif (quote := layers.quotes.at(offset)) is not None:
            self.post_message(self.QuoteChosen(self, quote))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text of the article, without margins, bullets and line breaks of the layout."""
        if self._page is None:
            return None
        start, end = selecting.places(selection, self._page, self.scroll_offset.y)
        return self._page.whole()[start:end], "\n"

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._style_cache.clear()
        self._drawn.clear()

    def _repaint(self) -> None:
        self._drawn.clear()
        super()._repaint()

    def _stop_flash(self) -> None:
        if self._flash_ends is not None:
            self._flash_ends.stop()
        self._flash = self._flash_ends = None
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Return the screen line `y` of the widget."""
        if self._page is None:
            return line_renderer.sentence(self._message, y, self.room, self._style_cache, "message")
        at = y + self.scroll_offset.y
        row = self._page.row(at)
        if row is None:
            return line_renderer.blank(self._page, self._style_cache)
        over: list[tuple[int, int, str]] = []
        if self._flash is not None:
            base = self._page.text_place
            over.append((base + self._flash.start, base + self._flash.end, "flash"))
        if (selection := self.text_selection) is not None:
            over.append((*selecting.places(selection, self._page, self.scroll_offset.y), "selection"))
        if row.line is not None:
            first, end = row.base + row.line.start, row.base + row.line.end
            over = [(max(a, first), min(b, end), name) for a, b, name in over if a < end and b > first]
        key = (at, *over)
        strip = self._drawn.get(key)
        if strip is None:
            highlighting = Highlighting(self.highlighting)
            strip = line_renderer.draw(self._page, row, self._span_styles, self._style_cache, highlighting, over)
            self._drawn[key] = strip
        return strip
