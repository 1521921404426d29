"""The whole article where a feed has only a teaser, fetched politely."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from newsreader.article import Article
from newsreader.intake.addresses import host, web_address
from newsreader.intake.decoding import decode, kind_of_binary
from newsreader.intake.errors import FetchError, SourceError
from newsreader.intake.fetch import fetch
from newsreader.intake.logins import Login

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

    import httpx

__all__ = ["AT_ONCE", "FullText", "Page"]

AT_ONCE = 2
"""Requests to one host at the same time."""

_AGENT = "newsreader"
_LARGEST_ROBOTS = 500 * 1024


class Page(NamedTuple):
    """The article on a page; `closed` where the page says that not all of it is free to read."""

    article: Article
    closed: bool = False


class FullText:
    """Fetches the articles behind links with one client: at most AT_ONCE requests to a host at a time.

    What is fetched ahead of time keeps to the site's robots.txt, which is asked for once; what the reader asked for
    is fetched as a browser would.
    """

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._turns: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))
        self._robots: dict[str, asyncio.Task[RobotFileParser]] = {}

    async def page(self, url: str, *, ahead: bool = False, login: Login | None = None) -> Page:
        """The article on the page at `url`. `ahead` says that nobody waits for it, `login` is sent to its host.

        Raises FetchError where the page cannot be had or may not be fetched ahead, SourceError where it has no article.
        """
        from newsreader.intake import feeds, pages

        address = web_address(url)
        async with self._turns[host(address)]:
            if address and ahead and not await self._may_fetch(address):
                raise FetchError(
                    f"{host(address)} asks programs not to fetch this ahead of time.", "Open it to fetch it."
                )
            got = await fetch(self._client, url, login=login)
        if what := kind_of_binary(got.data):
            raise SourceError(f"{got.url} is {what}, not an article.", "Open it in the browser.")
        markup = decode(got.data, got.charset)
        if feeds.looks_like_feed(markup):
            raise SourceError(f"{got.url} is a feed, not an article.")
        # Extraction takes long enough to be felt: the loop goes on meanwhile.
        article = await asyncio.to_thread(pages.extract, markup, got.url)
        if not article.text:
            raise SourceError(f"The page {got.url} has no words in it.", "It may need a browser to show anything.")
        return Page(article, pages.is_closed(markup))

    async def _may_fetch(self, url: str) -> bool:
        rules = urljoin(url, "/robots.txt")
        if rules not in self._robots:
            self._robots[rules] = asyncio.create_task(self._rules(rules))
        return (await self._robots[rules]).can_fetch(_AGENT, url)

    async def _rules(self, url: str) -> RobotFileParser:
        """The rules of a robots.txt (RFC 9309): without one, everything is allowed; while it cannot be had, nothing."""
        from urllib.robotparser import RobotFileParser

        rules = RobotFileParser()
        try:
            got = await fetch(self._client, url, most=_LARGEST_ROBOTS)
        except FetchError as error:
            closed = error.status is None or error.status >= 500 or error.status == 429
            rules.parse(["User-agent: *", "Disallow: /"] if closed else [])
        else:
            rules.parse(decode(got.data, got.charset).splitlines())
        return rules
