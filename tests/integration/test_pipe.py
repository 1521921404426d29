"""Articles into a program of the reader's own: what it gets, and what is said of how it ends."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from newsreader.config import Command
from newsreader.export.write_files import Item
from newsreader.integration.pipe import PipeError, given, run
from newsreader.model.article import Article

ITEMS = [Item(Article("One \x1b[31mred\x1b[0m word.", "First"), None), Item(Article("Two.", ""), None)]
started: list[subprocess.Popen[bytes]] = []


def python(code: str) -> Command:
    return Command((sys.executable, "-c", code), "text")


def test_as_text_it_gets_titles_and_bodies_without_control_characters() -> None:
    assert given(ITEMS, "text") == b"First\n\nOne [31mred[0m word.\n\n\nTwo.\n"


def test_it_gets_any_format_of_an_export() -> None:
    assert [row["title"] for row in json.loads(given(ITEMS, "json"))] == ["First", ""]
    assert given(ITEMS, "markdown").startswith(b"---\n")


def test_what_it_prints_comes_back_clean() -> None:
    echo = python("import sys; print('\\x1b]0;title\\x07' + sys.stdin.read().upper())")
    assert run(echo, b"some words", started.append) == "SOME WORDS"
    assert started[-1].returncode == 0


def test_a_program_that_fails_says_why() -> None:
    with pytest.raises(PipeError, match="failed with status 3: the last line"):
        run(python("import sys; print('first\\nthe last line', file=sys.stderr); sys.exit(3)"), b"", started.append)
    with pytest.raises(PipeError, match="failed with status 1"):
        run(python("import sys; sys.exit(1)"), b"", started.append)


def test_a_program_that_is_not_there_or_does_not_end_is_said() -> None:
    with pytest.raises(PipeError, match="no-such-program-anywhere cannot be run"):
        run(Command(("no-such-program-anywhere",), "text"), b"", started.append)
    with pytest.raises(PipeError, match="took longer"):
        run(python("import time; time.sleep(60)"), b"", started.append, 0.2)
    assert started[-1].returncode != 0


def test_no_shell_reads_the_command() -> None:
    command = Command((sys.executable, "-c", "import sys; print(sys.argv[1])", "$HOME; echo *"), "text")
    assert run(command, b"", started.append) == "$HOME; echo *"
