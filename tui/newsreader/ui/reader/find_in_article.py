"""Find words in the open article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.model.analysis import Span
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.pane_controller import PaneController

if TYPE_CHECKING:
    from newsreader.ui.widgets.find_bar import FindBar

__all__ = ["FindInArticleController"]


class FindInArticleController:
    """Shows a line below the text to type words in, and highlights where they stand."""

    def __init__(self, context: ReaderContext, panes: PaneController) -> None:
        self._context = context
        self._panes = panes
        self._found: list[Span] = []
        self._index = 0
        self.bar: FindBar | None = None
        """The line, while it is on the screen."""
        context.state.opened.connect(self._find_in_other)

    async def open(self) -> None:
        """Open the line, or go to it."""
        self._panes.go_to(Pane.BODY)
        if self.bar is None:
            from newsreader.ui.widgets.find_bar import FindBar

            self.bar = FindBar(id="within")
            await self._context.mount(self.bar, "reading", after=self._context.body)
        self.bar.go_in()

    def on_typed(self, words: str) -> None:
        """Find the words that were typed, and go to the first place below the top of the screen."""
        if self.bar is not None and words == self.bar.words:
            self.find(words)
            if self._found:
                from newsreader.model.find_in_text import next_from

                self._index = next_from(self._found, self._context.body.position)
                self._show()

    def find(self, words: str) -> None:
        """Highlight where `words` stand in the article, and show how often."""
        from newsreader.model.find_in_text import occurrences

        article = self._context.state.article
        self._found = occurrences(article.text, words) if article is not None else []
        self._index = 0
        self._context.body.hits = self._found
        if self.bar is not None:
            count = len(self._found)
            self.bar.say("" if not words.strip() else f"{count} found" if count else "not found")

    def _find_in_other(self) -> None:
        """Find the same words in the article that was opened."""
        if self.bar is not None:
            self.find(self.bar.words)

    def step(self, by: int) -> None:
        """Go to the next place, or with -1 to the previous one."""
        if self._found:
            self._index = (self._index + by) % len(self._found)
            self._show()

    def _show(self) -> None:
        if self.bar is not None:
            self.bar.say(f"{self._index + 1} of {len(self._found)}")
        self._context.body.reveal(self._found[self._index])

    async def close(self) -> None:
        """Close the line, and remove the highlights."""
        if self.bar is not None:
            await self.bar.remove()
            self.bar, self._found = None, []
            self._context.body.hits = ()
            self._panes.show()
