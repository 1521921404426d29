"""Actions for feeds: manage them, subscribe to suggested ones, and mute articles by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library.results import NewFeed
from newsreader.library.store import View
from newsreader.ui.keys.keyed import keyed
from newsreader.ui.reader.add_source import AddSourceController
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.mention_cursor import CHOOSE_NAME
from newsreader.ui.reader.messages import ArticlesAdded
from newsreader.ui.reader.refresh_controller import RefreshController
from newsreader.ui.reader.sources_controller import SourcesController

if TYPE_CHECKING:
    from newsreader.intake.opml import Outline
    from newsreader.ui.dialogs.feeds_dialog import FeedAction

__all__ = ["FeedsController"]


class FeedsController:
    """Opens the dialogs for feeds, and does what was chosen there."""

    def __init__(
        self,
        context: ReaderContext,
        sources: SourcesController,
        adding: AddSourceController,
        refresh: RefreshController,
    ) -> None:
        self._context = context
        self._sources = sources
        self._adding = adding
        self._refresh = refresh

    def manage(self) -> None:
        """Show all feeds."""
        from newsreader.ui.dialogs.feeds_dialog import FeedsDialog

        context = self._context
        dialog = FeedsDialog(context.library, context.undo, context.now, context.config.keys)
        context.push_screen(dialog, self.follow)

    def follow(self, wish: FeedAction | None) -> None:
        """Do what was chosen in the dialog of feeds; None does nothing."""
        self._post_relisted()
        if wish is None:
            return
        if wish.kind == "add":
            self._context.call_later(self._adding.ask)
        elif wish.kind == "offer":
            self.suggest()
        elif wish.feed is not None and wish.kind == "list":
            self._sources.show_list(View(source=wish.feed.name))
        elif wish.feed is not None:
            self._refresh.refresh([wish.feed.id])

    def suggest(self) -> None:
        """Suggest well-known feeds, except those that are subscribed to."""
        from newsreader import resources
        from newsreader.importing.subscribe import read_list
        from newsreader.ui.dialogs.suggested_feeds_dialog import SuggestedFeedsDialog

        found = read_list(resources.seeds() / "feeds.opml", surely=True)
        known = {one.url for one in self._context.library.subscriptions()}
        feeds = [feed for feed in found.feeds if feed.url not in known] if found is not None else []
        if feeds:
            self._context.push_screen(SuggestedFeedsDialog(feeds), self.subscribe)
        else:
            self._context.notify("You are subscribed to all suggested feeds.")

    def subscribe(self, feeds: list[Outline] | None) -> None:
        """Subscribe to these feeds and refresh them; None subscribes to nothing."""
        if not feeds:
            return
        context, new = self._context, [NewFeed(feed.url, feed.title, feed.site, feed.tags) for feed in feeds]

        def refresh() -> None:
            context.call_from_thread(self._refresh.refresh_due)

        context.undo.apply(lambda: context.library.subscribe_all(new), refresh)
        context.notify(f"Subscribed to {len(feeds)} feed{'' if len(feeds) == 1 else 's'}.")

    def _post_relisted(self) -> None:
        """Tell the screen that the lists may have changed; called on any thread."""
        self._context.post(ArticlesAdded([]))

    # Mute by name

    def ask_mute(self) -> None:
        """Ask whether to mute the articles that contain the chosen name."""
        from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog

        cursor = self._context.state.cursor
        if cursor is None:
            self._context.notify(keyed(CHOOSE_NAME, self._context.config.keys))
            return
        choices = [
            Choice("rule", "Hide all articles with this name, now and in future"),
            Choice("now", "Hide the articles with this name that are here now"),
        ]
        name = cursor.name
        self._context.push_screen(MenuDialog(f"Mute {name}?", choices), lambda answer: self.mute(name, answer))

    def mute(self, name: str, answer: str | None) -> None:
        """Mute the articles that contain `name`, with a rule if that was the answer; None mutes nothing."""
        if answer is None:
            return
        context = self._context
        if answer == "rule":
            from newsreader.config import Rule

            context.undo.apply(lambda: context.library.add_rule(Rule("mute", name, "name")), lambda: None)
        words = name.replace('"', " ")
        context.undo.mute(View(query=f'"{words}"'), self._post_relisted)
        keys = "{undo} undoes it, is:muted finds them" + ("; {feeds} lists the rule" if answer == "rule" else "")
        context.notify(f"Articles with {name} are muted: {keyed(keys, context.config.keys)}.")
