"""Feeds fetched in parallel: each ends with a result of its own, and results come in batches."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from feed_texts import item, rss
from loopback import Site, site
from newsreader.background.worker_process import Channel
from newsreader.library.store import Library
from newsreader.refresh.collector import Collector
from newsreader.refresh.fetcher import Fetcher
from newsreader.refresh.protocol import FeedResult
from newsreader.refresh.rules import Rules

__all__ = ["site"]


class Outbox(Channel):
    """Keeps what would be sent to the parent."""

    def __init__(self) -> None:
        self.batches: list[list[FeedResult]] = []
        self.read: list[object] = []

    def send(self, event: object) -> None:
        assert isinstance(event, list)
        self.batches.append(event)

    @contextmanager
    def source(self, key: object) -> Iterator[None]:
        self.read.append(key)
        yield


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    opened = Library(library_path)
    yield opened
    opened.close()


def fetch(library: Library, jobs: int = 8) -> Outbox:
    outbox = Outbox()
    asyncio.run(Fetcher(Collector(library, Rules(())), jobs, outbox).ask(library.due_feeds()))
    return outbox


def test_a_feed_that_fails_ends_for_itself_alone(library: Library, site: Site) -> None:
    good = library.subscribe(site.serve("/good", rss(item("One"), item("Two"))))
    page = library.subscribe(site.serve("/page", b"<html><p>A page.</p></html>"))
    missing = library.subscribe(site.url + "/missing")
    outbox = fetch(library)
    results = {result.feed: result for batch in outbox.batches for result in batch}
    assert set(results) == {good.id, page.id, missing.id}
    assert (results[good.id].error, results[good.id].inside) == (None, True)
    assert results[page.id].delivery is None
    assert "404" in str(results[missing.id].error)
    assert set(outbox.read) == {("feed", good.id, ""), ("feed", page.id, "")}


def test_an_unchanged_feed_is_not_read(library: Library, site: Site) -> None:
    def unchanged(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(304)
        handler.end_headers()

    library.subscribe(site.serve("/feed", rss(item("One")), ETag="same"))
    [[first]] = fetch(library).batches
    assert first.delivery is not None
    library.store_deliveries([first.delivery])
    site.on("/feed", unchanged)
    outbox = fetch(library)
    [[result]] = outbox.batches
    assert (result.error, outbox.read) == (None, [])
    assert result.delivery is not None


def test_results_that_come_together_are_sent_together(library: Library, site: Site) -> None:
    for number in range(12):
        library.subscribe(site.serve(f"/{number}", rss(item(f"Title {number}"))))
    batches = fetch(library).batches
    assert sum(map(len, batches)) == 12
    assert len(batches) < 12


def test_no_more_feeds_are_fetched_at_once_than_jobs(library: Library, site: Site) -> None:
    lock, open_now, most = threading.Lock(), 0, 0
    together = threading.Event()

    def slow(handler: BaseHTTPRequestHandler) -> None:
        nonlocal open_now, most
        with lock:
            open_now += 1
            most = max(most, open_now)
            if open_now == 2:
                together.set()
        together.wait(5)
        body = rss(item(handler.path))
        with lock:
            open_now -= 1
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    for number in range(6):
        library.subscribe(site.on(f"/{number}", slow))
    assert sum(map(len, fetch(library, jobs=2).batches)) == 6
    assert most == 2
