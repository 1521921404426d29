"""Each thread has a connection of its own, and a transaction is stored whole or not at all."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.library.database import connection as connection_module
from newsreader.library.database.connection import Connections
from newsreader.library.database.library_errors import LibraryError


@pytest.fixture
def connections(path: Path) -> Iterator[Connections]:
    opened = Connections(path)
    yield opened
    opened.close()


def stored(connections: Connections) -> list[str]:
    with connections.reading() as connection:
        return [key for (key,) in connection.execute("SELECT key FROM memory ORDER BY key")]


def store(connections: Connections, key: str) -> None:
    with connections.writing() as connection:
        connection.execute("INSERT INTO memory (key, value) VALUES (?, '1')", (key,))


def test_a_transaction_that_raises_is_rolled_back(connections: Connections) -> None:
    store(connections, "kept")
    with pytest.raises(RuntimeError), connections.writing() as connection:
        connection.execute("INSERT INTO memory (key, value) VALUES ('lost', '1')")
        raise RuntimeError
    assert stored(connections) == ["kept"]


def test_a_thread_keeps_its_connection_and_shares_it_with_none(connections: Connections) -> None:
    found: list[sqlite3.Connection] = []

    def look() -> None:
        for _ in range(2):
            with connections.reading() as connection:
                found.append(connection)

    look()
    other = threading.Thread(target=look)
    other.start()
    other.join()
    assert found[0] is found[1] is not found[2]
    assert found[2] is found[3]


def test_mistakes_in_the_program_stay_what_they_are(connections: Connections) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), connections.reading() as connection:
        connection.execute("SELECT * FROM missing")


def test_a_long_job_pauses_for_others_once_in_a_while(
    connections: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    store(connections, "short")
    connections.yield_write_lock()
    assert pauses == []
    monkeypatch.setattr(connection_module, "_MAX_TURN_S", 0.0)
    store(connections, "long")
    connections.yield_write_lock()
    assert len(pauses) == 1


def test_a_writer_gives_up_on_a_program_that_keeps_the_file_locked(
    path: Path, connections: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "_WRITE_TIMEOUT_S", 0.01)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryError, match="has locked"):
        store(connections, "late")
    other.close()
    store(connections, "later")
    assert stored(connections) == ["later"]


def test_bulk_writes_end_with_a_checkpoint_by_sqlite_itself_again(connections: Connections) -> None:
    def limit() -> int:
        store(connections, f"{time.monotonic_ns()}")
        with connections.reading() as connection:
            return int(connection.execute("PRAGMA wal_autocheckpoint").fetchone()[0])

    with connections.bulk_writes():
        assert limit() == 0
    assert limit() > 0


def test_a_closed_library_says_so(connections: Connections) -> None:
    connections.close()
    with pytest.raises(LibraryError, match="is closed"):
        stored(connections)
