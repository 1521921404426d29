"""Turn SQLite's errors into plain sentences about the library file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from newsreader.errors import NewsreaderError

__all__ = ["LibraryError", "explain", "is_busy", "primary_code"]

_PRIMARY = 0xFF
"""SQLite's extended result codes carry the primary code in their lowest byte (https://sqlite.org/rescode.html)."""


class LibraryError(NewsreaderError):
    """The library cannot be opened, read or written."""


def primary_code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code for `error`, or 0 if the error is not from SQLite itself."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & _PRIMARY


def is_busy(error: sqlite3.Error) -> bool:
    """Return whether `error` only means that another connection holds the file now."""
    return primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def explain(error: sqlite3.Error, path: Path) -> LibraryError | None:
    """Return `error` as a sentence about the library at `path`, or None if it is a bug in the program."""
    code = primary_code(error)
    if code == sqlite3.SQLITE_NOTADB:
        return LibraryError(
            f"The file {path} is not a newsreader library.",
            "It was not changed. Choose another file with --library.",
        )
    if code == sqlite3.SQLITE_CORRUPT:
        return LibraryError(
            f"The library {path} is damaged.",
            "It was not changed. Run `newsreader doctor` to save what can be read, or restore a backup.",
        )
    if is_busy(error):
        return LibraryError(
            f"Another program has locked the library {path}.",
            "Nothing was changed. Try again when that program has finished.",
        )
    if code == sqlite3.SQLITE_FULL:
        return LibraryError(
            f"The disk is full: the library {path} could not be written.",
            "Everything stored before is safe. Free some space and try again.",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return LibraryError(
            f"The library {path} is read-only.",
            "Allow writing to the file and its folder, or choose another file with --library.",
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return LibraryError(
            f"The library {path} cannot be opened.",
            "Check that the file and its folder exist and can be read, or choose another file with --library.",
        )
    if code == sqlite3.SQLITE_IOERR:
        return LibraryError(
            f"The disk failed to read or write the library {path} ({error}).",
            "Everything stored before is unchanged. Check the disk, then run `newsreader doctor`.",
        )
    return None
