"""The way in: a plain launch needs no command line, everything else gets one."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from newsreader.language.resources.models import MODEL
from newsreader.library.store import Library
from newsreader.library.views import View
from newsreader.model.analysis import Analysis

LAUNCH = """
import sys, types
from newsreader.background.analysis_client import Analyst
from newsreader.launch import main
app = sys.modules["newsreader.ui.app"] = types.ModuleType("newsreader.ui.app")
app.run = lambda library, sources, *_: print("opened", library.path.name, *sources) or 0
Analyst.start = lambda _: {start}
sys.argv[1:] = {arguments!r}
status = main()
print("click" in sys.modules)
sys.exit(status)
"""


def launch(library: Path, *arguments: str, start: str = "None", **env: str) -> tuple[int, list[str], str]:
    """Launch in a fresh interpreter, with no screen; gives the exit status, what was printed, and what was said."""
    # As in a browser: the reader asks for no terminal.
    env = {**os.environ, "NEWSREADER_LIBRARY": str(library), "TEXTUAL_DRIVER": "none", **env}
    code = LAUNCH.format(arguments=list(arguments), start=start)
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_a_plain_launch_opens_the_reader_without_the_command_line(tmp_path: Path) -> None:
    usual, named = tmp_path / "usual.db", tmp_path / "named.db"
    assert launch(usual)[:2] == (0, ["opened usual.db", "False"])
    assert launch(usual, "--library", str(named))[:2] == (0, ["opened named.db", "False"])


def begins_early(library: Path, *arguments: str) -> bool:
    """Whether a launch starts the analyst before the reader opens."""
    lines = launch(library, *arguments, start='print("starts")')[1]
    return lines[: lines.index(f"opened {library.name}" + "".join(f" {a}" for a in arguments))] == ["starts"]


def test_the_analyst_starts_first_where_it_will_be_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "usual.db"
    assert begins_early(path)
    with closing(Library(path)) as library:
        newest = library.first(View(), 1)[0].id
        library.mark_failed(newest, MODEL, "No.")
        assert not begins_early(path)
        library.store_analysis(newest, Analysis(method="lexrank", model=MODEL))
    assert not begins_early(path)
    assert begins_early(path, "story.txt")


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["--library={named}"], "opened named.db"),
        (["story.txt", "--library", "{named}"], "opened named.db story.txt"),
        (["--version"], "newsreader "),
    ],
)
def test_the_rest_goes_through_the_command_line(tmp_path: Path, arguments: list[str], printed: str) -> None:
    given = [argument.format(named=tmp_path / "named.db") for argument in arguments]
    status, lines, _ = launch(tmp_path / "usual.db", *given)
    assert (status, lines[0].startswith(printed), lines[-1]) == (0, True, "True")


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    status, _, said = launch(tmp_path / "usual.db", "--library", str(tmp_path))
    assert status == 2
    assert "is a directory" in said


def test_a_library_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"no database at all, but long enough to look like one" * 100)
    status, _, said = launch(tmp_path / "usual.db", "--library", str(tmp_path / "broken.db"))
    assert status == 1
    assert said.startswith("newsreader: ")


def test_a_shell_that_asks_what_may_follow_is_answered(tmp_path: Path) -> None:
    asked = {"_NEWSREADER_COMPLETE": "bash_complete", "COMP_WORDS": "newsreader exp", "COMP_CWORD": "1"}
    assert "plain,export" in launch(tmp_path / "usual.db", **asked)[1]
