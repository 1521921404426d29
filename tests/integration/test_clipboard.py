"""Texts reach the clipboards that are there, and only what is confirmed counts as there."""

from __future__ import annotations

import base64
import os
import re
import sys
from pathlib import Path

import pyperclip
import pytest

from newsreader.integration.clipboard import copy_locally, osc_52, over_ssh, send, way
from newsreader.library.store import Library
from newsroom import ARTICLES, notices, open_app, settled, workers_done

TEXT = "“Žlutý kůň” — 马\n"


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is on this machine's clipboard, last."""
    held: list[str] = [""]
    monkeypatch.setattr(pyperclip, "copy", held.append)
    monkeypatch.setattr(pyperclip, "paste", lambda: held[-1])
    return held


def test_text_reaches_the_clipboard_as_it_is(board: list[str]) -> None:
    assert copy_locally(TEXT)
    assert board[-1] == TEXT


def test_other_line_ends_and_a_lost_last_one_are_no_loss(board: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyperclip, "paste", lambda: "one\r\ntwo")
    assert copy_locally("one\ntwo\n")


def test_what_is_not_found_there_is_not_copied(board: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyperclip, "copy", lambda text: None)  # a program that fails, which pyperclip does not tell
    assert not copy_locally(TEXT)


@pytest.mark.parametrize("error", [pyperclip.PyperclipException("none here"), FileNotFoundError("xclip")])
def test_no_clipboard_is_an_answer_not_an_error(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def refuse(text: str) -> None:
        raise error

    monkeypatch.setattr(pyperclip, "copy", refuse)
    assert copy_locally("text") is False


def decoded(sequence: str) -> str:
    match = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
    assert match, sequence
    return base64.b64decode(match[1]).decode()


def test_a_plain_terminal_gets_it_in_one() -> None:
    written: list[str] = []
    send(TEXT, written.append, {"SSH_TTY": "/dev/pts/1"})
    assert [decoded(one) for one in written] == [TEXT]


@pytest.mark.parametrize("length", [0, 1, 170, 5_000])
def test_gnu_screen_gets_it_in_pieces_that_it_passes_on(length: int) -> None:
    sequence = osc_52("ü" * length, {"STY": "1234.pts-0.here"})
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", sequence, re.DOTALL)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == sequence
    assert all(len(piece) < 256 and not piece.endswith("\x1b") for piece in pieces)
    assert decoded("".join(pieces)) == "ü" * length


FAKE = """#!{python}
import pathlib, sys
words = sys.argv[1:]
given = sys.stdin.buffer.read()
if {old} and "-w" in words:
    sys.exit("usage: load-buffer [-b buffer-name] path")
pathlib.Path({seen!r}).write_bytes(" ".join(words).encode() + b"|" + given)
"""


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    """The file that a tmux of this test's own writes its arguments and its input to."""
    return tmp_path / "seen"


def fake_tmux(seen: Path, monkeypatch: pytest.MonkeyPatch, *, old: bool = False) -> None:
    folder = seen.parent / "bin"
    folder.mkdir()
    program = folder / "tmux"
    program.write_text(FAKE.format(python=sys.executable, old=old, seen=str(seen)))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


posix = pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there, nor is there a tmux")
IN_TMUX = {"TMUX": "/tmp/tmux-1000/default,3300,0"}


@posix
def test_tmux_takes_it_and_passes_it_on(seen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_tmux(seen, monkeypatch)
    written: list[str] = []
    send(TEXT, written.append, IN_TMUX)
    assert (seen.read_bytes().decode(), written) == (f"load-buffer -w -|{TEXT}", [])


@posix
def test_an_old_tmux_keeps_it_and_lets_it_through(seen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_tmux(seen, monkeypatch, old=True)
    written: list[str] = []
    send(TEXT, written.append, IN_TMUX)
    assert seen.read_bytes().decode() == f"load-buffer -|{TEXT}"
    [wrapped] = written
    match = re.fullmatch(r"\x1bPtmux;(.*)\x1b\\", wrapped, re.DOTALL)
    assert match
    assert decoded(match[1].replace("\x1b\x1b", "\x1b")) == TEXT


def test_a_tmux_that_is_not_on_the_path_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    written: list[str] = []
    send(TEXT, written.append, IN_TMUX)
    assert [one[:7] for one in written] == ["\x1bPtmux;"]


def test_the_way_to_the_terminals_clipboard_is_known() -> None:
    assert [way(env) for env in (IN_TMUX, {"STY": "1.x"}, {})] == [
        "tmux",
        "GNU screen (OSC 52)",
        "the terminal (OSC 52)",
    ]


@pytest.mark.parametrize(("name", "there"), [("SSH_CONNECTION", True), ("SSH_TTY", True), ("EDITOR", False)])
def test_over_ssh_this_machines_clipboard_is_another_one(name: str, there: bool) -> None:
    assert over_ssh({name: "something"}) is there


@pytest.mark.parametrize(
    ("ssh", "here", "said"),
    [
        (False, True, "Link copied"),
        (True, True, "Link sent to the terminal's clipboard"),
        (False, False, "Link sent to the terminal's clipboard"),
    ],
)
async def test_the_notice_says_copied_only_where_it_is_confirmed(
    library: Library, board: list[str], monkeypatch: pytest.MonkeyPatch, ssh: bool, here: bool, said: str
) -> None:
    if ssh:
        monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22")
    if not here:
        monkeypatch.setattr(pyperclip, "paste", lambda: "")
    app = open_app(library)
    async with app.run_test(size=(160, 50)) as pilot:
        await settled(pilot)
        await pilot.press("Y", "5")
        await workers_done(pilot)
        await pilot.pause()
        assert said in notices(app)
        assert app.clipboard == board[-1] == ARTICLES[0].url


@posix
async def test_selected_words_go_through_tmux_as_well(
    library: Library, seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_tmux(seen, monkeypatch)
    monkeypatch.setenv("TMUX", IN_TMUX["TMUX"])
    app = open_app(library)
    async with app.run_test(size=(160, 50)) as pilot:
        await settled(pilot)
        app.copy_to_clipboard("selected words")
        await workers_done(pilot)
    assert seen.read_text() == "load-buffer -w -|selected words"
