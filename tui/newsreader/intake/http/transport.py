"""Send requests through the right proxy, and only to permitted addresses. Import it late: httpx is slow.

The extension "inside" of a request (default True) permits hosts of the private network; the same extension of the
response says whether the host was there. Without it, a name is resolved once, its private addresses are dropped, and
the connection goes to one of the others: the name cannot change between check and connection.

A proxy resolves names itself. Then only the spelling is checked: IP addresses in any form, and names that are always
local.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence

import httpcore
import httpx

from newsreader.intake.http.address_guard import is_inside, is_inside_host
from newsreader.intake.http.network_settings import Proxies, Proxy, tls_context
from newsreader.intake.intake_errors import FetchError, InsideError
from newsreader.intake.text.clean import clean_line

__all__ = ["Transport"]

_HEAD_START_S = 0.25
"""The head start of the first address of a host before the next is tried as well (RFC 8305)."""

_SocketOptions = Iterable[httpcore.SOCKET_OPTION] | None


class Transport(httpx.AsyncBaseTransport):
    """A transport with the proxies and certificates of the environment, and a pool of connections for each proxy.

    It raises FetchError for an unusable variable of the environment and a proxy that does not answer, InsideError for
    an address that is not permitted.
    """

    def __init__(self, connections: int) -> None:
        """Set the most connections of each pool. The environment is read with the first request."""
        self._limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
        self._proxies: Proxies | None = None
        self._certificates: ssl.SSLContext | None = None
        self._ways: dict[tuple[Proxy | None, bool], _Way] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request. The top of this file describes its extension."""
        may_be_inside = bool(request.extensions.get("inside", True))
        host = request.url.raw_host.decode("ascii")
        if not may_be_inside and is_inside_host(host):
            raise InsideError(host)
        if self._proxies is None:
            self._proxies = Proxies.of_system()
        scheme = request.url.scheme
        proxy = self._proxies.proxy_for(scheme, host, request.url.port or (443 if scheme == "https" else 80))
        way = self._way(proxy, may_be_inside)
        response = await way.handle_async_request(request)
        inside = is_inside_host(host) if way.direct is None else way.direct.inside.get(host, False)
        response.extensions["inside"] = inside
        return response

    def _way(self, proxy: Proxy | None, may_be_inside: bool) -> _Way:
        # A connection to a private host must not be reused for a request that may not go there.
        if (proxy, may_be_inside) not in self._ways:
            if self._certificates is None:
                self._certificates = tls_context()
            self._ways[proxy, may_be_inside] = _Way(proxy, may_be_inside, self._certificates, self._limits)
        return self._ways[proxy, may_be_inside]

    async def aclose(self) -> None:
        """Close all connections."""
        for way in self._ways.values():
            await way.aclose()


class _Way(httpx.AsyncHTTPTransport):
    """httpx's own transport, on a pool with our way to open connections."""

    def __init__(
        self, proxy: Proxy | None, may_be_inside: bool, certificates: ssl.SSLContext, limits: httpx.Limits
    ) -> None:
        super().__init__(verify=certificates, trust_env=False)
        self.direct = _Direct(may_be_inside) if proxy is None else None
        backend = self.direct if proxy is None else _ToProxy(proxy.variable)
        # httpx has no parameter for this. It makes the same pool without the last argument.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=certificates,
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            proxy=_spoken_to(proxy, certificates) if proxy is not None else None,
            network_backend=backend,
        )


def _spoken_to(proxy: Proxy, certificates: ssl.SSLContext) -> httpcore.Proxy:
    auth = (proxy.user.encode(), proxy.password.encode()) if proxy.user or proxy.password else None
    return httpcore.Proxy(proxy.url, auth=auth, ssl_context=certificates if proxy.scheme == "https" else None)


class _Direct(httpcore.AsyncNetworkBackend):
    """Connections to hosts, with a record of those in the private network."""

    def __init__(self, may_be_inside: bool) -> None:
        self._may_be_inside = may_be_inside
        self._sockets = httpcore.AnyIOBackend()
        self.inside: dict[str, bool] = {}
        """By host: whether all its addresses are inside, and were in all connections to it."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _SocketOptions = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to one of the addresses of a host. Raises InsideError, and what httpcore raises."""
        addresses = await _look_up(host, port)
        outside = [address for address in addresses if not is_inside(address)]
        self.inside[host] = not outside and self.inside.get(host, True)
        allowed = addresses if self._may_be_inside else outside
        if not allowed:
            raise InsideError(host)

        async def connect(address: str) -> httpcore.AsyncNetworkStream:
            return await self._sockets.connect_tcp(address, port, timeout, local_address, socket_options)

        return await _first_connection(allowed, connect)


class _ToProxy(httpcore.AsyncNetworkBackend):
    """Connections to a proxy, in any network: the user chose it."""

    def __init__(self, variable: str) -> None:
        self._variable = variable
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _SocketOptions = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the proxy. Raise FetchError, which names its variable, if it does not answer."""
        try:
            return await self._sockets.connect_tcp(host, port, timeout, local_address, socket_options)
        except (httpcore.ConnectError, httpcore.ConnectTimeout, OSError, UnicodeError) as error:
            raise FetchError(
                f"The proxy in {self._variable} does not answer ({clean_line(host)}:{port}).",
                "Start it, or correct or unset the variable.",
            ) from error


async def _look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a host, best first; the second is of the other family (RFC 8305)."""
    if ":" in host or host[-1:].isdigit():  # an address: no DNS query and no thread for it
        with contextlib.suppress(ValueError):
            is_inside(host)
            return [host]
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(str(error)) from error
    addresses = list(dict.fromkeys(str(place[0]) for *_, place in found))
    other = next((at for at, one in enumerate(addresses) if (":" in one) != (":" in addresses[0])), None)
    if other is not None:
        addresses.insert(1, addresses.pop(other))
    return addresses


async def _first_connection(
    addresses: Sequence[str], connect: Callable[[str], Awaitable[httpcore.AsyncNetworkStream]]
) -> httpcore.AsyncNetworkStream:
    """Connect to the first address that answers. Try the next one when one fails or is slow."""
    if len(addresses) == 1:
        return await connect(addresses[0])
    left, opened = list(addresses), list[httpcore.AsyncNetworkStream]()
    trying = set[asyncio.Future[httpcore.AsyncNetworkStream]]()
    failure: BaseException | None = None
    try:
        while (left or trying) and not opened:
            if left:
                trying.add(asyncio.ensure_future(connect(left.pop(0))))
            head_start = _HEAD_START_S if left else None
            done, trying = await asyncio.wait(trying, timeout=head_start, return_when=asyncio.FIRST_COMPLETED)
            opened = [one.result() for one in done if one.exception() is None]
            failure = next((error for one in done if (error := one.exception()) is not None), failure)
    finally:
        for one in trying:
            one.cancel()
        late = await asyncio.gather(*trying, return_exceptions=True)
        opened += [one for one in late if isinstance(one, httpcore.AsyncNetworkStream)]
        for spare in opened[1:]:
            await spare.aclose()
    if opened:
        return opened[0]
    raise failure or httpcore.ConnectError("the host has no address")
