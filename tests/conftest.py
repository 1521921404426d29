"""What every test stands on: a library of its own and the same random examples in every run."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from textual.notifications import Notification

from economy import drawn_when_looked_at, style_sheets_parsed_once
from newsreader import Analysis, analyse
from newsreader.background import bulk_analysis
from newsreader.cli import main as cli
from newsreader.library.store import Library
from newsroom import stocked

__all__ = ["drawn_when_looked_at", "style_sheets_parsed_once"]

settings.register_profile(
    "newsreader",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("newsreader")


for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # read as NumPy is loaded, here and in what tests start
    os.environ[name] = "1"  # its arrays are small: more threads would only spin on cores that other tests need


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not among what was loaded for all tests."""
    gc.freeze()
    gc.set_threshold(20_000)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders in one of their own: pytest reads the names of all there are for each one that it makes itself."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own library, settings and colour wishes out of every test."""
    home = next(_homes)
    home.mkdir()
    monkeypatch.setenv("NEWSREADER_LIBRARY", str(home / "library.db"))
    monkeypatch.delenv("NEWSREADER_CONFIG", raising=False)
    for name in (
        "HOME",
        "USERPROFILE",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "XDG_STATE_HOME",
        "APPDATA",
        "LOCALAPPDATA",
    ):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    for name in ("TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"):  # decide where what is copied goes
        monkeypatch.delenv(name, raising=False)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "TEXTUAL", "TEXTUAL_DRIVER", "TEXTUAL_THEME", "TEXTUAL_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _notices_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A notice goes after seconds; a slow machine would look for it too late."""
    monkeypatch.setattr(Notification, "time_left", property(lambda _: 3600.0))


@pytest.fixture
def analysed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Analyse what is to be exported in this process, which has the models already: others take seconds to start."""

    def analyse_these(path: Path, numbers: Sequence[int], progress: object) -> dict[int, Analysis]:
        with closing(Library(path)) as library:
            for number in numbers:
                article = library.article(number)
                library.store_analysis(number, analyse(article.text, article.title))
        return {}

    monkeypatch.setattr(bulk_analysis, "analyse_these", analyse_these)


@pytest.fixture
def library_path(tmp_path: Path) -> Path:
    """Where a test may put a library; nothing is there yet."""
    return tmp_path / "library.db"


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    """A library with a few articles (newsroom.ARTICLES) in it."""
    opened = stocked(library_path)
    yield opened
    opened.close()


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs the program with these arguments; gives its exit status, its output and what it complained of."""

    def run_here(*arguments: object) -> tuple[int, str, str]:
        status = cli.main([str(argument) for argument in arguments])
        return status, *capfd.readouterr()

    return run_here
