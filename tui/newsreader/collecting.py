"""What a subscription has that the library has not: the entries of a fetched feed, the files of a folder."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from newsreader.article import Article
from newsreader.errors import NewsreaderError
from newsreader.intake import feeds
from newsreader.intake.errors import SourceError
from newsreader.intake.fetch import Fetched
from newsreader.intake.logins import Login
from newsreader.library.arrival import ready
from newsreader.library.arriving import Delivery, Sent, entry_key, known_by
from newsreader.library.asking import Due
from newsreader.library.store import Library
from newsreader.rules import Rules

__all__ = ["Collector"]

_FILES_AT_ONCE = 50


class Collector:
    """Reads what subscriptions have, by these rules."""

    def __init__(self, library: Library, rules: Rules) -> None:
        self._library = library
        self.rules = rules

    async def login(self, due: Due) -> Login | None:
        """Return what a feed is asked with. Raises LibraryError where it cannot be read."""
        credentials = self._library.credentials
        return await asyncio.to_thread(credentials.login, due.url) if due.url in credentials else None

    def feed(self, due: Due, got: Fetched) -> Delivery:
        """What a feed that was fetched has that is new or edited. Raises FeedError for what is no feed."""
        return self.entries(due, got, feeds.parse(got.data, got.url, got.headers))

    def entries(self, due: Due, got: Fetched, feed: feeds.ParsedFeed) -> Delivery:
        """The same, of a feed that is taken apart already."""
        validators = got.validators
        known = [(entry_key(entry.identity), _digest(entry)) for entry in feed.entries]
        links = Counter(entry.link for entry in feed.entries)
        sent = []
        for place in self._library.unseen(due.feed, known):
            entry = feed.entries[place]
            article = feeds.article(entry, feed, got.url)._replace(source=due.name)
            sent.append(self._sent(due, *known[place], article, shared_link=links[entry.link] > 1, title=feed.title))
        return Delivery(
            due.feed, tuple(sent), feed.title, feed.link, validators.etag, validators.modified, got.moved_to
        )

    def folder(self, due: Due, failed: Callable[[NewsreaderError], None]) -> Iterator[Delivery]:
        """What the files of a folder have that is new or edited, in parts; what cannot be read is told to `failed`.

        The last part is empty: all of it was looked through.

        Raises SourceError where there is no such folder any more.
        """
        from newsreader.intake import files
        from newsreader.intake.sources import files_below

        folder = Path(due.url)
        if not folder.is_dir():
            raise SourceError(f"There is no folder {due.url} any more.", "Bring it back, or end the subscription.")
        paths = files_below(folder, failed)
        while some := list(islice(paths, _FILES_AT_ONCE)):
            stated = [(path, digest) for path in some if (digest := _state(path, failed))]
            names = [path.relative_to(folder).as_posix() for path, _ in stated]
            known = [(entry_key(name), digest) for name, (_, digest) in zip(names, stated, strict=True)]
            sent: list[Sent] = []
            passed = []
            for place in self._library.unseen(due.feed, known):
                try:
                    articles = list(files.each(stated[place][0]))
                except SourceError as error:
                    failed(error)
                    passed.append(known[place])  # said once, not in every refresh
                    continue
                # The first of a file comes last: the file is known when all of it is there.
                for number, article in reversed(list(enumerate(articles))):
                    key = entry_key(f"{names[place]}#{number}") if number else known[place][0]
                    sole = len(articles) == 1
                    sent.append(self._sent(due, key, known[place][1], article, own_source=True, sole=sole))
            yield Delivery(due.feed, tuple(sent), passed=tuple(passed))
        yield Delivery(due.feed)

    def _sent(
        self,
        due: Due,
        key: bytes,
        digest: bytes,
        article: Article,
        *,
        shared_link: bool = False,
        own_source: bool = False,
        sole: bool = False,
        title: str = "",
    ) -> Sent:
        return Sent(
            key,
            digest,
            ready(article, known_by(article, shared_link=shared_link)),
            self.rules.verdict(article, {*due.names, article.source, title} - {""}),
            own_source,
            sole,
        )


def _digest(entry: feeds.FeedEntry) -> bytes:
    """Tells whether an entry reads as it did."""
    stated = entry.published.isoformat() if entry.published else ""
    parts = "\0".join((entry.title, entry.link, stated, entry.author, entry.html))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _state(path: Path, failed: Callable[[NewsreaderError], None]) -> bytes | None:
    """Tells whether a file is as it was, by its time and size."""
    try:
        about = path.stat()
    except OSError as error:
        failed(SourceError(f"{path} could not be read: {error.strerror or error}."))
        return None
    return hashlib.blake2b(f"{about.st_mtime_ns} {about.st_size}".encode(), digest_size=8).digest()
