"""Finding words in the article on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.model.analysis import Span
from newsreader.ui.reader.bindings import Pane
from newsreader.ui.reader.layout import PanesScreen

if TYPE_CHECKING:
    from newsreader.ui.widgets.find_bar import FindBar

__all__ = ["WithinScreen"]


class WithinScreen(PanesScreen):
    """The panes, with a line under the text to find words in it."""

    within: FindBar | None = None
    """The line, while it is there."""

    _places: list[Span] = []
    _place = 0

    async def action_find_within(self) -> None:
        """Find words in the article."""
        self.pane = Pane.BODY
        if self.within is None:
            from newsreader.ui.widgets.find_bar import FindBar

            self.within = FindBar(id="within")
            await self.query_one("#reading").mount(self.within, after=self.body)
        self.within.go_in()

    def on_find_bar_typed(self, event: FindBar.Typed) -> None:
        event.stop()
        if self.within is not None and event.words == self.within.words:
            self.look_for(event.words)
            if self._places:
                from newsreader.model.find_in_text import next_from

                self._place = next_from(self._places, self.body.position)
                self.show_place()

    def look_for(self, words: str) -> None:
        """Mark where `words` stand in the article, and say how often."""
        from newsreader.model.find_in_text import occurrences

        article = self.reading.article
        self._places = occurrences(article.text, words) if article is not None else []
        self._place = 0
        self.body.hits = self._places
        if self.within is not None:
            count = len(self._places)
            self.within.say("" if not words.strip() else f"{count} found" if count else "not found")

    def show_place(self) -> None:
        """Go to the present place, and say which it is."""
        if self.within is not None:
            self.within.say(f"{self._place + 1} of {len(self._places)}")
        self.body.reveal(self._places[self._place])

    def on_find_bar_stepped(self, event: FindBar.Stepped) -> None:
        event.stop()
        if self._places:
            self._place = (self._place + event.by) % len(self._places)
            self.show_place()

    async def on_find_bar_ended(self, event: FindBar.Ended) -> None:
        event.stop()
        if self.within is not None:
            await self.within.remove()
            self.within, self._places = None, []
            self.body.hits = ()
            self.go_to_pane()

    def show_article(self, article_id: int | None) -> None:
        """Show an article; what is looked for is looked for in it too."""
        before = self.reading.id
        super().show_article(article_id)
        if self.within is not None and self.reading.id != before:
            self.look_for(self.within.words)
