"""The checks of the doctor, each on its own."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyperclip
import pytest

import newsreader
from newsreader.cli.doctor import Finding, examine
from newsreader.errors import log_path, log_text
from newsreader.library.store import Library
from newsreader.model.analysis import Analysis
from newsreader.model.article import Article


@pytest.fixture(autouse=True)
def _no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip the analysis of the sample: it takes a second, and a test of the command makes it."""
    monkeypatch.setattr(newsreader, "analyse", lambda _: Analysis(model="fake"))


def finding(library: Path, name: str) -> Finding:
    [found] = [one for one in examine(library) if one.name == name]
    return found


@pytest.fixture
def library(library_path: Path) -> Iterator[Path]:
    with closing(Library(library_path)) as library:
        library.add([Article("Words.", "Title")])
    yield library_path


def test_a_missing_library_is_fine(library_path: Path) -> None:
    found = finding(library_path, "library")
    assert found.ok
    assert "created when needed" in found.message
    assert not library_path.exists()


def test_a_library_is_counted(library: Path) -> None:
    found = finding(library, "library")
    assert found.ok
    assert found.message.startswith(f"{library}: 1 articles, 1 unread, ")


@pytest.mark.skipif(os.name == "nt" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="root may write anywhere")
def test_a_library_that_cannot_be_written_is_read_only(library: Path) -> None:
    library.chmod(0o400)
    assert finding(library, "library").message.endswith("; read-only")


def test_a_file_that_is_not_a_library_is_reported(library_path: Path) -> None:
    library_path.write_text("No library at all, but text. " * 100, encoding="utf-8")
    assert not finding(library_path, "library").ok


def test_settings_are_checked(library_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("NEWSREADER_CONFIG", str(path))
    assert finding(library_path, "settings") == Finding(True, "settings", f"{path}: not found; using the defaults")
    path.write_text("measure = 70", encoding="utf-8")
    assert finding(library_path, "settings") == Finding(True, "settings", f"{path}: valid")
    path.write_text("measure = 'wide'", encoding="utf-8")
    found = finding(library_path, "settings")
    assert not found.ok
    assert "line 1" in found.message


def test_missing_models_are_reported(library_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = finding(library_path, "analysis")
    assert not found.ok
    assert "0 names and 0 quotes" in found.message

    def missing(_: str) -> Analysis:
        raise OSError("no such file")

    monkeypatch.setattr(newsreader, "analyse", missing)
    found = finding(library_path, "analysis")
    assert not found.ok
    assert found.message == "OSError: no such file. Install newsreader again."


@pytest.mark.parametrize(("encoding", "ok"), [("utf-8", True), ("ascii", False)])
def test_the_encoding_of_the_terminal_is_checked(
    library_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, ok: bool
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    found = finding(library_path, "terminal")
    assert found.ok is ok
    assert ("UTF-8 locale" in found.message) is not ok


@pytest.mark.parametrize("there", [True, False])
def test_the_clipboard_is_named(library_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    monkeypatch.setattr(pyperclip, "determine_clipboard", lambda: ((lambda _: None) if there else None, None))
    found = finding(library_path, "clipboard")
    assert found.ok
    assert ("install" in found.message) is not there


def test_the_log_is_named(library_path: Path) -> None:
    assert "no unexpected error" in finding(library_path, "log").message
    log_text("Something broke.")
    assert finding(library_path, "log").message.startswith(f"{log_path()}: unexpected errors, the last on 20")
