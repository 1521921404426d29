"""Opening articles and showing their analysis, without an app."""

from __future__ import annotations

import pytest

from fake_context import FakeAnalyst, FakeContext
from newsreader.model.analysis import Span
from newsreader.ui.reader.article_controller import SETTLED_S
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.messages import Analysed, AnalysisFailed
from newsreader.ui.reader.pane import Pane
from newsroom import ARTICLES, analyse


def store_analysis(context: FakeContext) -> int:
    """Store the analysis of the open article."""
    state = context.state
    assert state.article is not None and state.id is not None
    context.library.store_analysis(state.id, analyse(state.article.text, state.article.title))
    return state.id


def test_the_text_shows_at_once_and_the_analysis_is_requested_later(
    context: FakeContext, controllers: ReaderControllers, analyst: FakeAnalyst
) -> None:
    assert context.body.article == ARTICLES[0]
    assert analyst.requests == []
    context.timer(SETTLED_S).run()
    first, *rest = context.articles.ids
    assert analyst.requests == [(first, "news", rest)]


def test_an_analysis_that_arrives_is_painted_once(context: FakeContext, controllers: ReaderControllers) -> None:
    article_id = store_analysis(context)
    painted: list[object] = []
    context.state.analysed.connect(lambda: painted.append(context.body.analysis))
    for message in (Analysed(article_id + 100, "news"), Analysed(article_id, "lead"), Analysed(article_id, "news")):
        context.post(message)
    context.settle()
    context.post(Analysed(article_id, "news"))
    context.settle()
    assert painted == [context.state.analysis]


def test_why_an_analysis_failed_is_kept(context: FakeContext, controllers: ReaderControllers) -> None:
    context.post(AnalysisFailed(context.state.id or 0, "The analysis does not start."))
    context.settle()
    assert context.state.failure == "The analysis does not start."


def test_the_position_is_stored_when_the_article_is_left(context: FakeContext, controllers: ReaderControllers) -> None:
    left = context.state.id
    context.body.position = 17
    context.articles.cursor_down()
    context.settle()
    assert left is not None and context.library.position(left) == 17
    context.articles.move_to(left)
    assert context.body.position == 17


def test_an_article_that_is_gone_leaves_a_sentence(context: FakeContext, controllers: ReaderControllers) -> None:
    controllers.article.open(None)
    assert context.body.message == context.articles.empty
    controllers.article.open(9999)
    assert context.state.article is None
    assert context.body.message == "This article is no longer in the library."


@pytest.mark.parametrize(("classes", "pane"), [({"-narrow"}, Pane.BODY), (set(), Pane.LIST)])
def test_a_place_is_revealed_in_the_pane_of_the_text(
    context: FakeContext, controllers: ReaderControllers, classes: set[str], pane: Pane
) -> None:
    context.classes |= classes
    controllers.article.reveal(Span(3, 9))
    assert context.body.revealed == [Span(3, 9)]
    assert controllers.panes.current is pane
