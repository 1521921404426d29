"""Moving through articles without an app."""

from __future__ import annotations

from fake_context import FakeContext
from newsreader.library.store import View
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.pane import Pane
from newsroom import ARTICLES


def title(context: FakeContext) -> str:
    """The title of the open article."""
    assert context.state.article is not None
    return context.state.article.title


def test_at_its_end_an_article_leads_to_the_next_unread_one(
    context: FakeContext, controllers: ReaderControllers
) -> None:
    context.body.pages = 1
    context.library.set_read([context.articles.ids[1]], True)
    controllers.navigation.page(1)
    assert title(context) == ARTICLES[0].title
    controllers.navigation.page(1)
    assert title(context) == ARTICLES[2].title
    context.settle()
    assert context.library.counts().unread == 1


def test_a_narrow_screen_shows_the_text_before_it_is_paged(
    context: FakeContext, controllers: ReaderControllers
) -> None:
    context.classes.add("-narrow")
    controllers.navigation.page(1)
    assert controllers.panes.current is Pane.BODY
    assert title(context) == ARTICLES[0].title


def test_unread_articles_are_opened_in_both_directions(context: FakeContext, controllers: ReaderControllers) -> None:
    controllers.navigation.open_unread(99)
    assert title(context) == ARTICLES[3].title
    controllers.navigation.open_unread(1)
    assert context.notices[-1] == "No more unread articles below."
    context.settle()
    controllers.navigation.open_unread(-1)
    assert title(context) == ARTICLES[2].title


def test_a_list_by_rank_finds_the_next_unread_in_its_own_order(
    context: FakeContext, controllers: ReaderControllers
) -> None:
    controllers.lists.show(View(query="sort:best port"))
    context.settle()
    ids = list(context.articles.ids)
    context.library.set_read([ids[1]], True)
    assert controllers.navigation.next_unread(ids[0], 1) == ids[2]
    assert controllers.navigation.next_unread(ids[2], -1) == ids[0]
    assert controllers.navigation.next_unread(ids[0], -1) is None
    controllers.navigation.go_to_date("yesterday")
    assert context.notices[-1] == "This list is not sorted by date."


async def test_a_date_is_asked_for_and_gone_to(context: FakeContext, controllers: ReaderControllers) -> None:
    await controllers.navigation.ask_date()
    context.answer("2026-03-13")
    assert title(context) == ARTICLES[2].title
    controllers.navigation.go_to_date("never")
    assert "date" in context.notices[-1]
    controllers.navigation.go_to_date(None)
    assert title(context) == ARTICLES[2].title


def test_an_article_is_opened_from_the_list(context: FakeContext, controllers: ReaderControllers) -> None:
    controllers.navigation.open_chosen(context.articles.ids[2])
    assert (title(context), controllers.panes.current) == (ARTICLES[2].title, Pane.BODY)
