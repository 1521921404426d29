"""The state of the open article and its events, without a screen."""

from __future__ import annotations

import pytest

from fake_context import FakeContext
from newsreader.config import SummarySettings
from newsreader.library.store import Library, View
from newsreader.model.analysis import METHODS
from newsreader.ui.reader.article_state import ArticleState
from newsroom import ARTICLES, analyse


@pytest.fixture
def state(context: FakeContext) -> ArticleState:
    """A state in which no article is open; its events are appended to `context.notices`."""
    state = context.state
    for name in ("opened", "settled", "analysed", "closed"):
        getattr(state, name).connect(lambda name=name: context.notices.append(f"{name} {state.id}"))
    return state


def test_the_events_tell_what_happens(context: FakeContext, state: ArticleState) -> None:
    first, second = context.library.ids(View())[:2]
    context.library.store_analysis(first, analyse(ARTICLES[0].text, ARTICLES[0].title))
    state.open(first)
    assert state.load_analysis()
    state.open(second)
    assert not state.load_analysis()
    assert context.notices == [f"opened {first}", f"analysed {first}", f"closed {first}", f"opened {second}"]


def test_an_article_that_cannot_be_read_is_not_open(context: FakeContext, state: ArticleState) -> None:
    state.open(9999)
    assert (state.id, state.article) == (None, None)
    assert state.error
    assert context.notices == ["opened None"]


def test_another_text_is_read_without_leaving_the_article(context: FakeContext, state: ArticleState) -> None:
    article = context.library.ids(View())[0]
    state.open(article)
    state.reload()
    assert context.notices == [f"opened {article}"] * 2


def test_the_length_changes_within_its_bounds_and_is_remembered(context: FakeContext, state: ArticleState) -> None:
    article = context.library.ids(View())[0]
    context.library.store_analysis(article, analyse(ARTICLES[0].text, ARTICLES[0].title))
    state.change_length(1)
    state.open(article)
    state.load_analysis()
    assert state.analysis is not None
    for _ in range(50):
        state.change_length(-1)
    assert len(state.analysis.summary) == 1
    state.change_length(1)
    assert len(state.analysis.summary) == 2
    context.settle()
    assert ArticleState(context.library, context.undo).length == 2


def test_the_method_is_the_next_one_and_the_settings_come_first(library: Library, context: FakeContext) -> None:
    state = ArticleState(library, context.undo)
    state.next_method()
    assert state.method == METHODS[1]
    context.settle()
    assert ArticleState(library, context.undo).method == METHODS[1]
    state.prefer(SummarySettings(method=METHODS[2], sentences=5))
    assert (state.method, state.length) == (METHODS[2], 5)


def test_only_a_position_that_has_changed_is_stored(context: FakeContext, state: ArticleState) -> None:
    article = context.library.ids(View())[0]
    state.store_position(7)
    state.open(article)
    state.store_position(12)
    context.settle()
    assert context.library.position(article) == 12


def test_the_mentions_of_a_chosen_name_are_visited(context: FakeContext, state: ArticleState) -> None:
    assert state.step(1) is None
    article = context.library.ids(View())[0]
    context.library.store_analysis(article, analyse(ARTICLES[0].text, ARTICLES[0].title))
    state.open(article)
    state.load_analysis()
    assert state.analysis is not None
    mentions = [entity for entity in state.analysis.entities if entity.name == "Ilse Brandt"]
    state.choose_name("Ilse Brandt", ("PERSON",))
    assert state.step(1) == mentions[0]
    state.choose_name("Ilse Brandt", ("PERSON",))
    assert state.step(1) == mentions[1]
    state.choose_entity(mentions[0])
    assert state.step(1) == mentions[1]
