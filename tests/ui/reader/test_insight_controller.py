"""Choices in the insight pane and in the text, without an app."""

from __future__ import annotations

import pytest

from fake_context import FakeAnalyst, FakeContext
from newsreader.config import Config, SummarySettings
from newsreader.model.analysis import METHODS, Span
from newsreader.ui.reader.controllers import ReaderControllers
from newsroom import ARTICLES, analyse


class FakeInsight:
    """The insight pane, without drawing."""

    def __init__(self) -> None:
        self.showing_all = self.by_speaker = False
        self.chosen: list[int] = []
        self.said = ""

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self.said = sentence

    def show(self, text: str, analysis: object) -> None:
        """Show an analysis."""
        self.said = "analysis"

    def choose_quote(self, index: int) -> None:
        """Select a quote."""
        self.chosen.append(index)

    def action_toggle_all(self) -> None:
        """Show all or less."""
        self.showing_all = not self.showing_all

    def action_toggle_speakers(self) -> None:
        """Group or not."""
        self.by_speaker = not self.by_speaker


@pytest.fixture
def known(context: FakeContext, controllers: ReaderControllers) -> ReaderControllers:
    """The reader with an analysed article open."""
    context.insight = FakeInsight()
    context.library.store_analysis(context.articles.ids[0], analyse(ARTICLES[0].text, ARTICLES[0].title))
    controllers.article.settle()
    return controllers


def test_choices_are_revealed_in_the_text(context: FakeContext, known: ReaderControllers) -> None:
    analysis = context.state.analysis
    assert analysis is not None
    known.insight.reveal_sentence(0)
    known.insight.reveal_quote(0)
    known.insight.reveal_name("Ilse Brandt", ("PERSON",))
    quote = analysis.quotes[0]
    mention = next(entity for entity in analysis.entities if entity.name == "Ilse Brandt")
    revealed = [analysis.summary[0], Span(quote.start, quote.end), Span(mention.start, mention.end)]
    assert context.body.revealed == [Span(one.start, one.end) for one in revealed]
    assert context.insight.said == "analysis"


def test_the_notices_name_the_users_own_keys(context: FakeContext, known: ReaderControllers) -> None:
    known.insight.choose_quote(0)
    assert context.insight.chosen == [0]
    assert context.notices[-1] == "Quote selected: Y copies it with its speaker"
    context.config = context.config._replace(
        keys={"copy.menu": "f1", "mention.next": "f2", "mention.previous": "f3", "find.name": "f4"}
    )
    known.insight.choose_quote(0)
    assert context.notices[-1] == "Quote selected: F1 copies it with its speaker"
    known.insight.go_to_name(1)
    assert context.notices[-1].endswith("· F3 F2 step · F4 searches · F1 copies")


def test_names_are_stepped_through(context: FakeContext, controllers: ReaderControllers) -> None:
    controllers.insight.go_to_mention(1)
    assert context.notices[-1].startswith("Choose a name first")
    controllers.insight.go_to_name(1)
    assert context.notices[-1] == "The names are not known yet: try again in a moment."
    context.library.store_analysis(context.articles.ids[0], analyse(ARTICLES[0].text, ARTICLES[0].title))
    controllers.insight.go_to_name(1)
    controllers.insight.go_to_mention(1)
    assert len(context.body.revealed) == 2
    for _ in range(100):
        controllers.insight.go_to_name(1)
    assert context.notices[-1] == "No more names below."


def test_how_names_and_quotes_are_shown(context: FakeContext, known: ReaderControllers) -> None:
    for act in (known.insight.toggle_all, known.insight.toggle_speakers, known.insight.next_highlighting):
        act()
    assert context.notices == ["All quotes and names", "Quotes by speaker", "People highlighted"]
    assert context.lines["legend"] == "legend of people"
    context.settle()
    assert context.library.recall("highlighting") == "people"


def test_methods_and_settings_are_followed(
    context: FakeContext, known: ReaderControllers, analyst: FakeAnalyst
) -> None:
    known.insight.next_method()
    assert context.notices == [f"Summary method: {METHODS[1]}"]
    assert analyst.requests[-1][1] == METHODS[1]
    before, context.config = (
        context.config,
        Config(summary=SummarySettings(method=METHODS[0], sentences=1), highlighting="off"),
    )
    known.apply_config(before)
    assert context.state.analysis is not None
    assert len(context.state.analysis.summary) == 1
    assert context.body.highlighting == "off"
