"""The list of articles without an app."""

from __future__ import annotations

from fake_context import FakeContext
from newsreader.errors import NewsreaderError
from newsreader.library.store import View, ViewKind
from newsreader.model.article import Article
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.list_controller import GATHERED_S
from newsreader.ui.reader.messages import ArticlesAdded, Listed, StateStored
from newsroom import ARTICLES, NOW


def test_a_view_is_listed_with_its_counts(context: FakeContext, controllers: ReaderControllers) -> None:
    assert context.lines["view"] == "All · 4 unread of 4"
    controllers.lists.show(View(source="City Desk"))
    context.settle()
    assert [context.library.article(one).title for one in context.articles.ids] == [
        ARTICLES[1].title,
        ARTICLES[3].title,
    ]
    assert context.lines["view"] == "City Desk · 2 articles"
    assert context.state.id == context.articles.ids[0]
    assert controllers.lists.home() == (View(source="City Desk"), "City Desk")


def test_an_empty_view_says_what_to_do(context: FakeContext, controllers: ReaderControllers) -> None:
    controllers.lists.show(View(ViewKind.STARRED))
    context.settle()
    assert context.state.id is None
    assert context.body.message == "No starred articles. Press s on one to star it."


def test_ids_of_another_list_are_dropped(context: FakeContext, controllers: ReaderControllers) -> None:
    before = context.articles.ids
    context.post(Listed(View(query="elsewhere"), [1], None))
    context.settle()
    assert context.articles.ids == before


def test_what_feeds_bring_is_listed_together_after_a_moment(
    context: FakeContext, controllers: ReaderControllers
) -> None:
    reading = context.state.id
    for title in ("Gulls", "Terns"):
        added = context.library.add([Article("A short text.", title, published=NOW)])
        context.post(ArticlesAdded([one.id for one in added]))
        context.settle()
    assert len([timer for timer in context.timers if timer.callback == controllers.lists.update_gathered]) == 1
    assert len(context.articles.ids) == len(ARTICLES)
    context.timer(GATHERED_S).run()
    context.settle()
    assert len(context.articles.ids) == len(ARTICLES) + 2
    assert context.state.id == reading


def test_the_article_that_the_user_waits_for_is_listed_at_once(
    context: FakeContext, controllers: ReaderControllers
) -> None:
    [added] = context.library.add([Article("A short text.", "Gulls", published=NOW)])
    context.post(ArticlesAdded([added.id], first=True))
    context.settle()
    assert context.state.id == added.id


def test_a_library_that_fails_leaves_the_rows_empty(context: FakeContext, controllers: ReaderControllers) -> None:
    def fail(_: object) -> None:
        raise NewsreaderError("The library is broken.")

    context.library.entries = fail  # type: ignore[method-assign, assignment]
    assert controllers.lists.rows([1]) == ()
    assert context.notices == ["The library is broken."]


def test_stored_changes_show(context: FakeContext, controllers: ReaderControllers) -> None:
    first = context.articles.ids[0]
    context.library.set_read([first], True)
    context.post(StateStored())
    context.settle()
    assert context.articles.entry(first).read
    assert context.lines["view"] == "All · 3 unread of 4"
