"""The part of the library that feeds need: subscriptions, and articles with a text of the feed and one of the page."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from newsreader.library.connection import Connections

if TYPE_CHECKING:
    from newsreader.article import Article
    from newsreader.library.found import Subscription, Texts

# What only some calls need is imported by them: a start waits for none of it.

__all__ = ["Feeds"]

_LOT = 200
"""Articles that are moved or thrown out in one transaction."""

_BREATH_S = 0.005
"""Between two of them: lets those in who wait to write."""


class Feeds:
    """What `Library` can do with feeds. All methods raise LibraryError, as its own do."""

    _connections: Connections
    _now: Callable[[], datetime]

    def subscribe(
        self, url: str, *, title: str = "", site: str = "", tags: Sequence[str] = (), kind: str = "feed"
    ) -> Subscription:
        """Subscribe to the feed at an address, or to a folder by its path; nothing is fetched.

        The same address again gives the subscription that is there, with these tags too. `title` is the reader's own
        name for it; without one it is called as the feed calls itself.
        """
        from newsreader.library import subscriptions

        with self._connections.writing() as connection:
            number, _ = subscriptions.subscribe(connection, url, title, site, tags, kind)
            return subscriptions.one(connection, number)

    def subscriptions(self) -> list[Subscription]:
        """All subscriptions, by name."""
        from newsreader.library import subscriptions

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
    ) -> None:
        """Change what is not None of a subscription. A `name` of "" gives it the feed's own title again.

        Muting it mutes its articles but the starred ones, and hearing it again brings them back.
        """
        from newsreader.library import subscriptions

        with self._connections.writing() as connection:
            subscriptions.edit(connection, id, url=url, muted=muted, full=full, stopped=stopped)
            if tags is not None:
                subscriptions.tag(connection, id, tags)
            before, after = (0, 0) if name is None else subscriptions.rename(connection, id, name)
        if before != after:
            self._move(before, after)

    def unsubscribe(self, id: int, *, articles: bool = False) -> None:
        """End a subscription. With `articles` what came from it alone is thrown out, but not what is starred."""
        from newsreader.library import retention, subscriptions

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
            time.sleep(_BREATH_S)

    def _move(self, before: int, after: int) -> None:
        """Put what is under one source under another, in steps; killed between two, the rest stays where it was."""
        from newsreader.library import subscriptions

        while True:
            with self._connections.writing() as connection:
                moving = subscriptions.articles(connection, before, _LOT)
                subscriptions.move(connection, moving, after)
                if not moving:
                    subscriptions.hand_on(connection, before, after)
                    return
            time.sleep(_BREATH_S)

    # The text of the feed and that of the page

    def texts(self, id: int) -> Texts:
        """The text of an article as its feed gives it and as its page does, and which of them is read."""
        from newsreader.library import texts

        with self._connections.reading() as connection:
            return texts.both(connection, id)

    def use_text(self, id: int, kind: str) -> None:
        """Read the text of this kind ("feed" or "page") from now on; what was found out about the other goes.

        Raises LibraryError where the article has none.
        """
        from newsreader.library import texts

        with self._connections.writing() as connection:
            texts.use(connection, id, kind)
        self._forget_held(id)

    def keep_page(self, id: int, article: Article) -> None:
        """Keep the text of an article's page, to be read from now on. Raises LibraryError where the article is gone."""
        from newsreader.library import texts

        with self._connections.writing() as connection:
            texts.keep_page(connection, id, article)
        self._forget_held(id)

    def _forget_held(self, id: int) -> None:
        raise NotImplementedError
