"""What an article says: choosing a sentence, a quote or a name, and how summary and names are shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from textual import on

from newsreader.model.analysis import Analysis, Entity, Span
from newsreader.ui.reader.bindings import CHOOSE, HIGHLIGHTINGS, keyed
from newsreader.ui.reader.layout import PanesScreen
from newsreader.ui.widgets.article_view.body import Body

if TYPE_CHECKING:
    from newsreader.ui.widgets.insight import Insight

__all__ = ["UnderstandingScreen", "name_from"]

NAMES = frozenset(("PERSON", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC"))

_start = attrgetter("start")


def name_from(analysis: Analysis, by: int, here: Entity | None, shown: Span) -> Entity | None:
    """The name that is `by` on from the mention `here`, else from the text that is `shown`; None where none is left.

    The last there is, where there are fewer. Dates and sums are no names.
    """
    names = [entity for entity in analysis.entities if entity.label in NAMES]
    if by > 0:
        first = bisect_right(names, here.start if here else shown.start - 1, key=_start)
        rest = names[first:]
    else:
        rest = names[: bisect_left(names, here.start if here else shown.end, key=_start)][::-1]
    return rest[min(abs(by), len(rest)) - 1] if rest else None


class UnderstandingScreen(PanesScreen):
    """The panes, where choosing in one shows in another."""

    def on_insight_sentence_chosen(self, event: Insight.SentenceChosen) -> None:
        event.stop()
        if self.reading.analysis is not None:
            self.reveal(self.reading.analysis.summary[event.index])

    def on_insight_quote_chosen(self, event: Insight.QuoteChosen) -> None:
        event.stop()
        if self.reading.analysis is not None:
            quote = self.reading.analysis.quotes[event.index]
            self.reveal(Span(quote.start, quote.end))

    def on_insight_name_chosen(self, event: Insight.NameChosen) -> None:
        event.stop()
        self.reading.choose_name(event.name, event.labels)
        self.action_mention(1)

    def on_insight_name_reached(self, event: Insight.NameReached) -> None:
        event.stop()
        self.reading.choose_name(event.name, event.labels)

    @on(Body.QuoteChosen)
    def choose_quote(self, event: Body.QuoteChosen) -> None:
        event.stop()
        if self.insight is not None and self.reading.analysis is not None:
            self.insight.choose_quote(event.index)
            self.say("Quote chosen: Y copies it with who said it")

    @on(Body.EntityChosen)
    def choose_entity(self, event: Body.EntityChosen) -> None:
        event.stop()
        if self.reading.analysis is not None:
            self.reading.choose_entity(self.reading.analysis.entities[event.index])
            self.say_mention()

    def action_mention(self, by: int) -> None:
        """Step through the mentions of the name that was chosen last."""
        entity = self.reading.step(by)
        if entity is None:
            self.say(keyed(CHOOSE, self.config.keys))
            return
        self.reveal(Span(entity.start, entity.end))
        self.say_mention()

    def action_name(self, by: int) -> None:
        """Choose the name that is `by` on in the text, negative for back: from the last mention, or what is shown."""
        self.catch_up()
        if self.reading.analysis is None:
            self.say("The names are not known yet: try again in a moment.")
            return
        shown = self.body.in_sight
        here = self.reading.walk.here if self.reading.walk is not None else None
        if here is None or not shown.start <= here.start < shown.end:
            here = None
        entity = name_from(self.reading.analysis, by, here, shown)
        if entity is None:
            self.say("No more names below." if by > 0 else "No names above.")
            return
        self.reading.choose_entity(entity)
        self.reveal(Span(entity.start, entity.end))
        self.say_mention()

    def say_mention(self) -> None:
        """Say which mention of how many the reader is at."""
        walk = self.reading.walk
        if walk is not None:
            self.say(f"{walk.name}: mention {walk.place} of {len(walk)} · [ ] step · * searches · Y copies")

    def action_all_found(self) -> None:
        """List all quotes and names, or only as many as fit; from any pane."""
        if self.insight is not None:
            self.insight.action_toggle_all()
            self.say("All quotes and names" if self.insight.showing_all else "The key quotes and names")

    def action_by_speaker(self) -> None:
        """Group quotes by speaker, or list the key ones first; from any pane."""
        if self.insight is not None:
            self.insight.action_toggle_speakers()
            self.say("Quotes by who said them" if self.insight.by_speaker else "The key quotes first")

    def action_length(self, by: int) -> None:
        """A longer or shorter summary, at once."""
        if self.reading.lengthen(by):
            self.show_analysis()

    def action_method(self) -> None:
        """The summary by the next method."""
        if self.reading.next_method():
            self.show_analysis()
        self.say(f"Summary method: {self.reading.method}")
        self.want_analysis()

    def action_highlighting(self) -> None:
        """Highlight all names, people only, or none."""
        modes = list(HIGHLIGHTINGS)
        self.body.highlighting = modes[(modes.index(self.body.highlighting) + 1) % len(modes)]
        self._changes.remember("highlighting", self.body.highlighting)
        self.show_legend()
        self.say(HIGHLIGHTINGS[self.body.highlighting])
