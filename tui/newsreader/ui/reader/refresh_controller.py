"""Refreshing while the reader reads: in the background, with a line that counts, and whole articles for teasers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from newsreader.errors import NewsreaderError, error_boundary
from newsreader.library.store import Added
from newsreader.ui.reader.add_source import AddingScreen
from newsreader.ui.reader.bindings import keyed
from newsreader.ui.reader.messages import Arrived, Refreshed, Refreshing, TextChanged

if TYPE_CHECKING:
    from newsreader.refresh.protocol import Progress

__all__ = ["RefreshingScreen"]

BAR = 20
"""Columns of the progress bar."""

NAMED = 3
"""So many failures are named in the result line."""

STAYS_S = 0.4
"""Who has stayed so long with an article reads it, and does not step over it."""

GATHERED_S = 0.5
"""New articles are listed so often while they come in, not one by one."""


class RefreshingScreen(AddingScreen):
    """The panes, with feeds that are asked for news while the reader goes on."""

    _cancelled: threading.Event | None = None
    """Set to end the refresh that is under way; None where none is."""

    _gathering: Timer | None = None

    def on_mount(self) -> None:
        if self.config.refresh.every:
            self.set_interval(self.config.refresh.every * 60, self.refresh_quietly)
            self.call_after_refresh(self.refresh_quietly)

    def on_unmount(self) -> None:
        self.stop_refresh()

    def keep(self) -> None:
        """Keep what only the screen knows, and fetch no more."""
        super().keep()
        self.stop_refresh()

    def stop_refresh(self) -> None:
        """End the refresh that is under way, without loss."""
        if self._cancelled is not None:
            self._cancelled.set()

    # Feeds

    def action_refresh_all(self) -> None:
        """Ask all feeds that are due for news; a refresh that is under way is stopped instead."""
        if self._cancelled is not None:
            self.stop_refresh()
            self.say("The refresh is stopped; what it brought is kept.")
        elif not self._library.subscriptions():
            self.say(keyed("There are no feeds yet: {add} adds one, {feeds} offers some.", self.config.keys))
        else:
            self.start_refresh(None)

    def refresh_quietly(self) -> None:
        """Ask all feeds that are due, as the settings wish, if there are any."""
        if self._cancelled is None and self._library.subscriptions() and not self._library.read_only:
            self.start_refresh(None)

    def action_refresh(self) -> None:
        """Ask the feeds of this list for news, or the one that the article is from."""
        entry = self.entry()
        subscriptions = self._library.subscriptions()
        view = self._view
        listed = [one for one in subscriptions if one.name == view.source or view.folder in one.tags]
        if not listed and entry is not None and not (view.source or view.folder):
            listed = [one for one in subscriptions if one.name in (entry.source, *entry.also)]
        named = [one.id for one in listed]
        if not named:
            self.say(keyed("This is no feed. {refresh.all} refreshes all feeds, and {add} adds one.", self.config.keys))
        elif self._cancelled is not None:
            self.say(keyed("A refresh is under way already; {refresh.all} stops it.", self.config.keys))
        else:
            self.start_refresh(named)

    def start_refresh(self, feeds: Sequence[int] | None) -> None:
        """Ask these feeds, or all that are due, in the background."""
        self._cancelled = threading.Event()
        self.show_progress(Refreshing(0, 0, ""))
        self.fetch(feeds, self._cancelled)

    @work(thread=True, group="refresh", exit_on_error=False)
    def fetch(self, feeds: Sequence[int] | None, cancelled: threading.Event) -> None:
        """Ask feeds off the screen's thread."""
        from newsreader.refresh import client

        result, error = None, None

        def count(at: Progress) -> None:
            self.post_message(Refreshing(at.done, at.total, at.name))

        try:
            with error_boundary("The refresh", "failed"):
                result = client.refresh(
                    self._library,
                    feeds,
                    jobs=self.config.refresh.jobs,
                    config=self.config,
                    progress=count,
                    arrived=self.take_arrived,
                    cancelled=cancelled,
                )
        except NewsreaderError as failed:
            error = failed
        self.post_message(Refreshed(result, error))

    def take_arrived(self, added: Sequence[Added]) -> None:
        """New articles are in the library; called in a thread."""
        self.post_message(Arrived([one.id for one in added], first=False))

    @on(Refreshing)
    def show_progress(self, event: Refreshing) -> None:
        event.stop()
        if self._cancelled is None:
            return
        done = BAR * event.done // event.total if event.total else 0
        bar = Content.styled("━" * done, "$accent") + Content.styled("━" * (BAR - done), "dim")
        words = (
            f" {event.done} of {event.total}" + f" · {event.name}" * bool(event.name) if event.total else " Refreshing…"
        )
        # Both lines are there anyway: nothing on the screen moves for this one.
        self.query_one("#legend", Static).update(bar + Content(words))
        self.query_one("#view", Static).update(Content("Refreshing") + Content(words if event.total else "…"))

    @on(Refreshed)
    def show_refreshed(self, event: Refreshed) -> None:
        event.stop()
        self._cancelled = None
        self.show_legend()
        self.show_counts()
        self.count_again()
        if event.error is not None:
            self.say(str(event.error), error=True)
        elif event.result is not None:
            new, failures, gone = event.result.new, event.result.failures, event.result.gone
            words = f"{new} new article{'' if new == 1 else 's'}." if new else "Nothing new."
            if gone:
                self.list_arrived(None)  # the list may still show them
                words += f" {gone} old one{' is' if gone == 1 else 's are'} thrown out, as the settings say."
            if failures:
                named = "; ".join(f"{one.name}: {one.reason.rstrip('.')}" for one in failures[:NAMED])
                more = ""
                if len(failures) > NAMED:
                    more = keyed(f"; and {len(failures) - NAMED} more, see {{feeds}}", self.config.keys)
                words += f" {len(failures)} could not be had: {named}{more}."
            self.say(words, error=bool(failures))

    def show_counts(self) -> None:
        """Say above the list what it holds, unless a refresh counts there."""
        if self._cancelled is None:
            super().show_counts()

    def show_legend(self) -> None:
        """Say which style means what, unless a refresh counts there."""
        if self._cancelled is None:
            super().show_legend()

    def list_arrived(self, cursor: int | None) -> None:
        """List what has arrived: at once what the reader waits for, what feeds bring now and then."""
        if cursor is not None:
            super().list_arrived(cursor)
        elif self._gathering is None:
            self._gathering = self.set_timer(GATHERED_S, self.list_gathered)

    def list_gathered(self) -> None:
        """List what has arrived by now; the list keeps its place."""
        self._gathering = None
        super().list_arrived(None)

    # Whole articles

    def action_full_text(self) -> None:
        """Go from the feed's text to the whole article of the page, or back."""
        self.catch_up()
        if self.reading.id is None or self.reading.article is None:
            return
        article_id, address = self.reading.id, self.reading.article.url
        texts = self._library.texts(article_id)
        other = "feed" if texts.used == "page" else "page"
        if (texts.feed if other == "feed" else texts.page) is not None:
            said = "The feed's own text" if other == "feed" else "The whole article"

            def changed() -> None:
                self.post_message(TextChanged(article_id, said, asked=True))

            self._changes.apply(lambda: self._library.use_text(article_id, other), changed)
        elif not address.startswith(("http://", "https://")):
            self.say("This article has no page to fetch.")
        else:
            self.say("Fetching the whole article…")
            self.fetch_page(article_id, asked=True)

    @work(thread=True, group="pages", exit_on_error=False)
    def fetch_page(self, article_id: int, *, asked: bool) -> None:
        """Fetch the page of an article off the screen's thread; one that nobody `asked` for only if it is a teaser."""
        from newsreader.refresh import client

        if not asked and not self.wants_page(article_id):
            return
        try:
            whole = client.full_text(self._library, article_id, asked=asked)
        except NewsreaderError:
            if asked:
                raise
            return  # the teaser is there to be read
        said = "The whole article" if whole else "What the page gives away: the rest is for subscribers"
        said += keyed(" ({text.full}: the feed's own text)", self.config.keys)
        self.post_message(TextChanged(article_id, said, asked=asked))

    def wants_page(self, article_id: int) -> bool:
        """Whether the settings wish the page of this article to be fetched: for teasers of feeds, or for all."""
        article, texts = self._library.article(article_id), self._library.texts(article_id)
        feed = next((one for one in self._library.subscriptions() if one.name == article.source), None)
        if feed is None or texts.page is not None or not article.url.startswith(("http://", "https://")):
            return False
        wish = feed.full or self.config.feeds.full_text
        from newsreader.intake.formats.teasers import is_teaser

        return wish == "always" or (wish == "teaser" and is_teaser(article.text))

    def mark_read(self) -> None:
        """The article on the screen was opened: it is read, and where it is but a teaser the rest is fetched."""
        entry = self.entry()
        super().mark_read()
        if entry is not None and not entry.read and entry.url and not self._library.read_only:
            self.set_timer(STAYS_S, partial(self.fetch_rest, entry.id))

    def fetch_rest(self, article_id: int) -> None:
        """Fetch the rest of a teaser, if the reader has stayed with it."""
        if article_id == self.reading.id:
            self.fetch_page(article_id, asked=False)

    @on(TextChanged)
    def show_other_text(self, event: TextChanged) -> None:
        event.stop()
        # A text that nobody asked for does not take the place of one that is being read.
        if event.article_id == self.reading.id and (event.asked or self.body.position == 0):
            self.reading.close()
            self.show_article(event.article_id)
            self.say(event.said)
