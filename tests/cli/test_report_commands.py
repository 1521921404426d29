"""Exporting what is not analysed yet: it is analysed first, in processes of its own, and a terminal shows how far."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from newsreader.cli import main as cli
from newsreader.language.resources import models
from newsreader.library.store import Library, View
from newsreader.model.article import Article

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch, library_path: Path) -> Path:
    """A library of two articles that are not analysed."""
    monkeypatch.setenv("NEWSREADER_LIBRARY", str(library_path))
    with closing(Library(library_path)) as library:
        library.add(
            Article(f"“The {what} is open,” said Ada Brook, the mayor of Arden. It was shut.", what.title())
            for what in ("bridge", "market")
        )
    return library_path


def test_what_is_exported_is_analysed_and_kept_and_nothing_else_is_said(run: Run, path: Path) -> None:
    with closing(Library(path)) as library:
        bridge, market = library.ids(View())
        library.mark_failed(market, models.MODEL, "It broke off.")
        status, out, err = run("export", "bridge", "--format", "json")
        assert (status, err) == (cli.DONE, "")
        assert [quote["speaker"] for quote in json.loads(out)[0]["quotes"]] == ["Ada Brook"]
        assert library.is_analysed(bridge)
        status, out, err = run("export", "--format", "json")
        assert status == cli.FAILED
        assert err == "newsreader: 1 article could not be analysed: written without summary, quotes and names.\n"
        assert [row["title"] for row in json.loads(out)] == ["Bridge", "Market"]


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_terminal_shows_how_far_it_is_and_ctrl_c_ends_it(path: Path, tmp_path: Path) -> None:
    from terminal import Terminal

    with closing(Library(path)) as library:
        library.add(Article(f"Ada Brook spoke in Arden about {n}. " * 200, f"Long {n}") for n in range(400))
    target = tmp_path / "all.json"
    command = [sys.executable, "-m", "newsreader", "export", "--format", "json", "-o", str(target)]
    with Terminal(command, columns=100, rows=20) as terminal:
        terminal.until(lambda text: "analysed: " in text and " of 402, " in text and "left" in text)
        terminal.press("\x03")
        assert terminal.ended() == cli.INTERRUPTED
        assert "The finished analyses are kept" in terminal.text
        assert "Traceback" not in terminal.text
        assert "analysed: " not in terminal.text
    assert not target.exists()
    with closing(Library(path)) as library:
        assert 0 < library.count_pending("news") < 402


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_the_line_is_gone_before_the_articles_are_printed(path: Path) -> None:
    from terminal import Terminal

    with Terminal([sys.executable, "-m", "newsreader", "export"], columns=100, rows=60) as terminal:
        assert terminal.ended() == cli.DONE
        assert "# Bridge" in terminal.text and "# Market" in terminal.text
        assert b"analysed: 2 of 2" in terminal.sent
        assert "analysed: " not in terminal.text
