"""The settings: a TOML file in the platform's folder for settings, or the one that NEWSREADER_CONFIG names.

Without a file the program is `Config()`. Light to import: what reads and checks a file is only imported where there
is one.
"""

from __future__ import annotations

import os
from pathlib import Path

from newsreader.config.settings import (
    Command,
    Config,
    ConfigError,
    FeedSettings,
    Opener,
    RefreshSettings,
    Rule,
    SummarySettings,
)

__all__ = [
    "Command",
    "Config",
    "ConfigError",
    "FeedSettings",
    "Opener",
    "RefreshSettings",
    "Rule",
    "SummarySettings",
    "default_path",
    "load",
]


def default_path() -> Path:
    """Return the path of the settings: NEWSREADER_CONFIG, else `config.toml` in the platform's folder for settings."""
    named = os.environ.get("NEWSREADER_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("newsreader", appauthor=False) / "config.toml"


def load(path: Path | None = None) -> Config:
    """Return the settings in the file at `path` (by default the usual one); `Config()` without a file.

    Raises ConfigError, with file, line and key, for the first mistake.
    """
    path = path or default_path()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise ConfigError(f"The settings in {path} cannot be read: {error.strerror}.") from error
    from newsreader.config.reading import read

    return read(data, path)
