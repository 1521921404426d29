"""A file that cannot be used as a library causes a plain sentence and is not changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.library.database import schema
from newsreader.library.store import Library, LibraryError, View
from newsreader.model.article import Article


def filled(path: Path, count: int = 3) -> None:
    library = Library(path)
    library.add(Article(f"Text {n}. " * 200, f"Title {n}") for n in range(count))
    library.close()


def test_a_library_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "some" / "where" / "library.db"
    Library(path).close()
    assert path.exists()


def test_an_empty_file_becomes_a_library(path: Path) -> None:
    path.touch()
    Library(path).close()
    Library(path, read_only=True).close()


@pytest.mark.parametrize(
    "name", ["with space.db", "50%25.db", "what?#1.db" if os.name != "nt" else "what#1.db", "ünï.db"]
)
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    filled(tmp_path / name)
    assert (tmp_path / name).exists()
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_file_that_is_no_database_is_left_as_it_is(path: Path) -> None:
    path.write_bytes(b"Dear diary, today I read the news. " * 100)
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="is not a newsreader library") as raised:
        Library(path)
    assert str(path) in raised.value.message
    assert "--library" in raised.value.hint
    assert path.read_bytes() == before


def test_another_program_s_database_is_left_as_it_is(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        Library(path)
    assert path.read_bytes() == before


def test_a_newer_library_is_left_as_it_is(path: Path) -> None:
    filled(path)
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    with pytest.raises(LibraryError, match="newer newsreader"):
        Library(path)


def test_a_damaged_library_is_said_and_not_overwritten(path: Path) -> None:
    filled(path, 100)
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    for start in range(8192, len(data) - 4096, 4096):
        data[start : start + 64] = b"\xee" * 64
    path.write_bytes(data)
    with pytest.raises(LibraryError, match="is damaged") as raised:
        library = Library(path)
        try:
            for entry in library.first(View(), 200):
                library.article(entry.id)
        finally:
            library.close()
    assert "doctor" in raised.value.hint
    assert path.read_bytes()[4096:] == data[4096:]


def test_a_library_cut_short_is_said(path: Path) -> None:
    filled(path, 300)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 3])
    with pytest.raises(LibraryError, match="is damaged"):
        library = Library(path)
        try:
            for entry in library.first(View(), 1000):
                library.article(entry.id)
        finally:
            library.close()


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="is a folder"):
        Library(tmp_path)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="cannot be created"):
        Library(tmp_path / "file" / "library.db")


def test_reading_only_needs_a_library(path: Path) -> None:
    with pytest.raises(LibraryError, match="There is no library"):
        Library(path, read_only=True)
    assert not path.exists()


def test_opened_for_reading_only_nothing_changes(path: Path) -> None:
    filled(path)
    library = Library(path, read_only=True)
    [entry, *_] = library.first(View(), 10)
    assert library.read_only
    assert library.read_only_reason.endswith(".")
    for change in (
        lambda: library.set_read([entry.id], True),
        lambda: library.add([Article("More.")]),
        lambda: library.remember("key", 1),
    ):
        with pytest.raises(LibraryError, match="is read-only"):
            change()
    assert library.article(entry.id).title == "Title 0"
    assert library.counts().unread == 3
    library.close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Yield a folder that other users can reach."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


READ_AS_NOBODY = """
import os, sys
import urllib.parse  # a later import fails for a user who cannot read Python's own folder
from pathlib import Path
import newsreader.library.store as store
from newsreader.language.resources import models
if os.geteuid() == 0:
    os.setuid(65534)
library = store.Library(Path(sys.argv[1]))
print(library.read_only, library.read_only_reason)
entry = library.first(store.View(), 1)[0]
print(library.article(entry.id).title)
try:
    library.set_read([entry.id], True)
except store.LibraryError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions")
@pytest.mark.parametrize("locked", ["file", "folder", "both"])
def test_without_leave_to_write_it_opens_for_reading(open_folder: Path, locked: str) -> None:
    path = open_folder / "library.db"
    filled(path)
    path.chmod(0o444 if locked != "folder" else 0o666)
    if locked == "file":
        open_folder.chmod(0o777)
    else:
        open_folder.chmod(0o555)
    result = subprocess.run(
        [sys.executable, "-c", READ_AS_NOBODY, str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert result.stderr == ""
    opened, title, refused = result.stdout.splitlines()
    assert opened.startswith("True The library")
    assert title == "Title 0"
    assert "is read-only" in refused


def test_a_full_disk_is_said_and_loses_nothing(path: Path) -> None:
    filled(path)
    library = Library(path)
    with library._connections.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(LibraryError, match="disk is full"):
        library.add(Article(f"More {n}. " * 500, f"More {n}") for n in range(100))
    assert library.counts().all == 3
    library.set_read(library.ids(View())[:1], True)
    assert library.counts().unread == 2
    library.close()
    library = Library(path)
    assert library.counts().unread == 2
    library.close()


def test_an_old_sqlite_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    with pytest.raises(LibraryError, match="too old"):
        Library(path)
    assert not path.exists()
