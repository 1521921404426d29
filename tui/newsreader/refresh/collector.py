"""Find the entries of a fetched feed, or the files of a folder, that the library does not have yet."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path

from newsreader.errors import NewsreaderError, error_boundary
from newsreader.intake import feeds
from newsreader.intake.http.http_client import Fetched
from newsreader.intake.http.logins import Login
from newsreader.intake.intake_errors import SourceError
from newsreader.library.articles.article_record import to_record
from newsreader.library.feeds.entry_merger import FeedDelivery, FeedEntryRecord, entry_key, identity_keys
from newsreader.library.feeds.schedule import DueFeed
from newsreader.library.store import Library
from newsreader.model.article import Article
from newsreader.refresh.protocol import SourceKey
from newsreader.refresh.rules import Rules

__all__ = ["Collector"]

_FILES_AT_ONCE = 50


class Collector:
    """Finds new and edited entries of subscriptions, and applies the rules to them."""

    def __init__(self, library: Library, rules: Rules) -> None:
        self._library = library
        self.rules = rules

    async def login(self, due: DueFeed) -> Login | None:
        """Return the login for a feed, or None. Raises LibraryError where it cannot be read."""
        credentials = self._library.credentials
        return await asyncio.to_thread(credentials.login, due.url) if due.url in credentials else None

    def new_entries(self, due: DueFeed, got: Fetched) -> FeedDelivery:
        """Return the new and edited entries of a fetched feed. Raises FeedError for anything but a feed."""
        return self.entries(due, got, feeds.parse(got.data, got.url, got.headers))

    def entries(self, due: DueFeed, got: Fetched, feed: feeds.ParsedFeed) -> FeedDelivery:
        """Return the new and edited entries of a parsed feed."""
        validators = got.validators
        known = [(entry_key(entry.identity), _digest(entry)) for entry in feed.entries]
        links = Counter(entry.link for entry in feed.entries)
        sent = []
        for place in self._library.new_or_edited(due.feed, known):
            entry = feed.entries[place]
            article = feeds.article(entry, feed, got.url)._replace(source=due.name)
            sent.append(self._sent(due, *known[place], article, shared_link=links[entry.link] > 1, title=feed.title))
        return FeedDelivery(
            due.feed, tuple(sent), feed.title, feed.link, validators.etag, validators.modified, got.moved_to
        )

    def folder(
        self,
        due: DueFeed,
        failed: Callable[[NewsreaderError], None],
        watched: Callable[[SourceKey], AbstractContextManager[None]],
        reasons: Mapping[str, str],
    ) -> Iterator[FeedDelivery]:
        """Yield the new and edited files of a folder, in parts; `failed` is called with what cannot be read.

        `watched` surrounds the reading of each file. `reasons` are the files that ended a worker, with the sentence
        for each: they are not opened again. The last part is empty: all files were looked at.

        Raises SourceError where the folder is gone.
        """
        from newsreader.intake.sources import files_below

        folder = Path(due.url)
        if not folder.is_dir():
            raise SourceError(f"The folder {due.url} is gone.", "Bring it back, or remove the subscription.")
        paths = files_below(folder, failed)
        while some := list(islice(paths, _FILES_AT_ONCE)):
            stated = [(path, digest) for path in some if (digest := _state(path, failed))]
            names = [path.relative_to(folder).as_posix() for path, _ in stated]
            known = [(entry_key(name), digest) for name, (_, digest) in zip(names, stated, strict=True)]
            sent: list[FeedEntryRecord] = []
            skipped = []
            for place in self._library.new_or_edited(due.feed, known):
                path = stated[place][0]
                try:
                    if reason := reasons.get(str(path)):
                        raise SourceError(reason)
                    with watched(("file", due.feed, str(path))):
                        sent += self._file(due, path, names[place], *known[place], failed)
                except NewsreaderError as error:
                    failed(error)
                    skipped.append(known[place])  # said once, not in every refresh
            yield FeedDelivery(due.feed, tuple(sent), skipped=tuple(skipped))
        yield FeedDelivery(due.feed)

    def _file(
        self, due: DueFeed, path: Path, name: str, key: bytes, digest: bytes, failed: Callable[[NewsreaderError], None]
    ) -> list[FeedEntryRecord]:
        """Return the articles of one file. The first comes last: the file is known when all of it is stored."""
        from newsreader.intake import files

        articles: list[Article] = []
        try:
            with error_boundary(str(path)):
                articles.extend(files.iter_articles(path))
        except NewsreaderError as error:
            if not articles:
                raise
            failed(error)  # some messages of a mailbox, the rest of a long feed
        keys = [entry_key(f"{name}#{number}") if number else key for number in range(len(articles))]
        only = len(articles) == 1
        sent = [
            self._sent(due, key, digest, article, own_source=True, only_in_file=only)
            for key, article in zip(keys, articles, strict=True)
        ]
        return sent[::-1]

    def _sent(
        self,
        due: DueFeed,
        key: bytes,
        digest: bytes,
        article: Article,
        *,
        shared_link: bool = False,
        own_source: bool = False,
        only_in_file: bool = False,
        title: str = "",
    ) -> FeedEntryRecord:
        return FeedEntryRecord(
            key,
            digest,
            to_record(article, identity_keys(article, shared_link=shared_link)),
            self.rules.verdict(article, {*due.names, article.source, title} - {""}),
            own_source,
            only_in_file,
        )


def _digest(entry: feeds.FeedEntry) -> bytes:
    """Return a digest that changes when an entry is edited."""
    # "3 hours ago" is another moment in every fetch: it tells nothing of an edit.
    stated = entry.published.isoformat() if entry.published and not entry.relative_date else ""
    parts = "\0".join((entry.title, entry.link, stated, entry.author, entry.html))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _state(path: Path, failed: Callable[[NewsreaderError], None]) -> bytes | None:
    """Return a digest that changes when a file does: of its time and size. None for a file that cannot be read."""
    try:
        about = path.stat()
    except OSError as error:
        failed(SourceError(f"{path} could not be read: {error.strerror or error}."))
        return None
    return hashlib.blake2b(f"{about.st_mtime_ns} {about.st_size}".encode(), digest_size=8).digest()
