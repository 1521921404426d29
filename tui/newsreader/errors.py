"""The errors that a user can see, and the boundary that turns any other failure of a source into one.

An unexpected failure goes to a log file with its traceback; the user gets a sentence and the place of that file.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

__all__ = [
    "NewsreaderError",
    "UnexpectedError",
    "error_boundary",
    "hide_passwords",
    "log_path",
    "log_text",
    "log_traceback",
    "unexpected",
]

LOG_BYTES = 1_000_000
"""The log file is rotated at this size; two older ones are kept."""

# The second also finds a password in which "/" or "#" should have been written as %2F or %23.
_LOGIN = re.compile(r"(https?://)(?:[^\s/?#]*@|[^\s/?#@]*:(?!\d+[/?#])[^\s@]*@)", re.IGNORECASE)


def hide_passwords(sentence: str) -> str:
    """Return `sentence` without the user names and passwords of the addresses in it."""
    return _LOGIN.sub(r"\1", sentence) if "@" in sentence else sentence


class NewsreaderError(Exception):
    """Base of all errors meant for the user.

    `message` says what happened, `hint` what to do about it (may be empty); both are plain text without markup, and
    without passwords, whatever address they name. Each layer has its own subclass and wraps foreign errors with
    `raise ... from`.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = hide_passwords(message)
        super().__init__(self.message)
        self.hint = hide_passwords(hint)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UnexpectedError(NewsreaderError):
    """An unforeseen failure; its traceback is in the log file."""


@contextlib.contextmanager
def error_boundary(source: str, doing: str = "could not be read") -> Iterator[None]:
    """Let nothing but a NewsreaderError out of the block that works on one source.

    Any other exception, MemoryError and RecursionError included, is logged with its traceback and raised as an
    UnexpectedError that names `source`. Ctrl-C, an exit and a cancelled task pass.
    """
    try:
        yield
    except NewsreaderError:
        raise
    except Exception as error:
        raise unexpected(error, source, doing) from error


def unexpected(error: BaseException, source: str, doing: str = "could not be read") -> UnexpectedError:
    """Log `error`, and return an UnexpectedError for the user."""
    kind = "it takes too much memory" if isinstance(error, MemoryError) else type(error).__name__
    logged = log_traceback(error, source)
    return UnexpectedError(f"{source} {doing}: {kind}.", f"Details are in {logged}." if logged else "")


def log_path() -> Path:
    """Return the path of the log file, in the platform's folder for logs."""
    import platformdirs

    return platformdirs.user_log_path("newsreader", appauthor=False) / "newsreader.log"


def log_traceback(error: BaseException, source: str) -> Path | None:
    """Add the traceback of `error` to the log file; return its path, or None where it cannot be written."""
    import traceback

    return log_text(f"{source}\n{''.join(traceback.format_exception(error))}")


def log_text(text: str) -> Path | None:
    """Add `text` to the log file with the time; return its path, or None where it cannot be written.

    The file is opened for each record: several processes write to it, and Windows renames no open file.
    """
    import logging
    from logging.handlers import RotatingFileHandler

    path = log_path()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s [%(process)d] %(message)s"))
    with contextlib.closing(handler):
        record = _printable(hide_passwords(text))
        handler.handle(logging.LogRecord("newsreader", logging.ERROR, __file__, 0, record, None, None))
    return path


def _printable(text: str) -> str:
    """Escape characters that could control a terminal that shows the log."""
    return "".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in text)
