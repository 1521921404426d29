"""A real HTTP server on loopback, that misbehaves on request."""

from __future__ import annotations

import json
import os
import runpy
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from newsreader.background import worker_process

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Paths of the server, and what was asked of it."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.url = f"http://127.0.0.1:{server.server_address[1]}"
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answers: dict[str, Answer] = {}
        self.closing = threading.Event()

    def serve(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """Serves the bytes at the path with these headers ("_" for "-"); gives the whole address."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            for name, value in {"Content-Length": str(len(body)), **names}.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        return self.on(path, answer)

    def on(self, path: str, answer: Answer) -> str:
        """Lets a function answer at the path; gives the whole address."""
        self.answers[path] = answer
        return self.url + path


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server on a free port, without any path at first; no proxy stands in between."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer = here.answers.get(self.path)
            if answer is None:
                self.send_error(404)
                return
            try:
                answer(self)
            except (BrokenPipeError, ConnectionError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # the name is given
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Site(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield here
    here.closing.set()
    server.shutdown()
    server.server_close()
    thread.join()


OUTSIDE = "93.184.216.34"
"""The address of all names under .test; every connection to it ends on this machine."""

_NAMES = "NEWSREADER_TEST_NAMES"


class _Names(dict[str, list[str]]):
    """Names and their addresses; processes that are started later know them too."""

    def __setitem__(self, name: str, addresses: list[str]) -> None:
        super().__setitem__(name, addresses)
        os.environ[_NAMES] = json.dumps(self)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Names and their addresses, which a test may change; other names under .test are OUTSIDE."""
    monkeypatch.setenv(_NAMES, "{}")
    known = _Names()
    monkeypatch.setattr(socket, "getaddrinfo", _looked_up(known))
    monkeypatch.setattr(socket.socket, "connect", _connected())
    start = f"import sys; sys.path.append({str(Path(__file__).parent)!r}); import loopback; loopback.run_module()"
    monkeypatch.setattr(worker_process, "COMMAND", (sys.executable, "-P", "-c", start))
    return known


def run_module() -> None:
    """Run the module that the first argument names, in a process that knows the names of `names`."""
    socket.getaddrinfo = _looked_up(json.loads(os.environ[_NAMES]))  # type: ignore[assignment]
    socket.socket.connect = _connected()  # type: ignore[method-assign, assignment]
    runpy.run_module(sys.argv[1], run_name="__main__")


def _looked_up(known: dict[str, list[str]]) -> Callable[..., list[object]]:
    look_up = socket.getaddrinfo

    def looked_up(host: str | bytes, port: int, *args: int, **more: int) -> list[object]:
        name = (host.decode() if isinstance(host, bytes) else host).rstrip(".")
        addresses = known.get(name) or ([OUTSIDE] if name.endswith(".test") else [str(host)])
        found: list[object] = []
        for address in addresses:
            found += look_up(address, port, *args, **more)
        return found

    return looked_up


def _connected() -> Callable[[socket.socket, tuple[str, int]], None]:
    connect = socket.socket.connect

    def connected(own: socket.socket, place: tuple[str, int]) -> None:
        connect(own, ("127.0.0.1", place[1]) if place[0] == OUTSIDE else place)

    return connected
