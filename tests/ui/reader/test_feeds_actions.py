"""Actions for feeds without an app."""

from __future__ import annotations

from fake_context import FakeContext
from newsreader.intake.opml import Outline
from newsreader.library.store import View
from newsreader.ui.dialogs.feeds_dialog import FeedAction
from newsreader.ui.reader.controllers import ReaderControllers
from newsroom import ARTICLES, analyse


def test_the_articles_of_a_feed_are_listed(context: FakeContext, controllers: ReaderControllers) -> None:
    context.library.subscribe("https://coast.example/feed", title="Coast Wire")
    [feed] = context.library.subscriptions()
    controllers.feeds.manage()
    context.answer(FeedAction("list", feed))
    context.settle()
    assert controllers.lists.view == View(source="Coast Wire")
    controllers.feeds.follow(None)
    assert controllers.lists.view == View(source="Coast Wire")


def test_a_feed_is_refreshed_alone(context: FakeContext, controllers: ReaderControllers) -> None:
    context.library.subscribe("https://coast.example/feed", title="Coast Wire")
    [feed] = context.library.subscriptions()
    asked: list[object] = []
    controllers.refresh.fetch = lambda feeds, _: asked.append(feeds)  # type: ignore[method-assign, assignment]
    controllers.feeds.follow(FeedAction("refresh", feed))
    assert asked == [[feed.id]]
    context.config = context.config._replace(keys={"refresh.all": "f9"})
    controllers.feeds.follow(FeedAction("refresh", feed))
    assert context.notices == ["A refresh is already running; F9 stops it."]


def test_suggested_feeds_are_subscribed_to(context: FakeContext, controllers: ReaderControllers) -> None:
    controllers.feeds.follow(FeedAction("offer"))
    context.answer([Outline("https://quay.example/feed", "Quay Post")])
    assert context.notices == ["Subscribed to 1 feed."]
    controllers.refresh.fetch = lambda *_: None  # type: ignore[method-assign]
    context.settle()
    assert [one.name for one in context.library.subscriptions()] == ["Quay Post"]
    controllers.feeds.subscribe(None)
    assert len(context.notices) == 1


def test_a_name_is_muted_with_the_users_own_keys(context: FakeContext, controllers: ReaderControllers) -> None:
    context.config = context.config._replace(keys={"undo": "f2", "feeds": "f3"})
    controllers.feeds.ask_mute()
    assert context.notices[-1].startswith("Choose a name first")
    context.library.store_analysis(context.articles.ids[0], analyse(ARTICLES[0].text, ARTICLES[0].title))
    controllers.article.settle()
    context.state.choose_name("Ilse Brandt", ())
    controllers.feeds.ask_mute()
    context.answer("rule")
    context.settle()
    assert len(context.library.rules()) == 1
    assert len(context.library.ids(View())) == len(ARTICLES) - 1
    notice = "Articles with Ilse Brandt are muted: F2 undoes it, is:muted finds them; F3 lists the rule."
    assert context.notices[-1] == notice
