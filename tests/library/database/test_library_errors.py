"""SQLite's errors become sentences about the file; mistakes in the program do not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from newsreader.library.database.library_errors import explain, is_busy, primary_code

PATH = Path("/home/ann/library.db")


def failure(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("as SQLite puts it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_NOTADB, "not a newsreader library"),
        (sqlite3.SQLITE_CORRUPT, "is damaged"),
        (sqlite3.SQLITE_BUSY, "has locked"),
        (sqlite3.SQLITE_LOCKED_SHAREDCACHE, "has locked"),
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "is read-only"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
        (sqlite3.SQLITE_IOERR_WRITE, "as SQLite puts it"),
    ],
)
def test_an_error_names_the_file_and_a_next_step(code: int, words: str) -> None:
    explained = explain(failure(code), PATH)
    assert explained is not None
    assert words in explained.message
    assert str(PATH) in explained.message
    assert explained.hint


def test_a_mistake_in_the_program_is_not_explained_away() -> None:
    assert explain(failure(sqlite3.SQLITE_ERROR), PATH) is None
    assert explain(sqlite3.ProgrammingError("wrong number of values"), PATH) is None


def test_an_extended_code_has_a_primary_one() -> None:
    assert primary_code(failure(sqlite3.SQLITE_IOERR_WRITE)) == sqlite3.SQLITE_IOERR
    assert primary_code(sqlite3.ProgrammingError()) == 0
    assert is_busy(failure(sqlite3.SQLITE_BUSY_SNAPSHOT))
    assert not is_busy(failure(sqlite3.SQLITE_FULL))
