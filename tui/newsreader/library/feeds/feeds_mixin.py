"""The part of the library that feeds need: subscriptions, and articles with a text of the feed and one of the page."""

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
    from newsreader.library.database.retention import Limits
    from newsreader.library.feeds.credentials import Credentials
    from newsreader.library.feeds.entry_merger import Delivered, Delivery
    from newsreader.library.feeds.schedule import Due
    from newsreader.library.results import Keep, NewFeed, Subscription, Texts
    from newsreader.model.article import Article

# What only some calls need is imported by them: a start waits for none of it.

__all__ = ["Feeds"]

_LOT = 200
"""Articles that are moved or thrown out in one transaction."""


class Feeds:
    """What `Library` can do with feeds. All methods raise LibraryError, as its own do."""

    _connections: Connections
    _now: Callable[[], datetime]
    _credentials: Credentials | None = None

    @property
    def credentials(self) -> Credentials:
        """The passwords of feeds."""
        if self._credentials is None:
            from newsreader.library.feeds.credentials import Credentials

            self._credentials = Credentials(self._connections.path)
        return self._credentials

    def login_for(self, article: Article) -> Login | None:
        """Return what the page of an article is asked with: the login of its feed, where both are of one host.

        Raises LibraryError where it cannot be read.
        """
        from newsreader.intake.http.logins import may_send_login

        for feed in self.subscriptions() if self.credentials.path.exists() else ():
            if feed.name == article.source and feed.url in self.credentials and may_send_login(feed.url, article.url):
                return self.credentials.login(feed.url)
        return None

    def separate_passwords(self, *, surely: bool = True) -> None:
        """Take passwords out of the addresses of feeds, where an older version left them there.

        Where that fails, unless it is wanted `surely`, they stay until the next refresh, and are not shown.
        """
        with self._connections.reading() as connection:
            urls = connection.execute("SELECT url FROM feed WHERE kind = 'feed' AND url LIKE '%@%'").fetchall()
        if not any(without_password(url) != url for (url,) in urls):
            return
        from newsreader.library.feeds import credentials

        try:
            with self._connections.writing() as connection:
                credentials.separate(connection)
        except NewsreaderError:
            if surely:
                raise

    def subscribe(
        self, url: str, *, title: str = "", site: str = "", tags: Sequence[str] = (), kind: str = "feed"
    ) -> Subscription:
        """Subscribe to the feed at an address, or to a folder by its path; nothing is fetched.

        The same address again gives the subscription that is there, with these tags too. `title` is the reader's own
        name for it; without one it is called as the feed calls itself. A password in the address is kept apart from it.
        """
        from newsreader.library.feeds import subscriptions

        with self._connections.writing() as connection:
            number, _ = subscriptions.subscribe(connection, url, title, site, tags, kind)
            return subscriptions.one(connection, number)

    def subscribe_all(self, feeds: Iterable[NewFeed]) -> int:
        """Subscribe to all `feeds` in one transaction, as `subscribe` does to one; return how many are new."""
        from newsreader.library.feeds import subscriptions

        with self._connections.writing() as connection:
            return sum(subscriptions.subscribe(connection, *feed, "feed")[1] for feed in feeds)

    def subscriptions(self) -> list[Subscription]:
        """All subscriptions, by name."""
        from newsreader.library.feeds import subscriptions

        with self._connections.reading() as connection:
            return subscriptions.every(connection)

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
        keep: Keep | None = None,
    ) -> None:
        """Change what is not None of a subscription. A `name` of "" gives it the feed's own title again.

        Muting it mutes its articles but the starred ones, and hearing it again brings them back.
        """
        from newsreader.library.feeds import subscriptions

        with self._connections.writing() as connection:
            subscriptions.edit(connection, id, url=url, muted=muted, full=full, stopped=stopped, keep=keep)
            if tags is not None:
                subscriptions.tag(connection, id, tags)
            before, after = (0, 0) if name is None else subscriptions.rename(connection, id, name)
        if before != after:
            self._move(before, after)

    def unsubscribe(self, id: int, *, articles: bool = False) -> None:
        """End a subscription. With `articles` what came from it alone is thrown out, but not what is starred."""
        from newsreader.library.database import retention
        from newsreader.library.feeds import subscriptions

        with self._connections.writing() as connection:
            source = subscriptions.forget(connection, id)
            if articles:
                subscriptions.hand_over(connection, source)
                subscriptions.hand_on(connection, source, None)
            else:
                subscriptions.drop_if_empty(connection, source)
        while articles:
            with self._connections.writing() as connection:
                going = subscriptions.articles(connection, source, _LOT, starred=False)
                retention.throw_out(connection, going)
                if not going:
                    subscriptions.drop_if_empty(connection, source)
                    return
            self._connections.let_others_in()

    def _move(self, before: int, after: int) -> None:
        """Put what is under one source under another, in steps; killed between two, the rest stays where it was."""
        from newsreader.library.feeds import subscriptions

        while True:
            with self._connections.writing() as connection:
                moving = subscriptions.articles(connection, before, _LOT)
                subscriptions.move(connection, moving, after)
                if not moving:
                    subscriptions.hand_on(connection, before, after)
                    return
            self._connections.let_others_in()

    def limits(self, given: Sequence[Limits]) -> list[Limits]:
        """How long articles are kept where the settings say `given`: a feed with limits of its own by those alone."""
        from newsreader.library.database import retention

        with self._connections.reading() as connection:
            return retention.in_force(connection, given)

    # What feeds send

    def storing_much(self) -> AbstractContextManager[None]:
        """Where many articles come in one go: `add` and `deliver` wait less for the disk. Not twice at once."""
        return self._connections.carrying()

    def due(self, feeds: Sequence[int] | None = None) -> list[Due]:
        """The subscriptions to ask now: all that are due, or of those named all that do not wish to be left alone."""
        from newsreader.library.feeds import schedule

        if not self._connections.read_only:
            self.separate_passwords()
        with self._connections.reading() as connection:
            return schedule.due(connection, to_micros(self._now()), feeds)

    def unseen(self, feed: int, entries: Sequence[tuple[bytes, bytes]]) -> list[int]:
        """Which entries of a feed, given by key and digest (see `arriving`), are new or edited: their places."""
        from newsreader.library.feeds import entry_merger

        with self._connections.reading() as connection:
            return entry_merger.unseen(connection, feed, entries)

    def deliver(self, deliveries: Sequence[Delivery], *, merge: bool = True) -> Delivered:
        """Store what feeds sent, and note that they answered; in few transactions, each feed's state with its last.

        With `merge` the same story from several feeds is one article. What was deleted or thrown out stays away, what
        was read stays read, and an edited entry only changes the words.
        """
        from newsreader.library.feeds import entry_merger, schedule

        delivered, now = entry_merger.Delivered(), to_micros(self._now())
        for lot in entry_merger.transactions(deliveries, merge=merge):
            with self._connections.writing() as connection:
                arrivals = entry_merger.Arrivals(connection, now, merge, delivered)
                for part in lot:
                    schedule.name(connection, part.delivery)
                    arrivals.take(part)
                    if part.last:
                        entry_merger.pass_over(connection, part.delivery)
                        schedule.answered(connection, part.delivery, now)
                arrivals.finish()
            self._connections.let_others_in()
        return delivered

    def refused(
        self, feed: int, reason: str, *, asked: bool = False, seconds: float | None = None, gone: bool = False
    ) -> None:
        """Note that a feed could not be had, and why; see `asking.refused`."""
        from newsreader.library.feeds import schedule

        with self._connections.writing() as connection:
            schedule.refused(connection, feed, to_micros(self._now()), reason, asked=asked, seconds=seconds, gone=gone)

    # Rules

    def rules(self) -> list[Rule]:
        """The rules that the reader made, beside those of the settings; the oldest first."""
        from newsreader.config import Rule

        with self._connections.reading() as connection:
            rows = connection.execute("SELECT action, value, match, feed, tag FROM rule ORDER BY id")
            return [Rule(*row) for row in rows]

    def add_rule(self, rule: Rule) -> None:
        """Keep a rule for all articles that arrive from now on; the same rule twice is one."""
        with self._connections.writing() as connection:
            connection.execute(
                "INSERT INTO rule (action, value, match, feed, tag) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (rule.action, rule.value, rule.match, rule.feed, rule.tag),
            )

    def remove_rule(self, rule: Rule) -> None:
        """Drop a rule; what it did stays."""
        with self._connections.writing() as connection:
            connection.execute(
                "DELETE FROM rule WHERE (action, value, match, feed, tag) = (?, ?, ?, ?, ?)",
                (rule.action, rule.value, rule.match, rule.feed, rule.tag),
            )

    # The text of the feed and that of the page

    def texts(self, id: int) -> Texts:
        """The text of an article as its feed gives it and as its page does, and which of them is read."""
        from newsreader.library.articles import article_texts

        with self._connections.reading() as connection:
            return article_texts.both(connection, id)

    def use_text(self, id: int, kind: str) -> None:
        """Read the text of this kind ("feed" or "page") from now on; what was found out about the other goes.

        Raises LibraryError where the article has none.
        """
        from newsreader.library.articles import article_texts

        with self._connections.writing() as connection:
            article_texts.use(connection, id, kind)
        self._forget_held(id)

    def keep_page(self, id: int, article: Article, *, unread_only: bool = False) -> None:
        """Keep the text of an article's page, to be read from now on; or, with `unread_only`, if nobody has begun to.

        Raises LibraryError where the article is gone.
        """
        from newsreader.library.articles import article_texts

        with self._connections.writing() as connection:
            if unread_only and article_texts.is_begun(connection, id):
                return
            article_texts.keep_page(connection, id, article)
        self._forget_held(id)

    def _forget_held(self, id: int) -> None:
        raise NotImplementedError
