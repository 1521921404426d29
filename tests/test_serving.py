"""The reader in a browser: who is let in, and that it can be read, clicked and copied from."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

import chromium
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


async def test_on_loopback_only_this_machine_is_let_in_and_no_other_page(library: Path) -> None:
    with served(library, "--port", str(free_port())) as address:
        assert "token" not in address
        async with aiohttp.ClientSession() as session:
            asked: list[tuple[str, dict[str, str], int]] = [
                ("", {}, 200),
                ("static/js/textual.js", {}, 200),
                ("", {"Host": "evil.example"}, 403),
                ("ws", {"Host": "evil.example"}, 403),
                ("ws", {"Origin": "http://evil.example"}, 403),
                ("", {"Origin": "null"}, 403),
            ]
            for path, headers, status in asked:
                async with session.get(address + path, headers=headers) as answer:
                    assert answer.status == status, (path, headers)
            async with session.get(address) as answer:
                page = await answer.text()
            assert "googleapis" not in page  # nothing is fetched from elsewhere
            assert "https://" not in page


async def test_anywhere_else_every_request_needs_the_token(library: Path) -> None:
    with served(library, "--port", str(port := free_port()), "--host", "0.0.0.0") as address:
        assert "?token=" in address
        token = address.split("=")[1]
        here = f"http://127.0.0.1:{port}/"
        for path in (
            "",
            "ws",
            "static/js/textual.js",
            "download/x",
            "?token=",
            "?token=wrong",
            f"ws?token={token[:-1]}",
        ):
            async with aiohttp.ClientSession() as session, session.get(here + path) as answer:
                assert answer.status == 403, path
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            async with session.get(f"{here}?token={token}") as answer:
                assert (answer.status, answer.headers["Referrer-Policy"]) == (200, "no-referrer")
                assert "HttpOnly" in answer.headers["Set-Cookie"]
            async with session.get(here + "static/js/textual.js") as answer:
                assert answer.status == 200
            async with session.ws_connect(here + "ws") as websocket:
                assert (await websocket.receive()).type is aiohttp.WSMsgType.BINARY
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(here + "ws", headers={"Origin": "http://evil.example"})


def test_a_port_that_is_taken_is_said(library: Path) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        command = [sys.executable, "-m", "newsreader", "serve", "--port", str(port), "--library", str(library)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"127.0.0.1, port {port}, cannot be listened at" in done.stderr
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
            await page.until("Esc closes")
            assert await page.picture() != picture
            await page.press("q")
            await page.until("Esc closes", there=False)
            await page.click(640, 300)  # the text
            await page.press("Y")
            await page.until("Whole article as Markdown")
            await page.press("5")
            await page.until("Link sent to the browser's clipboard")
            assert await page.run("navigator.clipboard.readText()") == "https://example.org/harbour"
