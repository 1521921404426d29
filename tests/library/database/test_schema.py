"""The tables are created in one transaction, and only a file of ours is touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newsreader.library.database import schema
from newsreader.library.database.library_errors import LibraryError


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        yield opened


def begin(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")


def test_a_script_is_cut_where_its_statements_end() -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b;\n  DELETE FROM c;\nEND;\n"
    assert list(schema.statements(f"-- a comment\nSELECT 1;\n{trigger}")) == ["-- a comment\nSELECT 1;\n", trigger]


def test_an_empty_file_gets_the_tables_and_a_log(path: Path, connection: sqlite3.Connection) -> None:
    assert schema.version(connection, path) == 0
    schema.prepare(connection, path, begin)
    assert schema.version(connection, path) == schema.VERSION
    assert connection.execute("SELECT articles FROM counter").fetchone() == (0,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert not connection.in_transaction


def test_half_a_schema_is_rolled_back(
    path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "statements", lambda _: iter(["CREATE TABLE half (id)", "CREATE nonsense"]))
    with pytest.raises(sqlite3.OperationalError, match="nonsense"):
        schema.prepare(connection, path, begin)
    assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("CREATE TABLE songs (title)", "another program"),
        (f"PRAGMA user_version = {schema.VERSION}", "another program"),
        (f"PRAGMA application_id = 1853322098; PRAGMA user_version = {schema.VERSION + 1}", "newer newsreader"),
    ],
)
def test_other_files_are_refused(path: Path, connection: sqlite3.Connection, statement: str, words: str) -> None:
    connection.executescript(statement)
    with pytest.raises(LibraryError, match=words):
        schema.version(connection, path)


def test_only_a_library_of_this_version_can_be_read_without_writing(path: Path) -> None:
    schema.check_readable(schema.VERSION, path)
    with pytest.raises(LibraryError, match="older newsreader"):
        schema.check_readable(1, path)
    with pytest.raises(LibraryError, match="is empty"):
        schema.check_readable(0, path)
