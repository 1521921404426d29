"""A session of the reader: where it opens, and what it adds to an empty library."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from newsreader.background.analysis_client import Analyst
from newsreader.errors import NewsreaderError
from newsreader.library.store import Library, View
from newsreader.session import open_reader


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], list[str]]]:
    """The titles and the sources with which the app was run."""
    runs: list[tuple[list[str], list[str]]] = []

    def run(library: Library, sources: Sequence[str], _analyst: Analyst, _notice: str) -> int:
        runs.append(([entry.title for entry in library.first(View(), 50)], list(sources)))
        return 7

    monkeypatch.setattr("newsreader.ui.app.run", run)
    monkeypatch.setattr(Analyst, "start", lambda _: None)
    return runs


@pytest.mark.parametrize(
    ("streams", "term", "words"),
    [
        ((False, True), "xterm", "needs a terminal"),
        ((True, True), "dumb", "TERM=dumb"),
        ((True, False), "xterm", "Standard input is not a terminal"),
    ],
)
def test_without_a_terminal_it_says_so(
    streams: tuple[bool, bool],
    term: str,
    words: str,
    library_path: Path,
    opened: list[object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for stream, terminal in zip((sys.stdout, sys.stdin), streams, strict=True):
        monkeypatch.setattr(stream, "isatty", lambda terminal=terminal: terminal)
    monkeypatch.setenv("TERM", term)
    with pytest.raises(NewsreaderError, match=words):
        open_reader(library_path)
    assert (opened, library_path.exists()) == ([], False)


def test_starter_articles_come_to_an_empty_library_only(
    library_path: Path, opened: list[tuple[list[str], list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "any")  # as in a browser
    assert open_reader(library_path, ["story.txt"]) == 7
    assert opened[-1] == ([], ["story.txt"])
    open_reader(library_path)
    first: list[str] = opened[-1][0]
    assert len(first) > 5
    open_reader(library_path)
    assert opened[-1][0] == first
