"""The tables of the library: made, checked and brought up to date."""

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
"""The schema that this program reads and writes; kept in the file's `user_version`."""

_APPLICATION = 0x6E777372
"""Marks the file as ours ("nwsr"): kept in its `application_id`."""

_PATIENCE_S = 60.0
_RETRY_S = 0.01


def statements(script: str) -> Iterator[str]:
    """The SQL statements of `script` one by one: unlike `executescript`, they can run inside a transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of an open library; 0 for an empty file.

    Raises LibraryError for another program's database and for a library of a newer newsreader.
    """
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if application != _APPLICATION and (tables or found):
        raise LibraryError(
            f"The file {path} is a database of another program.",
            "It was left as it is. Name another file with --library.",
        )
    if found > VERSION:
        raise LibraryError(
            f"The library {path} was written by a newer newsreader (schema {found}; this one knows {VERSION}).",
            "It was left as it is. Update newsreader, or name another file with --library.",
        )
    return found


def check_readable(found: int, path: Path) -> None:
    """Raise LibraryError for a library of schema `found` that would have to be written before it can be read."""
    if found < VERSION:
        what = "was written by an older newsreader" if found else "is empty"
        raise LibraryError(
            f"The library {path} {what} and may not be written to.",
            "Allow writing to the file and its folder, or name another file with --library.",
        )


def prepare(connection: sqlite3.Connection, path: Path, begin: Callable[[sqlite3.Connection], None]) -> None:
    """Make the tables of a new library, or update an older one after copying it to a file beside it.

    `begin` starts a write transaction, waiting for others. Several programs may do this at once: one of them does
    the work. Killed half-way, the library is as it was before.
    """
    found = version(connection, path)
    if found == VERSION:
        return
    _use_log(connection)
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
    from importlib import resources  # only where a library is made or brought up to date

    script = (resources.files("newsreader.library.database") / name).read_text(encoding="utf-8")
    for statement in statements(script):
        connection.execute(statement)


def _use_log(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging, which the file remembers. SQLite does not wait for others here: we do."""
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise
        time.sleep(_RETRY_S)


def _back_up(path: Path, found: int) -> None:
    """Copy the library to "NAME.schema-N.backup" beside it; an earlier backup is kept under its name.

    The caller holds the write lock, so that nobody changes anything meanwhile; a transaction cannot copy itself,
    which is why this reads through a connection of its own.
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
