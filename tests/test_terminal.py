"""The program in a real pseudo-terminal: what a person sees, and the very bytes that a terminal gets."""

from __future__ import annotations

import base64
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.library.store import Library, View
from newsreader.ui.textual_ext.cell_width_driver import replace_unencodable
from newsroom import ARTICLES, analyse, stocked
from terminal import NEWSREADER, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a POSIX thing")

ANALYSED = "sentences · "
"""Stands over the summary, and in no article."""

ESCAPES = re.compile(
    rb"\x1b\[[0-9;:?<>=]*[ -/]*[@-~]"  # CSI: colours, cursor, modes
    rb"|\x1b[()][A-Z0-9]|\x1b[=>78]"  # character sets, keypad, save and restore
    rb"|\x1b\]22;[a-z]*\x07"  # the shape of the mouse pointer
)


@pytest.fixture
def known(library_path: Path) -> Path:
    """A library with some articles and all that is known of them: nothing is left for the analyst to find out."""
    library = stocked(library_path, [article for article in ARTICLES if len(article.text) < 2_000])
    for entry in library.first(View(), 20):
        article = library.article(entry.id)
        library.store_analysis(entry.id, analyse(article.text, article.title))
    library.close()
    return library_path


def test_a_first_start_has_something_to_read_and_a_second_comes_back_to_it(library_path: Path) -> None:
    command = [*NEWSREADER, "--library", str(library_path)]
    with Terminal(command, columns=160, rows=30) as terminal:
        terminal.until(ANALYSED)
        terminal.press("j", "\r")
        terminal.until("7 unread")
        terminal.press("q")
        assert terminal.ended() == 0
    library = Library(library_path)
    read = [entry.title for entry in library.first(View(), 20) if entry.read]
    library.close()
    assert len(read) == 1
    with Terminal(command, columns=60, rows=20) as terminal:
        terminal.until(read[0][:30])
        terminal.press("q")
        assert terminal.ended() == 0


NO_DESKTOP = {"PATH": str(Path(sys.executable).parent), "DISPLAY": "", "WAYLAND_DISPLAY": ""}
"""No program for a clipboard is found."""

SENT = "Summary sent to the terminal's clipboard"


@pytest.mark.skipif(sys.platform == "darwin", reason="there the machine's own clipboard is always in reach")
def test_the_summary_is_sent_to_the_terminals_clipboard(library_path: Path) -> None:
    with Terminal([*NEWSREADER, "--library", str(library_path)], columns=160, rows=30, env=NO_DESKTOP) as terminal:
        terminal.until(ANALYSED)
        terminal.press("y")
        terminal.until(SENT)
        assert copied(terminal).startswith("Start here")
        terminal.press("q")
        assert terminal.ended() == 0


def copied(terminal: Terminal) -> str:
    """Return what the terminal was last asked to put on its clipboard; "" for nothing so far."""
    found = re.findall(rb"\x1b\]52;[a-z]*;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\\\)", terminal.sent)
    return base64.b64decode(found[-1]).decode() if found else ""


TMUX = shutil.which("tmux")


@pytest.mark.skipif(TMUX is None or sys.platform == "darwin", reason="there is no tmux")
def test_the_summary_gets_through_a_tmux_as_it_is_set_up(known: Path, tmp_path: Path) -> None:
    """Its `set-clipboard` is external by default: it takes no OSC 52 from what runs in it."""
    assert TMUX is not None
    server = [TMUX, "-S", str(tmp_path / "tmux"), "-f", os.devnull]
    program = shlex.join([*NEWSREADER, "--library", str(known)])
    try:
        with Terminal(
            [*server, "new", program], columns=160, rows=30, env={"DISPLAY": "", "WAYLAND_DISPLAY": ""}
        ) as terminal:
            terminal.until(ANALYSED)
            terminal.press("y")
            terminal.until(lambda text: SENT in text or "Summary copied" in text)
            held = subprocess.run([*server, "show-buffer"], capture_output=True, check=True).stdout.decode()
            assert ARTICLES[0].title in held
            terminal.until(lambda _: copied(terminal) == held)
    finally:
        subprocess.run([*server, "kill-server"], capture_output=True, check=False)


HOSTILE = "\n\n".join(
    [
        "Plain [/] title \x1b]0;OWNED\x07with [bold]brackets\x1b[31m",
        "First \x1b]52;c;T1dORUQ=\x1b\\paragraph with an operating system command and \x1b[2Ja cleared screen.",
        "Second paragraph \u202ereversed\u202c and \u2066isolated\u2069, C1: \x9b31m and \x9d0;OWNED\x9c, a bell \x07.",
        "Third \x1b]8;;file:///etc/passwd\x1b\\a link\x1b]8;;\x1b\\ and \x7f\x08\x08 hidden \x0etext\x0f.",
        'Fourth: "We \x1b[5mwill not be stopped by this," said Ada \x1b[7mBerg, the mayor of Norden.',
    ]
)


def test_nothing_in_an_article_controls_the_terminal(library_path: Path, tmp_path: Path) -> None:
    (tmp_path / "hostile.txt").write_bytes(HOSTILE.encode())
    with Terminal([*NEWSREADER, "--library", str(library_path), str(tmp_path)], columns=160, rows=30) as terminal:
        terminal.until("Plain [/] title")
        terminal.until("Short article, shown whole")
        terminal.press("\r")
        shown = terminal.text
        terminal.press("q")
        assert terminal.ended() == 0
    assert "with [bold]brackets" in shown
    sent = terminal.sent
    payloads = (b"OWNED", b"T1dORUQ", b"passwd")
    for forbidden in (*payloads, b"\x1b]0", b"\x1b]8", b"\x1b]52", b"\x1b[2J", b"\x1b[5m", b"\x0e"):
        assert forbidden not in sent, forbidden
    words = ESCAPES.sub(b"", sent).decode()
    controls = {c for c in words if unicodedata.category(c) in ("Cc", "Cf") and c not in "\r\n"}
    assert not controls, [words[max(words.index(c) - 20, 0) : words.index(c) + 20] for c in controls]


def test_the_commands_print_no_escapes_into_a_pipe(tmp_path: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    (tmp_path / "hostile.txt").write_bytes(HOSTILE.encode())
    for command in ("summary", "quotes", "entities"):
        status, text, _ = run(command, tmp_path / "hostile.txt")
        assert (status, bool(text)) == (0, True)
        assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"], text


def test_articles_from_standard_input_open_and_the_keys_still_work(library_path: Path) -> None:
    program = " ".join([*NEWSREADER, "--library", str(library_path), "-"])
    script = f"printf 'Bridge opens\\n\\nThe new bridge in Lund opened on Friday.' | {program}"
    with Terminal(["sh", "-c", script], columns=160, rows=30) as terminal:
        terminal.until("The new bridge in Lund opened on Friday.")
        terminal.press("s")
        terminal.until("★")
        terminal.press("q")
        assert terminal.ended() == 0


def test_killed_in_the_middle_nothing_is_lost(known: Path) -> None:
    command = [*NEWSREADER, "--library", str(known)]
    with Terminal(command, columns=160, rows=30) as terminal:
        terminal.until(ANALYSED)
        terminal.press("s")
        terminal.until("1 ★")
        terminal.kill()
    library = Library(known)
    assert library.counts().starred == 1
    library.close()
    with Terminal(command, columns=160, rows=30) as terminal:
        terminal.until("1 ★")
        terminal.press("q")
        assert terminal.ended() == 0


def test_two_readers_on_one_library(known: Path) -> None:
    command = [*NEWSREADER, "--library", str(known)]
    with Terminal(command) as first, Terminal(command) as second:
        first.until("unread")
        second.until("unread")
        first.press("s")
        first.until("1 ★")
        second.press("j", "s")
        second.until("2 ★")
        for terminal in (first, second):
            terminal.press("q")
            assert terminal.ended() == 0


def test_a_damaged_library_is_said_plainly_and_left_alone(library_path: Path) -> None:
    library_path.write_bytes(b"this is no library, but somebody's letter" * 50)
    with Terminal([*NEWSREADER, "--library", str(library_path)]) as terminal:
        terminal.until("library.db")
        assert "Traceback" not in terminal.text
        assert terminal.ended() == 1
    assert library_path.read_bytes().startswith(b"this is no library")


def mouse(terminal: Terminal, code: int, words: str, *, release: bool = True) -> None:
    """What a terminal sends (SGR, mode 1006) for a button or the wheel where `words` stand on its screen."""
    y, line = next((y, line) for y, line in enumerate(terminal.text.split("\n"), 1) if words in line)
    x = line.index(words) + 1
    terminal.press(f"\x1b[<{code};{x};{y}M")
    if release:
        terminal.press(f"\x1b[<{code};{x};{y}m")


def test_the_mouse_of_a_terminal_clicks_turns_and_opens_the_palette(library_path: Path) -> None:
    left, right, wheel_down = 0, 2, 65
    with Terminal([*NEWSREADER, "--library", str(library_path)], columns=160, rows=30) as terminal:
        terminal.until(ANALYSED)
        assert b"\x1b[?1006h" in terminal.sent
        head = "the newsreader authors"
        mouse(terminal, wheel_down, head, release=False)
        mouse(terminal, wheel_down, head, release=False)
        terminal.until(lambda text: head not in text)
        second = terminal.text.split("\n")[3][4:24].strip()
        mouse(terminal, left, second)
        terminal.until(lambda text: text.count(second) > 1 and ANALYSED in text)
        mouse(terminal, left, "s Star")
        terminal.until("1 ★")
        mouse(terminal, right, "unread of")
        terminal.until("Search for commands")
        terminal.press("\x1b")
        terminal.until(lambda text: "Search for commands" not in text)
        mouse(terminal, left, "q Quit")
        assert terminal.ended() == 0


COLOURS = re.compile(rb"\x1b\[(?:[0-9]+;)*(?:3[0-9]|4[0-9]|9[0-7]|10[0-7])(?:;[0-9]+)*m")


def test_no_colour_is_sent_where_none_is_wanted(known: Path) -> None:
    command = [*NEWSREADER, "--library", str(known)]
    with Terminal(command, columns=160, rows=30) as terminal:
        terminal.until(ANALYSED)
        assert COLOURS.search(terminal.sent)
    with Terminal(command, columns=160, rows=30, env={"NO_COLOR": "1"}) as terminal:
        terminal.until(ANALYSED)
        terminal.press("j", "t")
        terminal.until("newsprint")
        terminal.press("k", "\x1b")
        terminal.until(lambda text: "newsprint" not in text and "Summary" in text)
        terminal.press("?")
        terminal.until("Help: all keys")
        assert COLOURS.search(terminal.sent) is None
        assert b"\x1b[1m" in terminal.sent or b"\x1b[1;" in terminal.sent


ASCII = {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "LC_ALL": "C"}


@pytest.mark.parametrize(("columns", "rows"), [(160, 40), (100, 30), (60, 20)])
def test_a_terminal_in_an_ascii_locale_gets_the_same_screen_in_ascii(known: Path, columns: int, rows: int) -> None:
    command = [*NEWSREADER, "--library", str(known)]
    with (
        Terminal(command, columns=columns, rows=rows, env={"PYTHONUTF8": "1"}) as there,
        Terminal(command, columns=columns, rows=rows, env=ASCII) as here,
    ):
        for terminal in (there, here):
            terminal.until("Help")
            terminal.press("?")
            terminal.until("Esc: close")
        words = re.compile("[a-zA-Z0-9]+")
        Terminal.until_all(
            lambda: words.sub("x", replace_unencodable(there.text, "ascii")) == words.sub("x", here.text), there, here
        )
        assert "+- Keys -" in here.text
        assert "\\u" not in here.text
        for terminal in (there, here):
            terminal.press("q", "q")
            assert terminal.ended() == 0
        assert (there.sent.isascii(), here.sent.isascii()) == (False, True)


def test_json_in_an_ascii_locale_is_escaped_and_lists_are_in_ascii(library_path: Path, tmp_path: Path) -> None:
    (tmp_path / "title.txt").write_text("Größe – “Λ”\n\nA text.", encoding="utf-8")
    command = [*NEWSREADER, "--library", str(library_path)]
    env = {**os.environ, **ASCII}
    subprocess.run([*command, "add", str(tmp_path / "title.txt")], check=True, capture_output=True, env=env)
    printed = subprocess.run([*command, "list", "--json"], check=True, capture_output=True, env=env).stdout
    assert printed.isascii()
    assert json.loads(printed)[0]["title"] == "Größe – “Λ”"
    with Terminal([*command, "list"], columns=80, rows=10, env=ASCII) as terminal:
        assert terminal.ended() == 0
        assert 'Grose - "?"' in terminal.text
        assert terminal.sent.isascii()


def test_a_terminal_that_can_only_print_is_told_so(library_path: Path) -> None:
    with Terminal([*NEWSREADER, "--library", str(library_path)], env={"TERM": "dumb"}) as terminal:
        assert terminal.ended() == 1
        assert "TERM=dumb" in terminal.text
        assert b"\x1b" not in terminal.sent
