"""The settings while the program runs: read again when their file has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from newsreader.config import Config, ConfigError, default_path, load

__all__ = ["LiveConfig"]


class LiveConfig:
    """The settings in the file at `path`, by default the usual one.

    `config` always holds settings that can be used: those of the file as it was last without a mistake, or the
    defaults. `error` says what is wrong with it now; None where nothing is.
    """

    def __init__(self, path: Path | None = None, check: Callable[[Config, Path], None] | None = None) -> None:
        """`check` raises ConfigError for what only the screen can know to be wrong."""
        self.path = path or default_path()
        self.config = Config()
        self.error: ConfigError | None = None
        self._check = check
        self._seen: tuple[int, int] | None = None
        self.look()

    def look(self) -> bool:
        """Read the file if it is another than at the last look; whether it was. Costs one look at its date."""
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
