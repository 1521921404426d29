"""Fetch the whole article of a teaser, politely."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from newsreader.errors import error_boundary
from newsreader.intake.http.http_client import Fetched, fetch
from newsreader.intake.http.logins import Login
from newsreader.intake.intake_errors import FetchError, SourceError
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.decoding import decode, kind_of_binary
from newsreader.intake.text.urls import host, web_address
from newsreader.model.article import Article

if TYPE_CHECKING:
    import httpx
    from protego import Protego

__all__ = ["AT_ONCE", "FullText", "FullTextPage"]

AT_ONCE = 2
"""Requests to one host at the same time."""

_AGENT = "newsreader"
_AGENT_LINE = re.compile(r"^\s*+user[- ]?agent\s*+:?([^#]*)(?:#.*)?$", re.I)
_LARGEST_ROBOTS = 500 * 1024
_BROWSER = "Open it in the browser."


class FullTextPage(NamedTuple):
    """The article of a page. `closed` means that the page says that not all of it is free to read."""

    article: Article
    closed: bool = False


class FullText:
    """A fetcher of the articles behind links, with at most AT_ONCE requests to a host at a time.

    Fetching in advance obeys the robots.txt of the site, which is fetched once. An article that the user opens is
    fetched as a browser would. A page in the private network is fetched only if the user entered it or came from there
    (see `fetch`); so is its robots.txt.
    """

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._turns: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))
        self._reading = asyncio.Semaphore(1)
        self._robots: dict[tuple[str, bool], asyncio.Task[Protego]] = {}

    async def page(
        self,
        url: str,
        *,
        ahead: bool = False,
        inside: bool = True,
        login: Login | None = None,
        reading: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> FullTextPage:
        """Return the article on the page at `url`.

        `ahead` means that the user did not ask for it yet. `inside` permits this machine and its private network, for
        addresses that the user entered or that come from there. `login` is sent to its host alone. `reading` surrounds
        the extraction, but not the fetch. Raise FetchError if the page cannot be fetched or may not be fetched in
        advance, SourceError if it has no article, UnexpectedError if the extraction fails.
        """
        address = web_address(url)
        async with self._turns[host(address)]:
            if address and ahead and not await self._may_fetch(address, inside):
                raise FetchError(
                    f"The robots.txt of {host(address)} forbids fetching this in advance.", "Open it to fetch it."
                )
            got = await fetch(self._client, url, login=login, inside=inside)

        def read() -> FullTextPage:
            with reading(), error_boundary(got.url):
                return _read(got)

        # Extraction is slow: run it in a thread, so that the event loop goes on.
        async with self._reading:
            return await asyncio.to_thread(read)

    async def _may_fetch(self, url: str, inside: bool) -> bool:
        rules = urljoin(url, "/robots.txt"), inside
        if rules not in self._robots:
            self._robots[rules] = asyncio.create_task(self._rules(*rules))
        allowed = await self._robots[rules]
        try:
            return allowed.can_fetch(url, _AGENT)
        except ValueError as error:  # the parser unquotes the address before it splits it
            raise FetchError(f"{clean_line(url)[:200]} is not a valid http or https address.") from error

    async def _rules(self, url: str, inside: bool) -> Protego:
        """Return the rules of a robots.txt (RFC 9309).

        A site without one allows everything; a site whose robots.txt has a server error allows nothing. Raise
        FetchError if there is no answer, or one that cannot be read.
        """
        from protego import Protego  # takes 25 ms to load

        try:
            got = await fetch(self._client, url, most=_LARGEST_ROBOTS, inside=inside)
        except FetchError as error:
            if error.status is None:
                raise
            closed = error.status >= 500 or error.status == 429
            return Protego.parse("User-agent: *\nDisallow: /" if closed else "")
        try:
            return Protego.parse(_with_few_agents(decode(got.data, got.charset)))
        except Exception as error:  # the parser may not expect everything that a server can send
            raise FetchError(f"The robots.txt of {host(url)} cannot be read.", "Open the page to fetch it.") from error


def _with_few_agents(robots: str) -> str:
    """Return a robots.txt in which all programs but this one have the same name.

    The parser stores each rule once for each program of its group: 500 KB of names and rules would take gigabytes.
    """

    def renamed(match: re.Match[str]) -> str:
        name = match[1].replace("*", "").partition("/")[0].strip().lower()
        everybody = not name and "*" in match[1]
        return f"User-agent: {'*' if everybody else name if name == _AGENT else 'other'}"

    return "\n".join(_AGENT_LINE.sub(renamed, line) for line in robots.splitlines())


def _read(got: Fetched) -> FullTextPage:
    from newsreader.intake import feeds
    from newsreader.intake.formats import pages

    if what := kind_of_binary(got.data):
        raise SourceError(f"{got.url} is {what}, not an article.", "Open it in the browser.")
    markup = decode(got.data, got.charset)
    if feeds.looks_like_feed(markup):
        raise SourceError(f"{got.url} is a feed, not an article.")
    article = pages.extract(markup, got.url)
    if not article.text:
        raise SourceError(f"The page {got.url} has no text.", "It may need a browser.")
    return FullTextPage(article, pages.is_closed(markup))
