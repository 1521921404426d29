"""Connections to the library file: one a thread, writes one at a time, failures in plain sentences."""

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
    from newsreader.library.database.checkpointer import Carrier

__all__ = ["Connections"]

_PATIENCE_S = 60.0
"""How long a writer waits for other writers. Writers hold the file for a fraction of a second each."""
_READ_PATIENCE_S = 20.0
"""How long a reader waits; in WAL mode only while another program repairs or closes the file."""
_RETRY_S = 0.003
"""Between two tries for the write lock: SQLite's own waits grow to 100 ms, which starves us beside a busy writer."""
_TURN_S = 0.15
_BREATH_S = 0.005
"""Who writes on and on lets others in for so long each time that it has written for a turn: longer than they wait
between two tries."""
_CACHE_KIB = 4_096
"""A connection: a larger one was measured to gain nothing, and every thread has its own."""
_LOG_PAGES = 4_000
"""The log goes into the file when it has so many pages (16 MB): four times SQLite's own limit makes large additions a
fifth quicker, and after a kill the next start reads it in a few hundredths of a second."""
_LEFT_IN_LOG = 64 * 1024 * 1024
"""The write-ahead log is cut back to this size after a large change, so that it does not stay large on disk."""

_FORBIDDEN = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
"""What SQLite says where the file, or files beside it, may not be written."""

_OLDEST_SQLITE = (3, 37, 0)
"""The first with strict tables."""


class _Holder:
    """A thread's connection; closed with its thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Connections:
    """All connections of this process to the library at `path`.

    Opening makes or updates the library; to read it only, nothing is made, but an older one is updated all the same.
    Where the file or its folder may not be written it is opened for reading: `read_only` says so, and
    `read_only_reason` is a sentence for the user.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self.read_only_reason = "The library was opened for reading only." if read_only else ""
        self._forbidden = False
        self._options = "mode=ro" if read_only else "mode=rwc"
        self._local = threading.local()
        self._holders: WeakSet[_Holder] = WeakSet()
        self._writing = threading.RLock()
        self._wrote_s = 0.0
        """Seconds of writing since others were let in."""
        self._closed = False
        self._carrier: Carrier | None = None
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
        """Close the connections of all threads. Anything that is still running in another thread fails."""
        self._closed = True
        for holder in list(self._holders):
            holder.connection.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection; what SQLite complains of comes out as a LibraryError."""
        with self._explained():
            yield self._connection()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection inside a transaction, committed at the end, undone by any exception.

        Waits for other writers, in this process and others. Raises LibraryError where the library is read-only,
        another program does not let go of it, or the disk is full; then nothing has been changed.
        """
        if self.read_only:
            raise LibraryError(
                f"The library {self.path} can be read but not changed.",
                self.read_only_reason or "Allow writing to the file and its folder.",
            )
        with self._explained(), self._writing:
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
        carrier = self._carrier
        if carrier is not None:
            carrier.carry()

    def let_others_in(self) -> None:
        """Between the transactions of a long work: a pause for those who wait to write, where it is time for one."""
        if self._wrote_s >= _TURN_S:
            time.sleep(_BREATH_S)
            self._wrote_s = 0.0

    @contextlib.contextmanager
    def carrying(self) -> Iterator[None]:
        """Where much is written in one go: meanwhile the log is carried over into the file by a thread of its own.

        Not to be begun twice at the same time; raises LibraryError.
        """
        from newsreader.library.database.checkpointer import Carrier  # only where much is written

        if self.read_only:
            yield
            return
        with self._explained():
            carrier = self._carrier = Carrier(self._connect(self._options))
        try:
            yield
        finally:
            self._carrier = None
            carrier.stop()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
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
        deadline = time.monotonic() + _PATIENCE_S
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute(f"PRAGMA wal_autocheckpoint = {0 if self._carrier else _LOG_PAGES}")
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
            connection.execute(f"PRAGMA busy_timeout = {int(_READ_PATIENCE_S * 1000)}")

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
            timeout=_READ_PATIENCE_S,
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
            connection.execute(f"PRAGMA journal_size_limit = {_LEFT_IN_LOG}")
        return connection

    def _open(self) -> None:
        if self.path.is_dir():
            raise LibraryError(f"{self.path} is a folder, not a library.", "Name a file with --library.")
        if not self.path.exists():
            self._make_room()
        elif not self.read_only and not self._may_be_written():
            self._only_read()
        with self._explained():
            try:
                self._prepare()
            except sqlite3.OperationalError as error:
                # What the system says of permissions is not always true (network folders, Windows): SQLite knows.
                if self.read_only or primary_code(error) not in _FORBIDDEN:
                    raise
                self._only_read()
                self._prepare()

    def _may_be_written(self) -> bool:
        return os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)

    def _make_room(self) -> None:
        if self.read_only:
            raise LibraryError(f"There is no library at {self.path}.", "Name another file with --library.")
        try:
            private_files.make_folder(self.path.parent)
        except OSError as error:
            raise LibraryError(
                f"The folder {self.path.parent} cannot be made: {error.strerror or error}.",
                "Name another file with --library.",
            ) from error
        with contextlib.suppress(OSError):  # SQLite says it better
            private_files.create(self.path)

    def _only_read(self) -> None:
        self.read_only = self._forbidden = True
        self.read_only_reason = (
            f"The library {self.path} or its folder may not be written to: "
            "you can read, but what you mark and add is not kept."
        )
        self._options = "mode=ro"
        self._local = threading.local()

    def _prepare(self) -> None:
        """Make or update the schema, or only check it where the file may not be written.

        A library that is only to be read is brought up to date all the same, by a connection of its own.
        """
        if not self.read_only:
            schema.prepare(self._connection(), self.path, self._begin)
            return
        try:
            version = schema.version(self._connection(), self.path)
        except sqlite3.OperationalError as error:
            # A library in WAL mode wants a file beside it, and its folder may not be written. Nobody can be
            # writing then, so that it is safe to read the file as it stands, if all of it has reached the file.
            log = self.path.with_name(self.path.name + "-wal")
            if primary_code(error) not in _FORBIDDEN or (log.exists() and log.stat().st_size):
                raise
            self._options = "mode=ro&immutable=1"
            self._local = threading.local()
            version = schema.version(self._connection(), self.path)
        if 0 < version < schema.VERSION and not self._forbidden and self._may_be_written():
            Connections(self.path).close()
        else:
            schema.check_readable(version, self.path)
