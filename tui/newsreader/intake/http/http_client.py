"""Fetch addresses over HTTP with limits: size, time, redirects, validators, and errors in plain words."""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError
from newsreader.intake.http.decompression import ACCEPTED, TooLarge, decompressor
from newsreader.intake.http.logins import Login, may_send_login, split_login
from newsreader.intake.intake_errors import FetchError, InsideError
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.urls import host, web_address, without_password

if TYPE_CHECKING:
    import httpx

__all__ = ["MOST_BYTES", "MOST_REDIRECTS", "SECONDS", "Fetched", "Validators", "fetch", "get", "new_client"]

SECONDS = 20.0
"""The time for a request with all its redirects, from its start to the last byte."""

MOST_BYTES = 10 * 1024 * 1024
"""The largest body, decompressed."""

MOST_REDIRECTS = 5
_LONGEST_WAIT = 24 * 3600.0
_FOR_GOOD = frozenset([301, 308])
_WITH_BODY = frozenset([200, 203, 206])
"""The statuses with a whole body: 203 from a proxy that changed it, 206 from servers that send it in one part."""

_LATER = "Try again later."
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Validators:
    """The validators of a response. The server gets them back with the next request, and skips an unchanged body."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response: a body, or the answer that it has not changed (`unchanged`, with an empty body).

    `url` is the address after all redirects. `moved_to` is the new address if all redirects to it were permanent, else
    "". Header names are in small letters. `inside` means that the body came from this machine or its private network:
    then its links may lead there as well.
    """

    url: str
    data: bytes
    headers: Mapping[str, str]
    validators: Validators
    unchanged: bool = False
    moved_to: str = ""
    inside: bool = False

    @property
    def content_type(self) -> str:
        """Return the media type alone, in small letters: "text/html"."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """Return the encoding that the Content-Type header names, or None."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None


@asynccontextmanager
async def new_client(connections: int = 16) -> AsyncIterator[httpx.AsyncClient]:
    """Open a client for any number of `fetch` calls, with at most `connections` connections at once."""
    # httpx loads its command line if it can, and with it rich and Pygments: half of its time to load.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
    import httpx

    from newsreader import __version__
    from newsreader.intake.http.transport import Transport

    headers = {
        "User-Agent": f"newsreader/{__version__} (news reader for the terminal)",
        "Accept": _ACCEPT,
        "Accept-Encoding": ACCEPTED,
    }
    # The client parses the target of a redirect even if it does not follow it. The hook runs before.
    hooks = {"response": [_refuse_odd_redirects]}
    transport = Transport(connections)
    async with httpx.AsyncClient(headers=headers, transport=transport, timeout=None, event_hooks=hooks) as client:
        yield client


async def _refuse_odd_redirects(response: httpx.Response) -> None:
    here = str(response.url)
    if response.has_redirect_location and not web_address(response.headers["location"], here):
        raise FetchError(f"{host(here)} redirects to an invalid address. The redirect was not followed.")


def get(
    url: str,
    validators: Validators | None = None,
    *,
    most: int = MOST_BYTES,
    seconds: float = SECONDS,
    inside: bool = True,
    login: Login | None = None,
) -> Fetched:
    """Run `fetch` for callers without an event loop: one address, one client."""
    import asyncio

    async def once() -> Fetched:
        async with new_client() as client:
            return await fetch(client, url, validators, login=login, most=most, seconds=seconds, inside=inside)

    return asyncio.run(once())


async def fetch(
    client: httpx.AsyncClient,
    url: str,
    validators: Validators | None = None,
    *,
    login: Login | None = None,
    most: int = MOST_BYTES,
    seconds: float = SECONDS,
    inside: bool = True,
) -> Fetched:
    """Fetch an http or https address.

    `validators` are those of the last response: the server may then answer "unchanged". `inside` permits addresses of
    this machine and its private network: for those that the user entered, and for the links of a source that is there
    itself. A redirect leads there only from there. `login`, or the one in the address, is sent to the host of the
    address alone, and is not in any address that is returned.

    Raise FetchError, and nothing else, if there is no body of at most `most` bytes within `seconds`: for other
    addresses, refused and broken connections, error statuses, redirect loops, and unusable proxies and certificates.
    For an address of the private network it is an InsideError.
    """
    import asyncio

    import httpx

    address, given = split_login(web_address(url))
    if not address:
        raise FetchError(f"{clean_line(url)[:200]} is not a valid http or https address.")
    try:
        async with asyncio.timeout(seconds):
            return await _follow(client, address, validators or Validators(), given or login, most, inside)
    except NewsreaderError:
        raise
    except TimeoutError as error:
        raise FetchError(f"{host(address)} took longer than {seconds:g} seconds.", _LATER) from error
    except httpx.ConnectError as error:
        hint = "Check the address and the network connection."
        if "CERTIFICATE" in str(error):
            raise FetchError(f"The certificate of {host(address)} is not trusted: {_reason(error)}.") from error
        raise FetchError(f"{host(address)} could not be reached.", hint) from error
    except httpx.ProxyError as error:
        hint = "Check the proxy settings of the environment."
        raise FetchError(f"The proxy did not connect to {host(address)}: {_reason(error)}.", hint) from error
    except Exception as error:  # httpx, h11, socksio and idna raise more than they document
        raise FetchError(f"The connection to {host(address)} failed: {_reason(error)}.", _LATER) from error


def _reason(error: BaseException) -> str:
    return clean_line(str(error)).rstrip(".")[:200] or type(error).__name__


async def _follow(
    client: httpx.AsyncClient,
    url: str,
    validators: Validators,
    login: Login | None,
    most: int,
    may_be_inside: bool,
) -> Fetched:
    import httpx

    conditions = {"If-None-Match": validators.etag, "If-Modified-Since": validators.modified}
    headers = {name: value for name, value in conditions.items() if value}
    here, moved_to, for_good, came_from = url, "", True, ""
    for _ in range(MOST_REDIRECTS + 1):
        request = client.build_request("GET", here, headers=headers, extensions={"inside": may_be_inside})
        try:
            auth = httpx.BasicAuth(*login) if login is not None and may_send_login(url, here) else None
            response = await client.send(request, stream=True, auth=auth)
        except InsideError as error:
            raise (InsideError(host(here), came_from) if came_from else error) from error
        may_be_inside = may_be_inside and bool(response.extensions.get("inside", False))
        try:
            if response.has_redirect_location:
                target = without_password(web_address(response.headers["location"], here))
                for_good = for_good and response.status_code in _FOR_GOOD
                moved_to = target if for_good else moved_to
                here, came_from = target, host(here)
                continue
            known = {name.lower(): clean_line(value) for name, value in response.headers.items()}
            if response.status_code == 304:
                await response.aread()  # it has no body; read to its end, the connection is reused
                if not headers:
                    said = f"Unexpected answer “not modified” (304) from {host(here)}."
                    raise FetchError(said, _LATER, status=304)
                return Fetched(here, b"", known, validators, unchanged=True, moved_to=moved_to, inside=may_be_inside)
            if response.status_code not in _WITH_BODY:
                raise _refusal(here, response.status_code, known)
            if response.status_code == 206 and _is_a_part(known):
                raise FetchError(f"{host(here)} sent only a part of the page (206).", _LATER, status=206)
            body = await _body(response, here, most)
            fresh = Validators(known.get("etag", ""), known.get("last-modified", ""))
            return Fetched(here, body, known, fresh, moved_to=moved_to, inside=may_be_inside)
        except httpx.DecodingError as error:
            raise FetchError(f"{host(here)} sent data that cannot be decompressed.") from error
        finally:
            await response.aclose()
    raise FetchError(f"Redirect loop at {host(url)}.", "The page may need a login. Open it in the browser.")


def _is_a_part(headers: Mapping[str, str]) -> bool:
    """Return whether a body is only a part, by its Content-Range: "bytes 0-99/100" is the whole of 100 bytes."""
    if headers.get("content-type", "").lower().startswith("multipart/byteranges"):
        return True
    stated = re.fullmatch(r"bytes\s+(\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", headers.get("content-range", "").strip())
    if stated is None:
        return False
    first, last, length = stated.groups()
    return int(first) > 0 or (length != "*" and int(last) + 1 < int(length))


async def _body(response: httpx.Response, url: str, most: int) -> bytes:
    too_large = FetchError(f"The answer of {host(url)} is larger than {most / (1024 * 1024):g} MB.")
    if (length := response.headers.get("content-length", "")).isdecimal() and int(length) > most:
        raise too_large
    try:
        body = decompressor(response.headers.get("content-encoding", ""), most)
        async for piece in response.aiter_raw():
            body.feed(piece)
        return body.result()
    except TooLarge as error:
        raise too_large from error
    except ValueError as error:
        raise FetchError(f"{host(url)} sent data that cannot be decompressed: {_reason(error)}.") from error


def _refusal(url: str, status: int, headers: Mapping[str, str]) -> FetchError:
    name, wait = host(url), _wait(headers.get("retry-after", ""))
    if status == 410:
        return FetchError(f"410: {name} has removed this page for good.", status=status)
    if status == 404:
        return FetchError(f"404: {name} has no page at this address.", "Check the spelling.", status=status)
    if status in (401, 403, 451):
        return FetchError(f"Access denied ({status}) by {name}.", status=status, retry_after=wait)
    if status == 429 or wait is not None:
        asked = f"wait {wait:.0f} seconds" if wait is not None else "ask less often"
        return FetchError(
            f"{name} asks to {asked}.", "No more requests go there for a while.", status=status, retry_after=wait
        )
    if status >= 500:
        return FetchError(f"Server error ({status}) at {name}.", _LATER, status=status)
    return FetchError(f"Unexpected answer ({status}) from {name}.", status=status)


def _wait(text: str) -> float | None:
    """Return Retry-After, which is seconds or a date, in seconds from now: at most a day."""
    if not text:
        return None
    if text.isdecimal():
        return min(float(text[:9]), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - datetime.now(UTC)).total_seconds(), 0.0), _LONGEST_WAIT)
