"""The settings while the program runs: read again when their file has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from newsreader.config import Config, ConfigError, default_path, load

__all__ = ["LiveConfig"]


class LiveConfig:
    """The settings in the file at `path`, by default the usual one.

    `config` always holds valid settings: the last ones without a mistake, or the defaults. `error` is the mistake that
    the file has now, or None.
    """

    def __init__(self, path: Path | None = None, check: Callable[[Config, Path], None] | None = None) -> None:
        """Read the file. `check` raises ConfigError for mistakes that only the screen can find."""
        self.path = path or default_path()
        self.config = Config()
        self.error: ConfigError | None = None
        self._check = check
        self._seen: tuple[int, int] | None = None
        self.look()

    def look(self) -> bool:
        """Read the file if it has changed, and return whether it has. The check is one look at its date."""
        seen = self._stamp()
        if seen == self._seen:
            return False
        self._seen = seen
        try:
            config = load(self.path)
            if self._check is not None:
                self._check(config, self.path)
        except ConfigError as error:
            self.error = error
        else:
            self.config, self.error = config, None
        return True

    def _stamp(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size
