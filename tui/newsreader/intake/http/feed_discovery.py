"""Find the feeds at an address: the address itself, the links of its page, or a usual place of its site."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from newsreader.intake import feeds
from newsreader.intake.formats import pages
from newsreader.intake.formats.pages import FeedLink
from newsreader.intake.http.http_client import Fetched, fetch, new_client
from newsreader.intake.intake_errors import FeedError, FetchError
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.decoding import decode

if TYPE_CHECKING:
    import httpx

__all__ = ["find", "find_feeds"]


def find_feeds(url: str) -> tuple[FeedLink, ...]:
    """Run `find` for callers without an event loop."""

    async def once() -> tuple[FeedLink, ...]:
        async with new_client() as client:
            return await find(client, url)

    return asyncio.run(once())


async def find(client: httpx.AsyncClient, url: str) -> tuple[FeedLink, ...]:
    """Return the feeds at an address, best first, with their titles.

    This is the address itself if it is a feed, else the links of its page, else the first of the usual places with a
    feed. Raise FetchError if the address cannot be fetched, FeedError if there is no feed.
    """
    got = await fetch(client, url)
    if link := _as_feed(got):
        return (link,)
    if links := pages.feed_links(decode(got.data, got.charset), got.url):
        return links
    for place in pages.common_places(got.url):
        try:
            tried = await fetch(client, place, inside=got.inside)
        except FetchError as error:
            if error.retry_after is not None:
                break  # the server asks for fewer requests
            continue
        if link := _as_feed(tried):
            return (link,)
    raise FeedError(f"No feed found at {clean_line(url)[:200]}.", "Give the address of the feed itself.")


def _as_feed(got: Fetched) -> FeedLink | None:
    if not feeds.looks_like_feed(decode(got.data[:200_000], got.charset)):
        return None
    try:
        feed = feeds.parse(got.data, got.url, got.headers)
    except FeedError:
        return None
    return FeedLink(got.url, feed.title)
