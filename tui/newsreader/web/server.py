"""The reader in a browser, through textual-serve: each open page runs its own reader on the same library.

Every request needs the token or a cookie, on loopback too, because other users of the machine can reach its ports. The
printed address holds the token. The server exchanges it for a cookie and redirects to an address without it. Only our
own page may open a websocket. On loopback, the Host header has to name this machine (against DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import logging
import secrets
import shlex
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

from newsreader.background import worker_process
from newsreader.errors import NewsreaderError

__all__ = ["ServeError", "serve"]

MOST_SESSIONS = 8
"""The most readers at the same time. Each is a separate process."""

SIZES = {"width": (80, 1000), "height": (24, 500)}
"""Columns and rows of the terminal: default and maximum."""

FULL = "Too many readers are open. Close one in another window or tab, then load this page again."
TEMPLATES = Path(__file__).with_name("page")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ServeError(NewsreaderError):
    """Raised if the server cannot start."""


def serve(library: Path, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve the reader on the library in the file `library` until Ctrl-C, and pass the address to open to `say`.

    Raises ServeError if it cannot listen on `host` and `port`.
    """
    server = _Server(library, host, port, say)
    try:
        server.serve()
    except OSError as error:
        raise ServeError(
            f"Cannot listen on {host}, port {port}: {error.strerror}.", "Choose another with --port or --host."
        ) from error


def _is_loopback(host: str) -> bool:
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host_name(netloc: str) -> str:
    """Return the host of "host:port", or "" if it is missing or malformed."""
    try:
        return urlsplit(f"//{netloc}").hostname or ""
    except ValueError:
        return ""


def _number(text: str, default: int, least: int, most: int) -> int:
    """Return `text` as a number if it is between `least` and `most`, else `default`."""
    # Longer numbers are out of range, and Python refuses to convert very long numbers.
    number = int(text) if text.isdecimal() and len(text) < 6 else -1
    return number if least <= number <= most else default


class _Server(Server):
    """textual-serve's server with access by token, our own page, and addresses taken from the request."""

    def __init__(self, library: Path, host: str, port: int, say: Callable[[str], None]) -> None:
        words = [*worker_process.COMMAND, "newsreader", "--library", str(library.absolute())]
        command = subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
        super().__init__(command, host, port, title="newsreader", templates_path=TEMPLATES)
        self.token = secrets.token_urlsafe(24)
        self._key = secrets.token_urlsafe(24)  # for the cookie, so that the token is only in the address
        self._cookie = f"newsreader-{port}"  # browsers share cookies between the ports of a host
        self._sessions = 0
        self._say = say

    def initialize_logging(self) -> None:
        """Log errors only."""
        logging.basicConfig(level=logging.ERROR, format="%(message)s")

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._check_access)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Print nothing yet: the server does not listen."""

    def serve(self, debug: bool = False) -> None:
        """Serve until Ctrl-C, and say the address once the server listens. Raises OSError if it cannot listen."""
        self.debug = debug
        self.initialize_logging()
        name = f"[{self.host}]" if ":" in self.host else self.host
        sentence = f"The reader is at http://{name}:{self.port}/?token={self.token} (stop with Ctrl-C)."
        web.run_app(self._make_app(), host=self.host, port=self.port, print=lambda _: self._say(sentence))

    @web.middleware
    async def _check_access(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Handle requests of the user; answer all others with 403."""
        if not self._is_allowed(request):
            raise web.HTTPForbidden(text="Open the whole address that newsreader printed.\n")
        response = (
            self._exchange_token(request)
            if self._has_token(request) and request.path == "/"
            else await handler(request)
        )
        if not response.prepared:
            response.headers["Referrer-Policy"] = "no-referrer"  # keeps the token out of the Referer of links
            response.headers["X-Frame-Options"] = "DENY"
            if request.path == "/":
                response.headers["Cache-Control"] = "no-store"
        return response

    def _exchange_token(self, request: web.Request) -> web.Response:
        """Set the cookie, and redirect to the same address without the token."""
        there = request.rel_url.with_query({name: value for name, value in request.query.items() if name != "token"})
        response = web.Response(status=303, headers={"Location": str(there)})
        response.set_cookie(self._cookie, self._key, httponly=True, samesite="Strict", secure=_is_secure(request))
        return response

    def _is_allowed(self, request: web.Request) -> bool:
        origin = request.headers.get("Origin")
        if origin is not None and origin.partition("://")[2] != request.host:
            return False
        if _is_loopback(self.host) and not _is_loopback(_host_name(request.host)):
            return False
        return self._has_token(request) or _same(request.cookies.get(self._cookie, ""), self._key)

    def _has_token(self, request: web.Request) -> bool:
        return _same(request.query.get("token", ""), self.token)

    @aiohttp_jinja2.template("app_index.html")
    async def handle_index(self, request: web.Request) -> dict[str, Any]:
        """Return the variables of the page's template."""
        return {
            "full": FULL if self._sessions >= MOST_SESSIONS else "",
            "websocket": f"{'wss' if _is_secure(request) else 'ws'}://{request.host}/ws",
            "font_size": _number(request.query.get("fontsize", ""), 16, 6, 60),
        }

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run a reader for a page, unless MOST_SESSIONS readers run already."""
        if not web.WebSocketResponse().can_prepare(request):
            raise web.HTTPBadRequest(text="This address accepts only the websocket of the page.\n")
        if self._sessions >= MOST_SESSIONS:
            raise web.HTTPServiceUnavailable(text=f"{FULL}\n")
        size = {name: _number(request.query.get(name, ""), usual, 1, most) for name, (usual, most) in SIZES.items()}
        self._sessions += 1
        try:
            return await super().handle_websocket(request.clone(rel_url=request.rel_url.with_query(size)))
        finally:
            self._sessions -= 1


def _same(given: str, secret: str) -> bool:
    """Compare two secrets in constant time."""
    return secrets.compare_digest(given.encode("utf-8", "replace"), secret.encode())


def _is_secure(request: web.Request) -> bool:
    """Return True if the browser uses TLS, by X-Forwarded-Proto behind a proxy."""
    return request.headers.get("X-Forwarded-Proto", request.scheme) == "https"
