"""Connect to checked addresses and through proxies, and never from a public page into the private network."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from loopback import OUTSIDE, Site
from newsreader.intake.http import http_client
from newsreader.intake.intake_errors import FetchError, InsideError

Names = dict[str, list[str]]


def at(site: Site, host: str, path: str = "/x") -> str:
    """The address of a path of the server under another name."""
    return site.url.replace("127.0.0.1", host) + path


def paths(site: Site) -> list[str]:
    return [path for path, _ in site.asked]


INSIDE = [
    "127.0.0.1",
    "127.1",
    "0x7f000001",
    "2130706433",
    "localhost",
    "localhost.",
    "[::ffff:127.0.0.1]",
    "within.test",
]


@pytest.mark.parametrize("host", INSIDE)
def test_what_nobody_asked_for_is_not_fetched_from_inside(site: Site, names: Names, host: str) -> None:
    names["within.test"] = ["127.0.0.1"]
    site.serve("/x", b"secret")
    with pytest.raises(InsideError, match="in your private network"):
        http_client.get(at(site, host), inside=False)
    assert site.asked == []


def test_what_is_outside_or_asked_for_is_fetched(site: Site, names: Names) -> None:
    names["within.test"] = ["127.0.0.1"]
    site.serve("/x", b"words")
    got = http_client.get(at(site, "paper.test"), inside=False)
    assert (got.data, got.inside) == (b"words", False)
    assert site.asked[-1][1]["host"].startswith("paper.test:")
    for host in ("127.0.0.1", "within.test"):
        got = http_client.get(at(site, host))
        assert (got.data, got.inside) == (b"words", True)


@pytest.mark.parametrize("host", INSIDE)
@pytest.mark.parametrize("inside", [True, False])
def test_a_redirect_from_outside_to_inside_is_not_followed(site: Site, names: Names, host: str, inside: bool) -> None:
    names["within.test"] = ["127.0.0.1"]
    site.serve("/secret", b"secret")
    url = site.serve("/away", status=302, Location=at(site, host, "/secret"))
    with pytest.raises(InsideError, match=r"^paper\.test redirects to .+ not followed\."):
        http_client.get(url.replace("127.0.0.1", "paper.test"), inside=inside)
    assert paths(site) == ["/away"]


def test_what_is_inside_redirects_inside_and_once_outside_stays_there(site: Site, names: Names) -> None:
    site.serve("/end", b"words")
    site.serve("/in", status=302, Location=at(site, "localhost", "/end"))
    assert http_client.get(site.url + "/in").inside
    site.serve("/out", status=302, Location=at(site, "paper.test", "/end"))
    assert not http_client.get(site.url + "/out").inside
    site.serve("/back", status=302, Location=at(site, "paper.test", "/in"))
    with pytest.raises(InsideError):
        http_client.get(site.url + "/back")


def test_of_several_addresses_only_those_outside_are_asked(site: Site, names: Names) -> None:
    names["both.test"] = ["127.0.0.1", OUTSIDE]
    site.serve("/x", b"words")
    assert not http_client.get(at(site, "both.test"), inside=False).inside
    assert not http_client.get(at(site, "both.test")).inside  # it does not become one of ours by naming us
    names["both.test"] = ["10.0.0.1", "::1", "0.0.0.0"]
    with pytest.raises(InsideError):
        http_client.get(at(site, "both.test"), inside=False)


def test_a_connection_that_was_allowed_is_not_used_for_what_is_not(site: Site, names: Names) -> None:
    names["within.test"] = ["127.0.0.1"]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.close_connection = False
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.on("/x", answer)

    async def both() -> None:
        async with http_client.new_client() as client:
            assert (await http_client.fetch(client, at(site, "within.test"))).inside
            with pytest.raises(InsideError):
                await http_client.fetch(client, at(site, "within.test"), inside=False)

    asyncio.run(both())
    assert len(site.asked) == 1


def test_a_name_is_looked_up_once_and_cannot_change_in_between(
    site: Site, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.serve("/x", b"words")
    known, asked = socket.getaddrinfo, []

    def changing(host: str, *args: int, **more: int) -> object:
        asked.append(host)
        names["turning.test"] = [OUTSIDE] if asked.count("turning.test") == 1 else ["127.0.0.1"]
        return known(host, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    assert http_client.get(at(site, "turning.test"), inside=False).data == b"words"
    assert asked.count("turning.test") == 1


def test_a_host_is_reached_where_its_first_address_is_dead(site: Site, names: Names) -> None:
    site.serve("/x", b"words")
    with socket.socket() as taken:  # an address of this machine where nobody listens
        taken.bind(("127.0.0.2", 0)) if _has_more_loopback() else pytest.skip("has one loopback address only")
    names["dead.test"] = ["127.0.0.2", "127.0.0.1"]
    assert http_client.get(at(site, "dead.test")).data == b"words"
    names["dead.test"] = ["127.0.0.2", "127.0.0.3"]
    with pytest.raises(FetchError, match="could not be reached"):
        http_client.get(at(site, "dead.test"))


def _has_more_loopback() -> bool:
    with socket.socket() as trying:
        try:
            trying.bind(("127.0.0.2", 0))
        except OSError:
            return False
    return True


# Proxies


def test_a_proxy_is_asked_for_the_whole_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.on("http://paper.test/x", site.answers.setdefault("/x", _words))
    monkeypatch.setenv("http_proxy", site.url)
    got = http_client.get("http://paper.test/x", inside=False)
    assert (got.data, got.inside) == (b"words", False)
    assert paths(site) == ["http://paper.test/x"]
    monkeypatch.setenv("no_proxy", "[::1], 127.0.0.0/8")
    assert http_client.get(site.url + "/x").inside


@pytest.mark.parametrize("url", ["http://127.1/x", "http://localhost/x", "http://wiki/x", "http://[::ffff:10.0.0.1]/x"])
def test_a_proxy_is_not_asked_for_what_is_plainly_inside(site: Site, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("http_proxy", site.url)
    with pytest.raises(InsideError):
        http_client.get(url, inside=False)
    assert site.asked == []


@pytest.mark.parametrize("kind", ["http", "socks", "socks5", "socks5h"])
def test_a_proxy_that_does_not_answer_is_named(kind: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("ALL_PROXY", f"{kind}://ada:secret@127.0.0.1:{port}/")
    with pytest.raises(FetchError, match=rf"^The proxy in ALL_PROXY does not answer \(127\.0\.0\.1:{port}\)") as caught:
        http_client.get("http://paper.test/x")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "answer", [b"", b"\x05", b"\x05\xff", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x05\x00\x05\x05"]
)
def test_a_proxy_that_speaks_something_else_is_a_sentence(
    answer: bytes, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _listening(lambda talk: (talk.recv(100), talk.sendall(answer))) as port:
        monkeypatch.setenv("all_proxy", f"socks5://127.0.0.1:{port}")
        with pytest.raises(FetchError):
            http_client.get("http://paper.test/x", seconds=5)


def test_a_socks_proxy_carries_the_request(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    wished: list[bytes] = []

    def carry(talk: socket.socket) -> None:
        talk.recv(100)
        talk.sendall(b"\x05\x00")
        wished.append(talk.recv(100))
        talk.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        talk.recv(4096)
        talk.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwords")

    with _listening(carry) as port:
        monkeypatch.setenv("all_proxy", f"socks://127.0.0.1:{port}/")
        assert http_client.get("http://paper.test/x", seconds=5).data == b"words"
    assert b"paper.test" in wished[0]


def _words(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5")
    handler.end_headers()
    handler.wfile.write(b"words")


@contextlib.contextmanager
def _listening(talk: object) -> Iterator[int]:
    """A server that has one conversation; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def once() -> None:
            with server.accept()[0] as caller, contextlib.suppress(OSError):
                assert callable(talk)
                talk(caller)

        thread = threading.Thread(target=once, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(5)
