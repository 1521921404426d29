"""Create the library's tables, check their version, and migrate older ones."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from newsreader.library.database.library_errors import LibraryError, is_busy
from newsreader.system import private_files

__all__ = ["VERSION", "check_readable", "prepare", "statements", "version"]

VERSION = 4
"""The schema that this program reads and writes, stored in the file's `user_version`."""

_APPLICATION = 0x6E777372
"""Marks a file as a library ("nwsr"), stored in its `application_id`."""

_TIMEOUT_S = 60.0
_RETRY_S = 0.01


def statements(script: str) -> Iterator[str]:
    """Yield the SQL statements of `script`. Unlike with `executescript`, they can run inside a transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema version of an open library, 0 for an empty file.

    Raise LibraryError for the database of another program and for a library of a newer newsreader.
    """
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if application != _APPLICATION and (tables or found):
        raise LibraryError(
            f"The file {path} is a database of another program.",
            "It was not changed. Choose another file with --library.",
        )
    if found > VERSION:
        raise LibraryError(
            f"The library {path} was written by a newer newsreader (schema {found}; this one knows {VERSION}).",
            "It was not changed. Update newsreader, or choose another file with --library.",
        )
    return found


def check_readable(found: int, path: Path) -> None:
    """Raise LibraryError if a library of schema `found` has to be written before it can be read."""
    if found < VERSION:
        state = "was written by an older newsreader" if found else "is empty"
        raise LibraryError(
            f"The library {path} {state} and cannot be written.",
            "Allow writing to the file and its folder, or choose another file with --library.",
        )


def prepare(connection: sqlite3.Connection, path: Path, begin: Callable[[sqlite3.Connection], None]) -> None:
    """Create the tables of a new library, or back up an older one to a file next to it and migrate it.

    `begin` starts a write transaction and waits for other writers. When several programs call this at once, one of
    them does the work. A program that is killed half-way leaves the library unchanged.
    """
    found = version(connection, path)
    if found == VERSION:
        return
    _enable_wal(connection)
    begin(connection)
    try:
        found = version(connection, path)
        if found and found < VERSION:
            _back_up(path, found)
        if not found:
            _run(connection, "schema.sql")
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        else:
            for step in range(found, VERSION):
                _run(connection, f"migrations/from_{step}.sql")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _run(connection: sqlite3.Connection, name: str) -> None:
    from importlib import resources  # needed only to create or migrate a library

    script = (resources.files("newsreader.library.database") / name).read_text(encoding="utf-8")
    for statement in statements(script):
        connection.execute(statement)


def _enable_wal(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging, which the file remembers. Wait for others: SQLite does not do so here."""
    deadline = time.monotonic() + _TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise
        time.sleep(_RETRY_S)


def _back_up(path: Path, found: int) -> None:
    """Copy the library to "NAME.schema-N.backup" next to it, unless that backup exists already.

    The caller holds the write lock, so nothing changes during the copy. A transaction cannot copy itself: this uses a
    connection of its own.
    """
    backup = path.with_name(f"{path.name}.schema-{found}.backup")
    if backup.exists():
        return
    unfinished = backup.with_name(backup.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    private_files.create(unfinished)
    with closing(sqlite3.connect(path)) as original, closing(sqlite3.connect(unfinished)) as copy:
        original.backup(copy)
    unfinished.replace(backup)
