"""Manage connections to the library file: one per thread, one writer at a time, errors as plain sentences."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

from newsreader.library.database import schema
from newsreader.library.database.library_errors import LibraryError, explain, is_busy, primary_code
from newsreader.system import private_files

if TYPE_CHECKING:
    from newsreader.library.database.checkpointer import WalCheckpointer

__all__ = ["Connections"]

_WRITE_TIMEOUT_S = 60.0
"""Seconds that a writer waits for other writers. Each holds the file for a fraction of a second."""
_READ_TIMEOUT_S = 20.0
"""Seconds that a reader waits. In WAL mode it waits only while another program repairs or closes the file."""
_RETRY_S = 0.003
"""Seconds between two tries for the write lock. SQLite's own waits grow to 100 ms: next to a busy writer we starve."""
_MAX_TURN_S = 0.15
_YIELD_S = 0.005
"""After each `_MAX_TURN_S` of writing, a long job pauses for `_YIELD_S`: longer than others wait between two tries."""
_CACHE_KIB = 4_096
"""Cache per connection, and so per thread. A larger one gained nothing when measured."""
_LOG_PAGES = 4_000
"""Pages in the log (16 MB) at which SQLite checkpoints. Four times the default: large additions take a fifth less time,
and after a kill the next start still reads the log in a few hundredths of a second."""
_LOG_SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes to which SQLite truncates the write-ahead log after a large change."""

_NOT_PERMITTED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
"""SQLite's codes for a file, or for files next to it, that it is not allowed to write."""

_OLDEST_SQLITE = (3, 37, 0)
"""The first version with strict tables."""


class _Holder:
    """A thread's connection, closed when the thread ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Connections:
    """All connections of this process to the library at `path`.

    Opening creates or updates the library. With `read_only` it is not created, but an older one is still updated. If
    the file or its folder cannot be written, the library is opened for reading: `read_only` is then true, and
    `read_only_reason` is a sentence for the user.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self.read_only_reason = "The library was opened for reading only." if read_only else ""
        self._lacks_permission = False
        self._options = "mode=ro" if read_only else "mode=rwc"
        self._local = threading.local()
        self._holders: WeakSet[_Holder] = WeakSet()
        self._writing = threading.RLock()
        self._wrote_s = 0.0
        """Seconds of writing since the last pause for others."""
        self._closed = False
        self._checkpointer: WalCheckpointer | None = None
        if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
            raise LibraryError(
                f"This Python comes with SQLite {sqlite3.sqlite_version}, which is too old.",
                "newsreader needs SQLite 3.37 or later: use a newer Python.",
            )
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connections of all threads. Calls that still run in another thread fail."""
        self._closed = True
        for holder in list(self._holders):
            holder.connection.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield this thread's connection. SQLite's errors are raised as LibraryError."""
        with self._translated_errors():
            yield self._connection()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield this thread's connection in a transaction: commit at the end, roll back on any exception.

        Wait for other writers, in this process and in others. Raise LibraryError, with nothing changed, if the library
        is read-only, if another program keeps it locked, or if the disk is full.
        """
        if self.read_only:
            raise LibraryError(
                f"The library {self.path} is read-only.",
                self.read_only_reason or "Allow writing to the file and its folder.",
            )
        with self._translated_errors(), self._writing:
            connection = self._connection()
            self._begin(connection)
            began = time.monotonic()
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._wrote_s += time.monotonic() - began
        checkpointer = self._checkpointer
        if checkpointer is not None:
            checkpointer.checkpoint()

    def yield_write_lock(self) -> None:
        """Pause for other writers if enough was written since the last pause. Call it between two transactions."""
        if self._wrote_s >= _MAX_TURN_S:
            time.sleep(_YIELD_S)
            self._wrote_s = 0.0

    @contextlib.contextmanager
    def bulk_writes(self) -> Iterator[None]:
        """Checkpoint in a thread of its own inside this context, which is faster when many articles are written.

        Do not enter it twice at the same time. Raises LibraryError.
        """
        from newsreader.library.database.checkpointer import WalCheckpointer  # loaded for bulk writes only

        if self.read_only:
            yield
            return
        with self._translated_errors():
            checkpointer = self._checkpointer = WalCheckpointer(self._connect(self._options))
        try:
            yield
        finally:
            self._checkpointer = None
            checkpointer.stop()

    @contextlib.contextmanager
    def _translated_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if self._closed and isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):
                raise LibraryError(f"The library {self.path} is closed.") from error
            explained = explain(error, self.path)
            if explained is None:
                raise
            raise explained from error

    def _begin(self, connection: sqlite3.Connection) -> None:
        deadline = time.monotonic() + _WRITE_TIMEOUT_S
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute(f"PRAGMA wal_autocheckpoint = {0 if self._checkpointer else _LOG_PAGES}")
        try:
            while True:
                try:
                    connection.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError as error:
                    if not is_busy(error) or time.monotonic() > deadline:
                        raise
                time.sleep(_RETRY_S)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {int(_READ_TIMEOUT_S * 1000)}")

    def _connection(self) -> sqlite3.Connection:
        holder: _Holder | None = getattr(self._local, "holder", None)
        if holder is None:
            if self._closed:
                raise LibraryError(f"The library {self.path} is closed.")
            holder = _Holder(self._connect(self._options))
            self._local.holder = holder
            self._holders.add(holder)
        return holder.connection

    def _connect(self, options: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self.path.as_uri()}?{options}",
            uri=True,
            timeout=_READ_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=128,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute("PRAGMA temp_store = MEMORY")
        if "rwc" in options:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = OFF")
            connection.execute(f"PRAGMA journal_size_limit = {_LOG_SIZE_LIMIT}")
        return connection

    def _open(self) -> None:
        if self.path.is_dir():
            raise LibraryError(f"{self.path} is a folder, not a library.", "Choose a file with --library.")
        if not self.path.exists():
            self._create_file()
        elif not self.read_only and not self._is_writable():
            self._open_read_only()
        with self._translated_errors():
            try:
                self._prepare()
            except sqlite3.OperationalError as error:
                # The system's answer about permissions can be wrong (network folders, Windows). SQLite's is not.
                if self.read_only or primary_code(error) not in _NOT_PERMITTED:
                    raise
                self._open_read_only()
                self._prepare()

    def _is_writable(self) -> bool:
        return os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)

    def _create_file(self) -> None:
        if self.read_only:
            raise LibraryError(f"There is no library at {self.path}.", "Choose another file with --library.")
        try:
            private_files.make_folder(self.path.parent)
        except OSError as error:
            raise LibraryError(
                f"The folder {self.path.parent} cannot be created: {error.strerror or error}.",
                "Choose another file with --library.",
            ) from error
        with contextlib.suppress(OSError):  # SQLite gives the better message
            private_files.create(self.path)

    def _open_read_only(self) -> None:
        self.read_only = self._lacks_permission = True
        self.read_only_reason = (
            f"The library {self.path} or its folder cannot be written: you can read, but your changes are not saved."
        )
        self._options = "mode=ro"
        self._local = threading.local()

    def _prepare(self) -> None:
        """Create or update the schema, or only check it if the file cannot be written.

        An older library that is opened for reading is still updated, through a connection of its own.
        """
        if not self.read_only:
            schema.prepare(self._connection(), self.path, self._begin)
            return
        try:
            version = schema.version(self._connection(), self.path)
        except sqlite3.OperationalError as error:
            # In WAL mode SQLite needs a second file, but it cannot write to the folder. Then nobody else can be writing
            # either, so the file can be read as it is, provided that the log is empty.
            log = self.path.with_name(self.path.name + "-wal")
            if primary_code(error) not in _NOT_PERMITTED or (log.exists() and log.stat().st_size):
                raise
            self._options = "mode=ro&immutable=1"
            self._local = threading.local()
            version = schema.version(self._connection(), self.path)
        if 0 < version < schema.VERSION and not self._lacks_permission and self._is_writable():
            Connections(self.path).close()
        else:
            schema.check_readable(version, self.path)
