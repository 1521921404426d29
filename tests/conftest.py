"""What every test stands on: a library of its own and the same random examples in every run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "newsreader",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("newsreader")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own library, settings and colour wishes out of every test."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("NEWSREADER_LIBRARY", str(home / "library.db"))
    monkeypatch.delenv("NEWSREADER_CONFIG", raising=False)
    for name in (
        "HOME",
        "USERPROFILE",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "APPDATA",
        "LOCALAPPDATA",
    ):
        monkeypatch.setenv(name, str(home))
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "TEXTUAL", "TEXTUAL_DRIVER", "TEXTUAL_THEME", "TEXTUAL_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def library_path(tmp_path: Path) -> Path:
    """Where a test may put a library; nothing is there yet."""
    return tmp_path / "library.db"
