"""The reader in a browser, by textual-serve: each page that is opened runs a reader of its own on one library.

Only who may read is let in. On loopback that is every program of this machine but no web page: requests have to name
this machine as their host (against DNS rebinding), and a websocket has to be opened by our own page. Anywhere else
each request needs the token, which the first address carries and a cookie then keeps.
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

COOKIE = "newsreader"
TEMPLATES = Path(__file__).with_name("page")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ServeError(NewsreaderError):
    """The reader cannot be served."""


def serve(library: Path, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve the reader on the library in the file `library` until Ctrl-C; `say` gets the address to open.

    Raises ServeError where `host` and `port` cannot be listened at.
    """
    server = _Server(library, host, port, say)
    try:
        server.serve()
    except OSError as error:
        raise ServeError(
            f"{host}, port {port}, cannot be listened at: {error.strerror}.", "Name another with --port or --host."
        ) from error


def _is_loopback(host: str) -> bool:
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Server(Server):
    """textual-serve's server, with a door, a page of our own and addresses that are those of the request."""

    def __init__(self, library: Path, host: str, port: int, say: Callable[[str], None]) -> None:
        words = [*worker_process.COMMAND, "newsreader", "--library", str(library.absolute())]
        command = subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
        super().__init__(command, host, port, title="newsreader", templates_path=TEMPLATES)
        self.token = "" if _is_loopback(host) else secrets.token_urlsafe(24)
        self._say = say

    def initialize_logging(self) -> None:
        """Only what goes wrong is said."""
        logging.basicConfig(level=logging.ERROR, format="%(message)s")

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._door)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Nothing is said before anybody can be let in."""

    def serve(self, debug: bool = False) -> None:
        """Serve until Ctrl-C, and say where the reader is as soon as it can be reached. Raises OSError."""
        self.debug = debug
        self.initialize_logging()
        name = f"[{self.host}]" if ":" in self.host else self.host
        address = f"http://{name}:{self.port}/" + (f"?token={self.token}" if self.token else "")
        sentence = f"The reader is at {address} until Ctrl-C."
        web.run_app(self._make_app(), host=self.host, port=self.port, print=lambda _: self._say(sentence))

    @web.middleware
    async def _door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let in who may read; anybody else gets 403 and nothing else."""
        if not self._may(request):
            raise web.HTTPForbidden(text="Open the whole address that newsreader printed.\n")
        response = await handler(request)
        if not response.prepared:
            response.headers["Referrer-Policy"] = "no-referrer"  # links do not tell the token
            response.headers["X-Frame-Options"] = "DENY"
            if self.token and "token" in request.query:
                response.set_cookie(COOKIE, self.token, httponly=True, samesite="Strict")
        return response

    def _may(self, request: web.Request) -> bool:
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            return False
        if not self.token:
            return _is_loopback(urlsplit(f"//{request.host}").hostname or "")
        given = request.query.get("token") or request.cookies.get(COOKIE, "")
        return secrets.compare_digest(given.encode(), self.token.encode())

    @aiohttp_jinja2.template("app_index.html")
    async def handle_index(self, request: web.Request) -> dict[str, Any]:
        """What the page needs to know; a proxy that adds TLS says so in X-Forwarded-Proto."""
        secure = request.headers.get("X-Forwarded-Proto", request.scheme) == "https"
        size = request.query.get("fontsize", "")
        return {
            "websocket": f"{'wss' if secure else 'ws'}://{request.host}/ws",
            "font_size": size if size.isdecimal() and 6 <= int(size) <= 60 else "16",
        }
