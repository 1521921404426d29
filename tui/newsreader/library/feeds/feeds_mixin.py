"""The methods of `Library` for feeds: subscriptions, deliveries, rules, and the two texts of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError
from newsreader.intake.text.urls import without_password
from newsreader.library.database.connection import Connections
from newsreader.library.database.times import to_micros

if TYPE_CHECKING:
    from newsreader.config import Rule
    from newsreader.intake.http.logins import Login
    from newsreader.library.feeds.credentials import Credentials
    from newsreader.library.feeds.entry_merger import DeliveryResult, FeedDelivery
    from newsreader.library.feeds.schedule import DueFeed
    from newsreader.library.results import NewFeed, Subscription, Texts
    from newsreader.model.article import Article
    from newsreader.model.retention_policy import RetentionPolicy

# Methods import the modules that only they need, so that the program starts fast.

__all__ = ["FeedsMixin"]

_BATCH_SIZE = 200
"""Articles that are moved or deleted in one transaction."""


class FeedsMixin:
    """The feeds of a library, as a base class of `Library` (one object, one file). All methods raise LibraryError."""

    _connections: Connections
    _now: Callable[[], datetime]
    _credentials: Credentials | None = None

    @property
    def credentials(self) -> Credentials:
        """Return the passwords of feeds."""
        if self._credentials is None:
            from newsreader.library.feeds.credentials import Credentials

            self._credentials = Credentials(self._connections.path)
        return self._credentials

    def login_for(self, article: Article) -> Login | None:
        """Return the login for an article's page: that of its feed if both are on one host, else None.

        Raise LibraryError if it cannot be read.
        """
        from newsreader.intake.http.logins import may_send_login

        for feed in self.subscriptions() if self.credentials.path.exists() else ():
            if feed.name == article.source and feed.url in self.credentials and may_send_login(feed.url, article.url):
                return self.credentials.login(feed.url)
        return None

    def extract_passwords(self, *, must_succeed: bool = True) -> None:
        """Move passwords from the addresses of feeds, where older versions left them, to the credentials.

        If that fails and it need not succeed, they stay until the next refresh, and are never shown.
        """
        with self._connections.reading() as connection:
            urls = connection.execute("SELECT url FROM feed WHERE kind = 'feed' AND url LIKE '%@%'").fetchall()
        if not any(without_password(url) != url for (url,) in urls):
            return
        from newsreader.library.feeds import credentials

        try:
            with self._connections.writing() as connection:
                credentials.extract_passwords(connection)
        except NewsreaderError:
            if must_succeed:
                raise

    def subscribe(
        self, url: str, *, title: str = "", site: str = "", tags: Sequence[str] = (), kind: str = "feed"
    ) -> Subscription:
        """Subscribe to the feed at an address, or to a folder by its path, without fetching it.

        If it is subscribed to already, add the tags and return that subscription. `title` is the reader's own name for
        it; without one the feed's title is used. A password in the address goes to the credentials.
        """
        from newsreader.library.feeds import subscriptions

        with self._connections.writing() as connection:
            number, _ = subscriptions.subscribe(connection, url, title, site, tags, kind)
            return subscriptions.load(connection, number)

    def subscribe_all(self, feeds: Iterable[NewFeed]) -> int:
        """Subscribe to all `feeds` in one transaction; return how many are new."""
        from newsreader.library.feeds import subscriptions

        with self._connections.writing() as connection:
            return sum(subscriptions.subscribe(connection, *feed, "feed")[1] for feed in feeds)

    def subscriptions(self) -> list[Subscription]:
        """Return all subscriptions, by name."""
        from newsreader.library.feeds import subscriptions

        with self._connections.reading() as connection:
            return subscriptions.list_subscriptions(connection)

    def edit_subscription(
        self,
        id: int,
        *,
        name: str | None = None,
        url: str | None = None,
        tags: Sequence[str] | None = None,
        muted: bool | None = None,
        full: str | None = None,
        stopped: bool | None = None,
        retention: RetentionPolicy | None = None,
    ) -> None:
        """Change what is not None of a subscription. A `name` of "" restores the feed's own title.

        Muting a feed mutes its articles, but not the starred ones; unmuting it unmutes them.
        """
        from newsreader.library.feeds import subscriptions

        with self._connections.writing() as connection:
            subscriptions.edit(connection, id, url=url, muted=muted, full=full, stopped=stopped, retention=retention)
            if tags is not None:
                subscriptions.set_tags(connection, id, tags)
            before, after = (0, 0) if name is None else subscriptions.rename(connection, id, name)
        if before != after:
            self._move_articles(before, after)

    def unsubscribe(self, id: int, *, articles: bool = False) -> None:
        """Delete a subscription; with `articles` also its articles, but for starred ones and those of other feeds."""
        from newsreader.library.database import retention
        from newsreader.library.feeds import subscriptions

        with self._connections.writing() as connection:
            source = subscriptions.delete(connection, id)
            if articles:
                subscriptions.move_shared_articles(connection, source)
                subscriptions.replace_further_source(connection, source, None)
            else:
                subscriptions.delete_source_if_empty(connection, source)
        while articles:
            with self._connections.writing() as connection:
                batch = subscriptions.article_ids(connection, source, _BATCH_SIZE, starred=False)
                retention.delete_articles(connection, batch)
                if not batch:
                    subscriptions.delete_source_if_empty(connection, source)
                    return
            self._connections.yield_write_lock()

    def _move_articles(self, before: int, after: int) -> None:
        """Move the articles of one source to another in batches. If killed between two, the rest stays."""
        from newsreader.library.feeds import subscriptions

        while True:
            with self._connections.writing() as connection:
                batch = subscriptions.article_ids(connection, before, _BATCH_SIZE)
                subscriptions.move_articles(connection, batch, after)
                if not batch:
                    subscriptions.replace_further_source(connection, before, after)
                    return
            self._connections.yield_write_lock()

    def retention_policies(self, settings: Sequence[RetentionPolicy]) -> list[RetentionPolicy]:
        """Return the policies of feeds and those of the settings, which do not apply to a feed with its own."""
        from newsreader.library.database import retention

        with self._connections.reading() as connection:
            return retention.effective_policies(connection, settings)

    # Deliveries

    def bulk_writes(self) -> AbstractContextManager[None]:
        """Make `add` and `store_deliveries` wait less for the disk in this context. Do not enter it twice at once."""
        return self._connections.bulk_writes()

    def due_feeds(self, feeds: Sequence[int] | None = None) -> list[DueFeed]:
        """Return the subscriptions that are due, or those of `feeds` that do not limit requests at present."""
        from newsreader.library.feeds import schedule

        if not self._connections.read_only:
            self.extract_passwords()
        with self._connections.reading() as connection:
            return schedule.due_feeds(connection, to_micros(self._now()), feeds)

    def new_or_edited(self, feed: int, entries: Sequence[tuple[bytes, bytes]]) -> list[int]:
        """Return the indexes of new or edited entries. Entries are given by key and digest (see `FeedEntryRecord`)."""
        from newsreader.library.feeds import entry_merger

        with self._connections.reading() as connection:
            return entry_merger.new_or_edited(connection, feed, entries)

    def store_deliveries(self, deliveries: Sequence[FeedDelivery], *, merge: bool = True) -> DeliveryResult:
        """Store the entries of feeds and the success of each fetch; return the new and the edited articles.

        With `merge` the same story from several feeds becomes one article. Deleted articles do not come back, read ones
        stay read, and an edited entry changes only the words. The success is stored with a feed's last entries.
        """
        from newsreader.library.feeds import entry_merger, schedule

        result, now = entry_merger.DeliveryResult(), to_micros(self._now())
        for parts in entry_merger.split_into_transactions(deliveries, merge=merge):
            with self._connections.writing() as connection:
                merger = entry_merger.EntryMerger(connection, now, merge, result)
                for part in parts:
                    schedule.adopt_title(connection, part.delivery)
                    merger.merge(part)
                    if part.last:
                        entry_merger.store_skipped(connection, part.delivery)
                        schedule.record_success(connection, part.delivery, now)
                merger.finish()
            self._connections.yield_write_lock()
        return result

    def record_failure(
        self,
        feed: int,
        reason: str,
        *,
        rate_limited: bool = False,
        retry_after_s: float | None = None,
        stop: bool = False,
    ) -> None:
        """Store that a feed could not be fetched, and why; see `schedule.record_failure`."""
        from newsreader.library.feeds import schedule

        with self._connections.writing() as connection:
            now = to_micros(self._now())
            schedule.record_failure(
                connection, feed, now, reason, rate_limited=rate_limited, retry_after_s=retry_after_s, stop=stop
            )

    # Rules

    def rules(self) -> list[Rule]:
        """Return the rules that the reader made in the program, oldest first, without those of the settings."""
        from newsreader.config import Rule

        with self._connections.reading() as connection:
            rows = connection.execute("SELECT action, value, match, feed, tag FROM rule ORDER BY id")
            return [Rule(*row) for row in rows]

    def add_rule(self, rule: Rule) -> None:
        """Store a rule for all articles added from now on, unless the same rule exists."""
        with self._connections.writing() as connection:
            connection.execute(
                "INSERT INTO rule (action, value, match, feed, tag) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (rule.action, rule.value, rule.match, rule.feed, rule.tag),
            )

    def remove_rule(self, rule: Rule) -> None:
        """Delete a rule. Its effects on stored articles remain."""
        with self._connections.writing() as connection:
            connection.execute(
                "DELETE FROM rule WHERE (action, value, match, feed, tag) = (?, ?, ?, ?, ?)",
                (rule.action, rule.value, rule.match, rule.feed, rule.tag),
            )

    # The two texts of an article

    def texts(self, id: int) -> Texts:
        """Return the texts of an article from its feed and from its page, and which of them is shown."""
        from newsreader.library.articles import article_texts

        with self._connections.reading() as connection:
            return article_texts.load_texts(connection, id)

    def use_text(self, id: int, kind: str) -> None:
        """Show the text of this kind ("feed" or "page") from now on, and delete the analysis of the other.

        Raise LibraryError if the article has no such text.
        """
        from newsreader.library.articles import article_texts

        with self._connections.writing() as connection:
            article_texts.switch_text(connection, id, kind)
        self._drop_cached_analyses(id)

    def store_page(self, id: int, article: Article, *, unread_only: bool = False) -> None:
        """Store the text of an article's page and show it from now on.

        With `unread_only`, do nothing if the reader has begun the article. Raise LibraryError if it is gone.
        """
        from newsreader.library.articles import article_texts

        with self._connections.writing() as connection:
            if unread_only and article_texts.is_reading_begun(connection, id):
                return
            article_texts.store_page(connection, id, article)
        self._drop_cached_analyses(id)

    def _drop_cached_analyses(self, id: int) -> None:
        raise NotImplementedError
