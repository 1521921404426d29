"""The article on the screen: its text at once, its analysis when the reader stays with it."""

from __future__ import annotations

from newsreader.background.analysis_client import Analyst
from newsreader.model.analysis import Span
from newsreader.model.article import Entry
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.messages import Analysed, AnalysisFailed
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.pane_controller import PaneController

__all__ = ["ArticleController"]

SETTLED_S = 0.15
"""The analysis is shown after this many seconds on an article.

Keys that are pressed one by one come about as fast. A reader who steps on sooner only wants the text: to show more
takes as long again, and the next key would wait for it.
"""

AHEAD = 5
"""The number of following articles that are analysed before the reader opens them."""


class ArticleController:
    """Opens articles and shows text, analysis and failures in the panes."""

    def __init__(self, context: ReaderContext, panes: PaneController, analyst: Analyst) -> None:
        self._context = context
        self._panes = panes
        self._analyst = analyst
        self._state = context.state
        self._state.opened.connect(self._show_text)
        self._state.analysed.connect(self._show_analysis)
        self._state.closed.connect(self.store_position)
        context.listen(Analysed, self.on_analysed)
        context.listen(AnalysisFailed, self.on_analysis_failed)

    def start(self) -> None:
        """Make the timer that `open` restarts."""
        self._settling = self._context.set_timer(SETTLED_S, lambda: None)

    def open(self, article_id: int | None) -> None:
        """Open an article, unless it is open already; None shows the sentence of an empty list."""
        if article_id != self._state.id:
            self._state.open(article_id)

    def _show_text(self) -> None:
        state = self._state
        if state.article is None:
            self._context.body.clear(state.error or self._context.articles.empty)
        else:
            self._context.body.show(state.article, position=state.position)
        self._settling.stop()
        self._settling = self._context.set_timer(SETTLED_S, self.settle)

    def settle(self) -> None:
        """Show all that is stored about the article, and request the analysis if it is not stored.

        Keys that need the analysis call this too: a quick key may come before the timer has run.
        """
        if self._state.analysis is None:
            if not self._state.load_analysis():
                self.show_insight()
            self.request_analysis()
        self._state.settled.send()

    def request_analysis(self) -> None:
        """Request the analysis of the open article, then of the articles that the reader may open next."""
        if self._state.id is not None:
            articles = self._context.articles
            after = (articles.cursor_index or 0) + 1
            ahead = list(articles.ids[after : after + AHEAD])
            self._analyst.request(self._state.id, self._state.method, ahead=ahead)

    def _show_analysis(self) -> None:
        """Paint the analysis over the text, which does not move, and list it in the insight pane."""
        self._context.body.analysis = self._state.analysis
        self.show_insight()

    def show_insight(self) -> None:
        """List the analysis in the insight pane, or say there why it is missing."""
        insight, state = self._context.insight, self._state
        if insight is None:
            return  # it is filled when it is mounted
        if state.article is None:
            insight.say("")
        elif state.analysis is None:
            insight.say(state.failure or "Reading the article…")
        else:
            insight.show(state.article.text, state.analysis)

    def on_analysed(self, message: Analysed) -> None:
        """Show the analysis if it is the one that the reader waits for."""
        shown = self._state.analysis
        wanted = message.article_id == self._state.id and message.method == self._state.method
        if wanted and (shown is None or shown.method != message.method):
            self._state.load_analysis()

    def on_analysis_failed(self, message: AnalysisFailed) -> None:
        """Say why the open article has no analysis."""
        if message.article_id == self._state.id:
            self._state.failure = message.reason
            self.show_insight()

    def reveal(self, span: Span) -> None:
        """Scroll to `span` and highlight it for a moment."""
        if self._context.has_class("-narrow"):
            self._panes.go_to(Pane.BODY)
        self._context.body.reveal(span)

    def entry(self) -> Entry | None:
        """Return the list's row of the open article."""
        self.settle()
        return self._context.articles.entry(self._state.id) if self._state.id is not None else None

    def store_position(self) -> None:
        """Store how far the open article is read."""
        self._state.store_position(self._context.body.position)
