"""What the system sends the reader: to end, to stop, to go on, and a terminal that is closed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsreader.library.store import Library, View
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.dialogs.help_dialog import HelpDialog
from newsroom import ARTICLES, open_app, stocked
from terminal import NEWSREADER, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pseudo-terminals are a POSIX thing")

MODES = {"alternate screen": 1049, "mouse": 1000, "any motion": 1003, "focus": 1004, "bracketed paste": 2004}
"""What the reader turns on in a terminal, by the number of the private mode."""


def left_on(sent: bytes) -> list[str]:
    """The modes that were turned on in what was sent, and not off again; the cursor too, if it is hidden."""
    on = [name for name, mode in MODES.items() if sent.rfind(b"\x1b[?%dh" % mode) > sent.rfind(b"\x1b[?%dl" % mode)]
    return on + ["cursor hidden"] * (sent.rfind(b"\x1b[?25l") > sent.rfind(b"\x1b[?25h"))


@pytest.fixture
def command(library_path: Path) -> list[str]:
    """The reader, on a library with articles that need no analysis to be read."""
    stocked(library_path).close()
    return [*NEWSREADER, "--library", str(library_path)]


LONG = max(ARTICLES, key=lambda article: len(article.text))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_gives_the_terminal_back_and_keeps_the_place(
    command: list[str], library_path: Path, tmp_path: Path, number: signal.Signals
) -> None:
    (tmp_path / "long.txt").write_text("A long day\n\n" + "\n\n".join(f"Line {n} of the day." for n in range(200)))
    with Terminal([*command, str(tmp_path / "long.txt")], columns=100, rows=24) as terminal:
        terminal.until(lambda text: "Line 3 of the day" in text and f"{len(ARTICLES) + 1} unread" in text)
        assert terminal.raw
        assert set(left_on(terminal.sent)) == {*MODES, "cursor hidden"}
        terminal.press("\r")
        terminal.until(f"{len(ARTICLES)} unread")
        terminal.press(" ")
        terminal.until(lambda text: "Line 3 of the day" not in text and "Line 15 of" in text)
        terminal.signal(number)
        assert terminal.ended() == 128 + number
        assert left_on(terminal.sent) == []
        assert b"Traceback" not in terminal.sent
    library = Library(library_path)
    [newest] = [entry for entry in library.first(View(), 20) if entry.title == "A long day"]
    assert library.position(newest.id) > 0
    library.close()


def test_it_ends_under_a_dialog_and_while_other_processes_work(command: list[str], tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.mkdir()
    for number in range(40):
        (slow / f"{number}.txt").write_text(f"Title {number}\n\n" + "A word here and there. " * 20_000)
    with Terminal([*command, str(slow)], columns=160, rows=30) as terminal:
        terminal.until("unread")
        terminal.press("?")
        terminal.until("Help: all keys")
        children = _children(terminal.pid)
        terminal.signal(signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert left_on(terminal.sent) == []
    patience = time.monotonic() + 10  # a worker notices the end of its parent a moment later
    while any(map(_runs, children)) and time.monotonic() < patience:
        time.sleep(0.02)
    assert not [child for child in children if _runs(child)]


def _children(pid: int) -> list[int]:
    said = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    return [int(child) for child, parent in map(str.split, said.splitlines()) if int(parent) == pid]


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


START = """
import os, signal, sys
from newsreader import launch
from newsreader.library import store
class Slow(store.Library):
    def first(self, *arguments):
        os.kill(os.getpid(), signal.SIGTERM)
        raise AssertionError("it goes on")
    def close(self):
        super().close()
        print("closed")
store.Library = Slow
sys.argv[1:] = ["--library", sys.argv[1]]
sys.exit(launch.main())
"""


def test_it_ends_in_order_while_it_starts(library_path: Path) -> None:
    env = {**os.environ, "TEXTUAL_DRIVER": "none"}
    done = subprocess.run(
        [sys.executable, "-c", START, str(library_path)], capture_output=True, text=True, check=False, env=env
    )
    assert (done.returncode, done.stdout, done.stderr) == (128 + signal.SIGTERM, "closed\n", "")


def test_it_ends_when_its_terminal_is_closed(command: list[str], tmp_path: Path) -> None:
    said = tmp_path / "said"
    script = f"trap '' HUP; {' '.join(command)}; echo $? > {said}"  # the shell has to live on to tell of it
    with Terminal(["sh", "-c", script], columns=160, rows=30) as terminal:
        terminal.until("unread")
        terminal.close()
    assert said.read_text().split() == [str(128 + signal.SIGHUP)]


def test_it_is_suspended_and_comes_back_drawn_in_the_size_of_then(command: list[str]) -> None:
    with Terminal(command, columns=160, rows=30) as terminal:
        terminal.until("q Quit")
        for columns, rows in ((160, 30), (100, 24)):
            terminal.press("\x1a")
            terminal.stopped()
            assert left_on(terminal.sent) == []
            assert not terminal.raw
            terminal.resize(columns, rows)
            terminal.clear()
            terminal.signal(signal.SIGCONT)
            terminal.until(lambda text: LONG.title[:20] in text and "q Quit" in text)
            assert terminal.raw
        assert len(terminal.text.split("\n")[0].rstrip()) <= 100
        terminal.press("q")
        assert terminal.ended() == 0
        assert not terminal.raw


def test_stopped_from_outside_it_still_gives_the_terminal_back(command: list[str]) -> None:
    with Terminal(command, columns=160, rows=30) as terminal:
        terminal.until("q Quit")
        terminal.signal(signal.SIGSTOP)
        terminal.stopped()
        terminal.clear()
        terminal.signal(signal.SIGCONT)
        terminal.until("q Quit")
        terminal.press("q")
        assert terminal.ended() == 0
        assert left_on(terminal.sent) == []
        assert not terminal.raw


def test_ended_while_it_is_suspended_it_does_not_come_back(command: list[str]) -> None:
    with Terminal(command, columns=160, rows=30) as terminal:
        terminal.until("q Quit")
        terminal.press("\x1a")
        terminal.stopped()
        before = len(terminal.sent)
        terminal.signal(signal.SIGTERM)
        terminal.signal(signal.SIGCONT)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert terminal.sent[before:] == b""


@pytest.mark.parametrize("web", [False, True])
async def test_suspending_is_offered_only_where_it_can_be_done(
    library: Library, monkeypatch: pytest.MonkeyPatch, web: bool
) -> None:
    monkeypatch.setattr(NewsreaderApp, "is_web", web)
    app = open_app(library)
    async with app.run_test() as pilot:
        palette = {command.help for command in app.get_system_commands(app.screen)}
        await pilot.press("?")
        assert isinstance(app.screen, HelpDialog)
        told = {keys for _, rows in app.screen.tables for keys, _ in rows}
    assert ("Key: Ctrl-Z" in palette, "Ctrl-Z" in told) == (not web, not web)
