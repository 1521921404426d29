"""All feeds on one screen, well-known ones, and muting a name, through the keys of the reader."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, SelectionList, Static

from newsreader.config import Rule
from newsreader.library.results import Subscription
from newsreader.library.store import Library, View
from newsreader.model.retention_policy import RetentionPolicy
from newsreader.refresh import client
from newsreader.refresh.protocol import RefreshResult
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.dialogs.feeds_dialog import FeedsDialog, feed_status
from newsreader.ui.dialogs.help_dialog import HelpDialog
from newsreader.ui.dialogs.suggested_feeds_dialog import SuggestedFeedsDialog
from newsroom import ARTICLES, NOW, insight, open_app, settled

WIDE = (160, 40)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[int] | None]:
    """The feeds that refreshes were asked for, in turn; nothing is fetched."""
    seen: list[Sequence[int] | None] = []

    def refresh(_: Library, feeds: Sequence[int] | None = None, **__: object) -> RefreshResult:
        seen.append(feeds)
        return RefreshResult(0, 0)

    monkeypatch.setattr(client, "refresh", refresh)
    return seen


def rows(pilot: Pilot[None]) -> list[str]:
    """The rows of the screen of feeds."""
    assert isinstance(pilot.app.screen, FeedsDialog)
    return [str(option.prompt) for option in pilot.app.screen.query_one(OptionList).options]


async def opened(pilot: Pilot[None]) -> None:
    """Go to the feeds."""
    await settled(pilot)
    await pilot.press("S")
    await pilot.pause()


async def changed(pilot: Pilot[None]) -> None:
    """Wait for a change to be kept and shown; the thread that writes may be waiting for the screen."""
    assert isinstance(pilot.app, NewsreaderApp)
    await asyncio.to_thread(pilot.app.changes.flush)
    await pilot.pause()


def test_the_status_of_a_feed_in_one_line() -> None:
    feed = Subscription(1, "https://quay.example/feed", "Quay Post", articles=12, unread=1)
    assert feed_status(feed, NOW) == "12 articles · 1 unread · not fetched yet"
    fetched = replace(feed, last_success=NOW - timedelta(hours=2), tags=("Sea",), muted=True)
    assert feed_status(fetched, NOW) == "12 articles · 1 unread · fetched 2h · #Sea · muted"
    ill = replace(feed, failures=3, reason="It did not answer.")
    assert feed_status(ill, NOW) == "12 articles · 1 unread · failed 3 times: It did not answer."
    assert feed_status(replace(ill, stopped=True), NOW).endswith("paused: It did not answer.")


async def test_feeds_are_named_tagged_muted_stopped_and_removed(library: Library) -> None:
    library.subscribe("https://quay.example/feed", title="Quay [/] Post")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert rows(pilot)[0].startswith("Quay [/] Post")
        for key, answer in (("n", "Quays"), ("t", "Sea, Work"), ("u", "https://quay.example/new"), ("e", "2 weeks")):
            await pilot.press(key)
            await pilot.pause()
            app.screen.query_one(Input).value = answer
            await pilot.press("enter")
            await changed(pilot)
        for key in "mxf":
            await pilot.press(key)
            await changed(pilot)
        [feed] = library.subscriptions()
        assert (feed.name, feed.url, feed.tags) == ("Quays", "https://quay.example/new", ("Sea", "Work"))
        assert (feed.muted, feed.stopped, feed.full, feed.retention) == (True, True, "always", RetentionPolicy(14))
        assert "#Sea · #Work · muted · full text always · kept 14 days · paused" in rows(pilot)[0]
        await pilot.press("d")
        await pilot.pause()
        await pilot.press("1")
        await changed(pilot)
        assert library.subscriptions() == []
        assert not any("Quays" in row for row in rows(pilot))
        await pilot.press("escape")
        await settled(pilot)


async def test_a_length_that_is_not_understood_is_said_and_changes_nothing(library: Library) -> None:
    library.subscribe("https://quay.example/feed", title="Quay Post")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one(Input).value = "a while"
        await pilot.press("enter")
        await pilot.pause()
        assert str(app.screen.query_one("#ask-hint", Static).content).startswith("Invalid retention period.")
        await pilot.press("enter")
        await changed(pilot)
        assert library.subscriptions()[0].retention == RetentionPolicy()
        assert isinstance(app.screen, FeedsDialog)


async def test_a_feed_is_listed_and_refreshed_from_its_menu(
    library: Library, asked: list[Sequence[int] | None]
) -> None:
    feed = library.subscribe("https://coast.example/feed", title="Coast Wire")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await pilot.pause()
        choices = [str(option.prompt) for option in app.screen.query_one(OptionList).options]
        assert choices[-2:] == ["9 Keep articles: by the settings", "  Remove"]
        await pilot.press("1")
        screen = await settled(pilot)
        assert "Coast Wire · 1 article" in str(screen.query_one("#view", Static).content)
        await opened(pilot)
        await pilot.press("r")
        await settled(pilot)
        assert asked == [[feed.id]]


async def test_well_known_feeds_are_offered_and_only_the_chosen_ones_taken(
    library: Library, asked: list[Sequence[int] | None]
) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert isinstance(app.screen, SuggestedFeedsDialog)
        assert app.screen.query_one(SelectionList).option_count > 5
        await pilot.press("escape")
        await settled(pilot)
        assert library.subscriptions() == []
        await opened(pilot)
        await pilot.press("w")
        await settled(pilot)
        await pilot.press("space", "j", "space", "enter")
        await changed(pilot)
        await settled(pilot)
        assert len(library.subscriptions()) == 2
        assert asked == [None]


async def test_what_names_somebody_is_muted_undone_and_the_rule_taken_away(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("i")
        while insight(screen).chosen_name() != "Ilse Brandt":
            await pilot.press("j")
        await pilot.pause()
        await pilot.press("M")
        await pilot.pause()
        await pilot.press("1")
        await changed(pilot)
        assert [entry.title for entry in library.first(View(query="is:muted"), 5)] == [ARTICLES[0].title]
        assert library.rules() == [Rule("mute", "Ilse Brandt", "name")]
        screen.controllers.lists.update_gathered()
        await settled(pilot)
        assert len(screen.articles.ids) == len(ARTICLES) - 1
        await pilot.press("u")
        await changed(pilot)
        screen.controllers.lists.update_gathered()
        await settled(pilot)
        assert len(screen.articles.ids) == len(ARTICLES)
        await opened(pilot)
        assert "Ilse Brandt" in rows(pilot)[0]
        await pilot.press("d")
        await changed(pilot)
        assert library.rules() == []


async def test_its_keys_are_in_the_help_and_can_be_others(library: Library, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('[keys]\n"feeds.mute" = "s"\n"feeds.offer" = "f6"\nhelp = "f1"\n', encoding="utf-8")
    library.subscribe("https://quay.example/feed", title="Quay")
    app = open_app(library, settings=settings)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert rows(pilot)[-2:] == ["Choose from well-known feeds (F6)", "Add a feed by its address (a)"]
        assert "F1: all keys" in str(app.screen.query_one(OptionList).border_subtitle)
        await pilot.press("m")
        await changed(pilot)
        assert not library.subscriptions()[0].muted
        await pilot.press("s")
        await changed(pilot)
        assert library.subscriptions()[0].muted
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, FeedsDialog)
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpDialog)
        assert ("s", "Mute or unmute the feed") in dict(app.screen.tables)["In the feeds"]
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, FeedsDialog)
