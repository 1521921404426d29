"""What can go wrong with the library file, said in plain sentences."""

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
    """SQLite's primary result code for `error`, or 0 where it did not come from SQLite itself."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & _PRIMARY


def is_busy(error: sqlite3.Error) -> bool:
    """Whether `error` only says that somebody else holds the file just now."""
    return primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def explain(error: sqlite3.Error, path: Path) -> LibraryError | None:
    """`error` as a sentence about the library at `path`, or None where it is a mistake in the program."""
    code = primary_code(error)
    if code == sqlite3.SQLITE_NOTADB:
        return LibraryError(
            f"The file {path} is not a newsreader library.",
            "It was left as it is. Name another file with --library.",
        )
    if code == sqlite3.SQLITE_CORRUPT:
        return LibraryError(
            f"The library {path} is damaged.",
            "It was left as it is. Run `newsreader doctor` to save what can be read, or put a backup in its place.",
        )
    if is_busy(error):
        return LibraryError(
            f"Another program is keeping the library {path} to itself.",
            "Nothing was changed. Try again when it is done.",
        )
    if code == sqlite3.SQLITE_FULL:
        return LibraryError(
            f"The disk is full: the library {path} could not be written.",
            "What was stored before is safe. Make room and try again.",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return LibraryError(
            f"The library {path} can be read but not changed.",
            "Allow writing to the file and its folder, or name another file with --library.",
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return LibraryError(
            f"The library {path} cannot be opened.",
            "Check that the file and its folder are there and may be read, or name another file with --library.",
        )
    if code == sqlite3.SQLITE_IOERR:
        return LibraryError(
            f"The disk did not read or write the library {path} properly ({error}).",
            "What was stored before is left as it is. Check the disk, then run `newsreader doctor`.",
        )
    return None
