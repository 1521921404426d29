"""Read the sources that `add` names, in a worker process: bad data from outside can break that process only."""

from __future__ import annotations

import gc
import io
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.background.worker_process import Channel
from newsreader.errors import NewsreaderError, error_boundary
from newsreader.importing.import_protocol import (
    Batch,
    FeedFound,
    FeedsFound,
    ListFound,
    LookRequest,
    PageNote,
    ReadRequest,
    SourceFailure,
)
from newsreader.intake.intake_errors import FeedError, SourceError
from newsreader.intake.text.urls import is_web
from newsreader.library.articles.article_record import ArticleRecord, to_record
from newsreader.refresh.protocol import FetchRequest

if TYPE_CHECKING:
    from newsreader.intake.feeds import ParsedFeed
    from newsreader.intake.http.http_client import Fetched
    from newsreader.model.article import Article

__all__ = ["ImportHandler"]

_FIRST_BATCH = 10
_LARGEST_BATCH = 500
"""The first articles are there soon; of many articles, many are stored at once."""


class ImportHandler:
    """Reads sources, and holds the feed that it fetched last."""

    def __init__(self) -> None:
        self._held: tuple[Fetched, ParsedFeed] | None = None

    def handle(self, request: ReadRequest | LookRequest | FetchRequest, channel: Channel) -> None:
        """Answer one request of `add`."""
        # Objects go as soon as they are sent: the search for cycles among a feed's entries took a tenth of the time.
        gc.disable()
        if isinstance(request, ReadRequest):
            _send(request, channel)
        elif isinstance(request, LookRequest):
            self._look(request, channel)
        else:
            from newsreader.refresh.fetch_handler import fetch

            fetch(request, channel, self._held)

    def _look(self, request: LookRequest, channel: Channel) -> None:
        """Send what is at an address: FeedFound, FeedsFound, or the article of a page and notes on it."""
        from newsreader.intake import feeds, opml, sources
        from newsreader.intake.formats import pages
        from newsreader.intake.http import feed_discovery, http_client
        from newsreader.intake.text.decoding import decode

        url = request.url
        with error_boundary(url):
            got = http_client.get(url, inside=request.inside)
        with channel.source(url), error_boundary(url):
            is_page = sources.is_page(got)
            if opml.looks_like_opml(decode(got.data[:5000], got.charset)):
                channel.send(ListFound(opml.read(got.data)))
                return
            if sources.is_feed(got):
                # Parse it first: something that only looks like a feed is not subscribed to.
                feed = feeds.parse(got.data, got.url, got.headers)
                self._held = got, feed
                channel.send(FeedFound(got.moved_to, not feed.entries))
                return
            links = sources.front_page_feeds(got)
        if not links and is_page and got.url.rstrip("/").count("/") == 2:
            try:
                links = feed_discovery.find_feeds(got.url)
            except FeedError:
                links = ()  # the page itself is saved
        if links:
            channel.send(FeedsFound(links, got.inside))
            return
        with channel.source(url), error_boundary(url):
            channel.send(Batch([to_record(article) for article in sources.articles_in_response(got)]))
            if not is_page:
                return
            markup = decode(got.data, got.charset)
            closed, named = pages.is_closed(markup), pages.feed_links(markup, got.url)
        if closed:
            channel.send(PageNote("The page says that the rest of it is for subscribers."))
        if named:
            more = f" {len(named)} feeds, one of them" if len(named) > 1 else " a feed,"
            note = f"The page is saved. It names{more} {named[0].url}: add that to subscribe to it."
            channel.send(PageNote(note))


def _send(request: ReadRequest, channel: Channel) -> None:
    """Send all articles of a source in batches; what fails in a folder does not stop the rest."""
    from newsreader.intake import files, sources

    if is_web(request.source):
        got = _fetched(request.source, channel)
        _send_all([(request.source, lambda: sources.articles_in_response(got))], request, channel, alone=True)
        return
    folder = None if request.source == "-" else _folder(request.source)
    if folder is None:
        given = None if request.stdin is None else io.BytesIO(request.stdin)
        _send_all([(request.source, lambda: sources.load(request.source, stdin=given))], request, channel, alone=True)
        return

    def failed(error: NewsreaderError) -> None:
        channel.send(SourceFailure(error))

    paths = sources.files_below(folder, failed)
    good = _send_all(((str(path), partial(files.iter_articles, path)) for path in paths), request, channel)
    if not good and not request.done:
        hint = "newsreader can read none of its files."
        raise SourceError(f"The folder {request.source} has no articles.", hint)


def _folder(source: str) -> Path | None:
    """Return the folder that `source` names, None where it is anything else."""
    try:
        path = Path(source).expanduser()
        return path if path.is_dir() else None
    except (OSError, ValueError, RuntimeError):
        return None  # reading it says why


def _fetched(url: str, channel: Channel) -> Fetched:
    """Return what is at an address, or the first feed of the site whose front page it is."""
    from newsreader.intake import sources
    from newsreader.intake.http import http_client

    with error_boundary(url):
        got = http_client.get(url)
        with channel.source(url):
            links = sources.front_page_feeds(got)
        return http_client.get(links[0].url, inside=got.inside) if links else got


def _send_all(
    sources: Iterable[tuple[str, Callable[[], Iterator[Article]]]],
    request: ReadRequest,
    channel: Channel,
    *,
    alone: bool = False,
) -> int:
    """Send the articles of `sources`, given by name and what opens them; return how many sources gave some."""
    reasons, batch, size = dict(request.failed_files), list[ArticleRecord](), _FIRST_BATCH
    good = done = 0
    for number, (name, articles) in enumerate(sources, 1):
        if number <= request.done:
            continue
        try:
            if name in reasons:
                raise SourceError(reasons[name])
            found = 0
            for record in _records(name, articles, channel):
                found = 1
                batch.append(record)
                if len(batch) >= size:
                    channel.send(Batch(batch, done))
                    batch, size = [], min(size * 2, _LARGEST_BATCH)
            good += found
        except NewsreaderError as error:
            if alone:
                if batch:
                    channel.send(Batch(batch))
                raise
            channel.send(SourceFailure(error))
        done = number
    if batch:
        channel.send(Batch(batch, done))
    return good


def _records(name: str, articles: Callable[[], Iterator[Article]], channel: Channel) -> Iterator[ArticleRecord]:
    """Yield the articles of one source, each of them read under the limits."""
    found: Iterator[Article] | None = None
    while True:
        with channel.source(name), error_boundary(name):
            if found is None:
                found = articles()
            article = next(found, None)
            if article is None:
                return
            record = to_record(article)
        yield record
