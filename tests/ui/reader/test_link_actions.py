"""The links of an article without an app."""

from __future__ import annotations

from fake_context import FakeContext
from newsreader.ui.reader.controllers import ReaderControllers
from newsroom import ARTICLES


def test_a_link_is_chosen_and_opened(context: FakeContext, controllers: ReaderControllers) -> None:
    controllers.links.choose()
    context.answer(ARTICLES[0].url)
    assert context.terminal.opened == [ARTICLES[0].url]
    controllers.links.choose()
    context.answer(None)
    assert len(context.terminal.opened) == 1


def test_an_article_without_links_says_so(context: FakeContext, controllers: ReaderControllers) -> None:
    context.articles.move_to_index(2)
    controllers.links.choose()
    assert context.notices == ["This article has no links."]
