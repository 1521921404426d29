"""Choosing a sentence, a quote or a name, and how summary and names are shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter

from newsreader.config import Config
from newsreader.model.analysis import Analysis, Entity, Span
from newsreader.ui.keys.keyed import keyed
from newsreader.ui.reader.article_controller import ArticleController
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.mention_cursor import CHOOSE_NAME
from newsreader.ui.reader.status_lines import StatusLines

__all__ = ["InsightController", "next_name"]

HIGHLIGHTINGS = {"all": "All names highlighted", "people": "People highlighted", "off": "No names highlighted"}
"""The modes of highlighting with their notices."""

NAMES = frozenset(("PERSON", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC"))
"""The labels of entities that are names; dates and sums are not."""

_start = attrgetter("start")


def next_name(analysis: Analysis, by: int, here: Entity | None, shown: Span) -> Entity | None:
    """Return the name that is `by` on from the mention `here`, or from the text `shown` if that is None.

    If there are fewer, return the last of them; return None if there are none.
    """
    names = [entity for entity in analysis.entities if entity.label in NAMES]
    if by > 0:
        first = bisect_right(names, here.start if here else shown.start - 1, key=_start)
        rest = names[first:]
    else:
        rest = names[: bisect_left(names, here.start if here else shown.end, key=_start)][::-1]
    return rest[min(abs(by), len(rest)) - 1] if rest else None


class InsightController:
    """Connects the insight pane with the text: a choice in one shows in the other."""

    def __init__(self, context: ReaderContext, article: ArticleController, lines: StatusLines) -> None:
        self._context = context
        self._article = article
        self._lines = lines
        self._state = context.state

    def start(self) -> None:
        """Highlight names by the settings, or else as in the last session."""
        config, library = self._context.config, self._context.library
        self._context.body.highlighting = config.highlighting or library.recall("highlighting", "all")

    def apply_config(self, before: Config) -> None:
        """Follow the settings that have changed since `before`; the user's own choices stay where they are silent."""
        config = self._context.config
        if config.highlighting and config.highlighting != before.highlighting:
            self._context.body.highlighting = config.highlighting
            self._lines.show_legend()
        if config.summary != before.summary:
            self._state.prefer(config.summary)
            self._state.load_analysis()
            self._article.request_analysis()

    # Chosen in the insight pane

    def reveal_sentence(self, index: int) -> None:
        """Show a sentence of the summary in the text."""
        if self._state.analysis is not None:
            self._article.reveal(self._state.analysis.summary[index])

    def reveal_quote(self, index: int) -> None:
        """Show a quote in the text."""
        if self._state.analysis is not None:
            quote = self._state.analysis.quotes[index]
            self._article.reveal(Span(quote.start, quote.end))

    def reveal_name(self, name: str, labels: tuple[str, ...]) -> None:
        """Choose a name, and show its next mention in the text."""
        self._state.choose_name(name, labels)
        self.go_to_mention(1)

    # Chosen in the text

    def choose_quote(self, index: int) -> None:
        """Select a quote in the insight pane."""
        if self._context.insight is not None and self._state.analysis is not None:
            self._context.insight.choose_quote(index)
            said = keyed("Quote selected: {copy.menu} copies it with its speaker", self._context.config.keys)
            self._context.notify(said)

    def choose_entity(self, index: int) -> None:
        """Choose the name of a mention."""
        if self._state.analysis is not None:
            self._state.choose_entity(self._state.analysis.entities[index])
            self._notify_mention()

    def go_to_mention(self, by: int) -> None:
        """Go to another mention of the name that was chosen last."""
        entity = self._state.step(by)
        if entity is None:
            self._context.notify(keyed(CHOOSE_NAME, self._context.config.keys))
            return
        self._article.reveal(Span(entity.start, entity.end))
        self._notify_mention()

    def go_to_name(self, by: int) -> None:
        """Choose the name that is `by` on in the text, from the current mention or from the part on the screen."""
        self._article.settle()
        if self._state.analysis is None:
            self._context.notify("The names are not known yet: try again in a moment.")
            return
        shown = self._context.body.in_sight
        here = self._state.cursor.current if self._state.cursor is not None else None
        if here is None or not shown.start <= here.start < shown.end:
            here = None
        entity = next_name(self._state.analysis, by, here, shown)
        if entity is None:
            self._context.notify("No more names below." if by > 0 else "No names above.")
            return
        self._state.choose_entity(entity)
        self._article.reveal(Span(entity.start, entity.end))
        self._notify_mention()

    def _notify_mention(self) -> None:
        """Say which mention is the current one, and which keys apply to it."""
        cursor = self._state.cursor
        if cursor is not None:
            keys = keyed(
                "{mention.previous} {mention.next} step · {find.name} searches · {copy.menu} copies",
                self._context.config.keys,
            )
            self._context.notify(f"{cursor.name}: mention {cursor.place} of {len(cursor)} · {keys}")

    # How it is shown

    def toggle_all(self) -> None:
        """List all quotes and names, or only those that fit."""
        insight = self._context.insight
        if insight is not None:
            insight.action_toggle_all()
            self._context.notify("All quotes and names" if insight.showing_all else "The key quotes and names")

    def toggle_speakers(self) -> None:
        """Group quotes by speaker, or list the key quotes first."""
        insight = self._context.insight
        if insight is not None:
            insight.action_toggle_speakers()
            self._context.notify("Quotes by speaker" if insight.by_speaker else "The key quotes first")

    def next_method(self) -> None:
        """Show the summary by the next method."""
        self._state.next_method()
        self._context.notify(f"Summary method: {self._state.method}")
        self._article.request_analysis()

    def next_highlighting(self) -> None:
        """Highlight all names, people only, or none."""
        body, modes = self._context.body, list(HIGHLIGHTINGS)
        body.highlighting = modes[(modes.index(body.highlighting) + 1) % len(modes)]
        self._context.undo.remember("highlighting", body.highlighting)
        self._lines.show_legend()
        self._context.notify(HIGHLIGHTINGS[body.highlighting])
