"""From the panes to all feeds and back, to well-known ones, and muting what names somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library.results import NewFeed
from newsreader.library.store import View
from newsreader.ui.reader.bindings import CHOOSE, Pane, keyed
from newsreader.ui.reader.read_state_actions import MarkingScreen
from newsreader.ui.reader.refresh_controller import RefreshingScreen

if TYPE_CHECKING:
    from newsreader.intake.opml import Outline
    from newsreader.ui.dialogs.feeds_dialog import FeedAction

__all__ = ["SubscribedScreen"]


class SubscribedScreen(RefreshingScreen, MarkingScreen):
    """The panes, with a way to the feeds that fill them."""

    def action_feeds(self) -> None:
        """Show all feeds."""
        from newsreader.ui.dialogs.feeds_dialog import FeedsDialog

        self.app.push_screen(FeedsDialog(self._library, self._changes, self._now), self.follow)

    def follow(self, wish: FeedAction | None) -> None:
        """Do what was wished for among the feeds."""
        self.listed_anew()
        if wish is None:
            return
        if wish.kind == "add":
            self.call_later(self.action_add)
        elif wish.kind == "offer":
            self.offer_feeds()
        elif wish.feed is not None and wish.kind == "list":
            self.drop_search()
            self.list_articles(View(source=wish.feed.name))
            self.pane = Pane.LIST
        elif wish.feed is not None and self._cancelled is None:
            self.start_refresh([wish.feed.id])
        else:
            self.say("A refresh is under way already; R stops it.")

    def offer_feeds(self) -> None:
        """Offer well-known feeds that are not there yet."""
        from newsreader import resources
        from newsreader.importing.subscribe import read_list
        from newsreader.ui.dialogs.suggested_feeds_dialog import SuggestedFeedsDialog

        found = read_list(resources.seeds() / "feeds.opml", surely=True)
        known = {one.url for one in self._library.subscriptions()}
        feeds = [feed for feed in found.feeds if feed.url not in known] if found is not None else []
        if feeds:
            self.app.push_screen(SuggestedFeedsDialog(feeds), self.subscribe_to)
        else:
            self.say("All of them are among your feeds.")

    def subscribe_to(self, feeds: list[Outline] | None) -> None:
        """Subscribe to these feeds and ask them for news; None subscribes to nothing."""
        if not feeds:
            return

        new = [NewFeed(feed.url, feed.title, feed.site, feed.tags) for feed in feeds]

        def subscribe() -> None:
            self._library.subscribe_all(new)

        self._changes.apply(subscribe, lambda: self.app.call_from_thread(self.refresh_quietly))
        self.say(f"{len(feeds)} feed{'' if len(feeds) == 1 else 's'} subscribed to.")

    # Muting

    def action_mute_name(self) -> None:
        """Ask whether to hide what names the chosen person, body or place."""
        from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog

        walk = self.reading.walk
        if walk is None:
            self.say(keyed(CHOOSE, self.config.keys))
            return
        choices = [
            Choice("rule", "Hide what names it, now and from now on"),
            Choice("now", "Hide what names it now"),
        ]
        name = walk.name
        self.app.push_screen(MenuDialog(f"Mute {name}?", choices), lambda answer: self.mute_name(name, answer))

    def mute_name(self, name: str, answer: str | None) -> None:
        """Hide the articles that name somebody; None hides nothing."""
        if answer is None:
            return
        if answer == "rule":
            from newsreader.config import Rule

            self._changes.apply(lambda: self._library.add_rule(Rule("mute", name, "name")), lambda: None)
        words = name.replace('"', " ")
        self._changes.mute(View(query=f'"{words}"'), self.listed_anew)
        rule = "; S has the rule" if answer == "rule" else ""
        self.say(f"What names {name} is hidden: u brings it back, is:muted finds it{rule}.")
