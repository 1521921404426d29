"""Headless Chromium, driven over its DevTools protocol: opens a page, types, clicks, looks."""

from __future__ import annotations

import asyncio
import base64
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

import aiohttp
import pyte

__all__ = ["Chromium", "program"]

PATIENCE_S = 40.0
"""How long something may take on the slowest machine before a test gives up; a passing test never waits for it."""


def program() -> str | None:
    """Where Chromium is, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Chromium:
    """One page; `screen` is what the terminal in it shows, from what came over its websocket."""

    def __init__(self, folder: Path, columns: int = 200, rows: int = 60) -> None:
        self._folder = folder
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._changed = asyncio.Event()
        self._number = 0

    async def __aenter__(self) -> Chromium:
        command = [
            program() or "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--remote-debugging-port=0", "--use-gl=angle", "--use-angle=swiftshader",
            "--enable-unsafe-swiftshader", "--window-size=1280,800", f"--user-data-dir={self._folder}", "about:blank",
        ]  # fmt: skip
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = await self._port()
        self._session = aiohttp.ClientSession()
        async with self._session.get(f"http://127.0.0.1:{port}/json") as answer:
            page = next(one for one in await answer.json() if one["type"] == "page")
        self._socket = await self._session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0)
        self._listening = asyncio.create_task(self._listen())
        await self.call("Network.enable")
        await self.call("Page.enable")
        await self.call("Emulation.setFocusEmulationEnabled", enabled=True)  # a page that nobody sees has no focus
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.cancel()
        await self._socket.close()
        await self._session.close()
        self._process.kill()
        self._process.wait()

    @property
    def screen(self) -> str:
        return "\n".join(self._screen.display)

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Ask Chromium for something; gives the result."""
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        return await asyncio.wait_for(answer, PATIENCE_S)

    async def until(self, text: str, *, there: bool = True) -> None:
        """Wait until `text` stands on the screen, or no longer does."""

        async def wait() -> None:
            while (text in self.screen) is not there:
                self._changed.clear()
                await self._changed.wait()

        try:
            await asyncio.wait_for(wait(), PATIENCE_S)
        except TimeoutError:
            raise AssertionError(f"waited for {text!r}; the screen shows:\n{self.screen}") from None

    async def press(self, key: str) -> None:
        """Type a character."""
        await self.call(
            "Input.dispatchKeyEvent", type="keyDown", key=key, text=key, windowsVirtualKeyCode=ord(key.upper())
        )
        await self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=ord(key.upper()))

    async def click(self, x: float, y: float) -> None:
        """Click at a place of the window, in pixels."""
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def run(self, script: str) -> Any:
        """The value that a piece of JavaScript comes to."""
        found = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True
        )
        return found["result"].get("value")

    async def picture(self) -> bytes:
        """A screenshot, as PNG."""
        return base64.b64decode((await self.call("Page.captureScreenshot", format="png"))["data"])

    async def _port(self) -> int:
        path = self._folder / "DevToolsActivePort"
        for _ in range(int(PATIENCE_S * 20)):
            if path.exists() and (lines := path.read_text().splitlines()):
                return int(lines[0])
            await asyncio.sleep(0.05)  # there is nothing to wait on but the file
        raise AssertionError("Chromium does not start")

    async def _listen(self) -> None:
        async for message in self._socket:
            said = message.json()
            if "id" in said and said["id"] in self._answers:
                answer = self._answers.pop(said["id"])
                if not answer.done():
                    answer.set_result(said.get("result", said))
            elif said.get("method") == "Network.webSocketFrameReceived":
                frame = said["params"]["response"]
                if frame["opcode"] == 2:
                    self._stream.feed(base64.b64decode(frame["payloadData"]))
                    self._changed.set()
