"""The reader in a browser: who is let in, and that it can be read, clicked and copied from."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

import chromium
from newsreader.web import server as serving
from newsroom import stocked


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextlib.contextmanager
def served(library: Path, *options: str) -> Iterator[str]:
    """The address that `newsreader serve` prints."""
    command = [sys.executable, "-m", "newsreader", "serve", "--library", str(library), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        try:
            yield program.stdout.readline().split(" is at ")[1].split(" ")[0]
        finally:
            program.terminate()


@pytest.fixture
def library(library_path: Path) -> Path:
    stocked(library_path).close()
    return library_path


def opened(address: str) -> tuple[str, str]:
    """The address of the page, and the token, of what `newsreader serve` prints."""
    page, token = address.split("?token=")
    return page, token


def browser() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))


@pytest.mark.parametrize("options", [(), ("--host", "0.0.0.0")])
async def test_nothing_is_served_without_the_token(library: Path, options: tuple[str, ...]) -> None:
    with served(library, "--port", str(port := free_port()), *options) as address:
        _, token = opened(address)
        here = f"http://127.0.0.1:{port}/"
        paths = ("", "ws", "static/js/textual.js", "download/x", "missing", "?token=", "?token=wrong", "?token=%FF%C3")
        for path in (*paths, f"ws?token={token[:-1]}", "ws?width=80&height=24"):
            async with browser() as session, session.get(here + path) as answer:
                assert answer.status == 403, path
        async with browser() as session:
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect(here + "ws")
            assert refused.value.status == 403
            for value in (
                "",
                token,
                "é",
                "x" * 5000,
            ):  # the cookie has a secret of its own
                async with session.get(here, headers={"Cookie": f"newsreader-{port}={value}"}) as answer:
                    assert answer.status == 403, value


async def test_the_token_is_exchanged_for_a_cookie_and_leaves_the_address(library: Path) -> None:
    with served(library, "--port", str(free_port())) as address:
        page, token = opened(address)
        async with browser() as session:
            async with session.get(f"{address}&fontsize=20", allow_redirects=False) as answer:
                assert (answer.status, answer.headers["Location"]) == (303, "/?fontsize=20")
                assert token not in answer.headers["Set-Cookie"]
                assert {"HttpOnly", "SameSite=Strict"} <= set(answer.headers["Set-Cookie"].split("; "))
            async with session.get(address) as answer:
                assert (answer.status, str(answer.url)) == (200, page)
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                text = await answer.text()
            assert "https://" not in text  # nothing is fetched from elsewhere
            assert token not in text
            async with session.get(page + "static/js/textual.js") as answer:
                assert answer.status == 200
            async with session.get(page + "ws") as answer:
                assert answer.status == 400
            async with session.ws_connect(page + "ws") as websocket:
                assert (await websocket.receive()).type is aiohttp.WSMsgType.BINARY
            refused: list[tuple[str, dict[str, str]]] = [
                ("", {"Host": "evil.example"}),
                ("ws", {"Host": "evil.example"}),
                ("ws", {"Origin": "http://evil.example"}),
                ("", {"Origin": "null"}),
                ("", {"Origin": "http://["}),
            ]
            for path, headers in refused:
                async with session.get(page + path, headers=headers) as answer:
                    assert answer.status == 403, (path, headers)


async def test_odd_requests_are_no_server_errors(library: Path) -> None:
    with served(library, "--port", str(port := free_port())) as address:
        page, token = opened(address)
        long = "7" * 5000
        async with browser() as session:
            for size in (long, "-1", "²", "٣٠", "%00", "1e1"):
                async with session.get(f"{address}&fontsize={size}") as answer:
                    assert answer.status == 200, size
                    assert f'data-font-size="{30 if size == "٣٠" else 16}"' in await answer.text()
            for query in (f"width={long}&height=-4", "width=999999999&height=x", "width=%00"):
                async with session.ws_connect(f"{page}ws?{query}") as websocket:
                    assert (await websocket.receive()).type is aiohttp.WSMsgType.BINARY, query
        for line in (f"Host: [\r\nCookie: newsreader-{port}=x", "Host: ]:x", "Host:", "Host: 127.0.0.1:99999999"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"GET /?token={token} HTTP/1.1\r\n{line}\r\nConnection: close\r\n\r\n".encode())
            status = int((await reader.readline()).split()[1])
            assert status < 500, line
            writer.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the reader's pipes outlive the loop
async def test_only_a_limited_number_of_readers_run(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "MOST_SESSIONS", 1)
    server = serving._Server(library, "127.0.0.1", free_port(), lambda _: None)
    async with TestClient(TestServer(await server._make_app()), cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        await client.get(f"/?token={server.token}")
        async with client.ws_connect("/ws") as websocket:
            await websocket.receive()
            async with client.get("/") as answer:
                page = await answer.text()
            assert serving.FULL in page
            assert "textual.js" in page
            assert 'id="terminal"' not in page
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await client.ws_connect("/ws")
            assert refused.value.status == 503
        while server._sessions:  # the process ends
            await asyncio.sleep(0.01)
        async with client.get("/") as answer:
            assert 'id="terminal"' in await answer.text()


def test_a_port_that_is_taken_is_said(library: Path) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        command = [sys.executable, "-m", "newsreader", "serve", "--port", str(port), "--library", str(library)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"Cannot listen on 127.0.0.1, port {port}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(chromium.program() is None, reason="there is no Chromium")
async def test_it_is_read_clicked_and_copied_from_in_a_browser(library: Path, tmp_path: Path) -> None:
    with served(library, "--port", str(free_port())) as address:
        async with chromium.Chromium(tmp_path / "profile") as page:
            await page.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
            await page.call("Page.navigate", url=address)
            await page.until("Port Alden closes its harbour")
            picture = await page.picture()
            assert picture.startswith(b"\x89PNG")
            await page.until("Help")  # the footer, which names the keys only where they come through
            await page.press("?")
            await page.until("Esc: close")
            assert await page.picture() != picture
            await page.press("q")
            await page.until("Esc: close", there=False)
            await page.click(640, 300)  # the text
            await page.press("Y")
            await page.until("Whole article as Markdown")
            await page.press("5")
            await page.until("Link sent to the browser's clipboard")
            assert await page.run("navigator.clipboard.readText()") == "https://example.org/harbour"
