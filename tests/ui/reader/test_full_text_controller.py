"""Whole articles without an app."""

from __future__ import annotations

import pytest

from fake_context import FakeContext
from newsreader.config import FeedSettings
from newsreader.refresh import client
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.full_text_controller import STAYS_S
from newsreader.ui.reader.messages import TextChanged
from newsreader.ui.reader.pane import Pane


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, bool]]:
    """The pages that were fetched."""
    pages: list[tuple[int, bool]] = []

    def full_text(library: object, article_id: int, *, asked: bool) -> bool:
        pages.append((article_id, asked))
        return True

    monkeypatch.setattr(client, "full_text", full_text)
    return pages


def test_the_page_is_fetched_on_request(
    context: FakeContext, controllers: ReaderControllers, fetched: list[tuple[int, bool]]
) -> None:
    controllers.full_text.toggle()
    context.settle()
    assert fetched == [(context.state.id, True)]
    assert context.notices[-1] == "The whole article (f: the feed's own text)"
    context.articles.move_to_index(2)
    controllers.full_text.toggle()
    assert context.notices[-1] == "This article has no page to fetch."


def test_the_rest_of_a_teaser_is_fetched_for_a_reader_who_stays(
    context: FakeContext, controllers: ReaderControllers, fetched: list[tuple[int, bool]]
) -> None:
    context.library.subscribe("https://city.example/feed", title="City Desk")
    context.config = context.config._replace(feeds=FeedSettings(full_text="always"))
    controllers.panes.go_to(Pane.BODY)
    context.timer(STAYS_S).run()
    assert fetched == []  # not from a feed
    controllers.navigation.open_next(1)
    passed = context.timer(STAYS_S)
    controllers.navigation.open_next(2)
    passed.run()
    assert fetched == []
    context.timer(STAYS_S).run()
    assert fetched == [(context.state.id, False)]


def test_a_text_that_is_being_read_is_only_replaced_on_request(
    context: FakeContext, controllers: ReaderControllers
) -> None:
    article = context.state.id or 0
    opened: list[bool] = []
    context.state.opened.connect(lambda: opened.append(True))
    context.body.position = 40
    for message in (TextChanged(article, "", False), TextChanged(article + 1, "", True)):
        controllers.full_text.on_text_changed(message)
    assert opened == []
    controllers.full_text.on_text_changed(TextChanged(article, "The whole article", True))
    assert opened == [True]
    assert context.notices == ["The whole article"]
