"""A library of any earlier schema is backed up and migrated without loss."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsreader.language.resources import models
from newsreader.library.database import schema
from newsreader.library.database.times import number_at, to_micros
from newsreader.library.results import GroupCounts
from newsreader.library.store import Library, LibraryError, ListCounts, View
from newsreader.model.article import Article

SCHEMAS = Path(__file__).parent / "schemas"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
EARLIER = list(range(1, schema.VERSION))


def make(path: Path, version: int, count: int = 3) -> None:
    """Make a library as the program of schema `version` left it."""
    connection = sqlite3.connect(path)
    connection.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("INSERT INTO source (id, name) VALUES (1, 'Wire')")
    for number in range(1, count + 1):
        connection.execute(
            "INSERT INTO article (id, title, byline, place, url, published, added) VALUES (?, ?, '', '', '', NULL, 5)",
            (number, f"Old title {number}"),
        )
        connection.execute("INSERT INTO body VALUES (?, ?, '[]')", (number, f"Old text {number}."))
        connection.execute("INSERT INTO state (id, source, starred) VALUES (?, 1, ?)", (number, number % 2))
    data = {
        "sentences": [[0, 5]],
        "entities": [[0, 3, "PERSON", "Old Tom"], [4, 8, "PERSON", "Old Tom"], [0, 3, "DATE", "May"]],
        "quotes": [[0, 3, "Old Tom", None, None, 0.5, None, None], [0, 3, None, None, None, 0, None, None]],
        "summary": [],
        "method": "",
        "model": models.MODEL,
        "choices": [],
        "language": "en",
    }
    connection.execute("INSERT INTO finding VALUES (1, ?, ?)", (models.MODEL, json.dumps(data)))
    connection.execute("INSERT INTO summary VALUES (1, 'news', '{\"summary\":[[0,5]],\"choices\":[[0]]}')")
    if version >= 2:
        connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
        connection.execute("INSERT INTO name VALUES (1, 'PERSON', 'Old Tom'), (2, 'SAID', 'Old Tom')")
        connection.execute("INSERT INTO mention VALUES (1, 1, 2), (2, 1, 1)")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("PRAGMA application_id = 1853322098")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("version", EARLIER)
def test_an_older_library_that_is_only_read_is_brought_up_to_date(path: Path, version: int) -> None:
    make(path, version)
    library = Library(path, read_only=True)
    assert library.read_only
    assert [entry.title for entry in library.first(View(), 5)] == ["Old title 3", "Old title 2", "Old title 1"]
    library.close()


def tables(path: Path) -> dict[str, str]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {name: re.sub(r"\s*([(),])\s*", r"\1", re.sub(r"\s+", " ", sql)) for name, sql in rows}


def settings_of_search(path: Path) -> list[tuple[str, int]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT k, v FROM search_config ORDER BY k").fetchall()
    connection.close()
    return rows


@pytest.mark.parametrize("version", EARLIER)
def test_an_earlier_library_becomes_one_of_today(tmp_path: Path, version: int) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    make(old, version)
    Library(new).close()
    library = Library(old)
    assert library.counts() == ListCounts(3, 3, 2)
    assert library.article(2) == Article("Old text 2.", "Old title 2", source="Wire")
    assert list(library.ids(View(query="title:old text"))) == [3, 2, 1]
    assert list(library.ids(View(query="person:tom said:tom"))) == [1]
    assert library.sources() == [GroupCounts("Wire", 3, 3)]
    analysis = library.analysis(1, "news")
    assert analysis is not None
    assert analysis.entities[0].name == "Old Tom"
    library.add([Article("New text.", "New title")])
    assert library.count(View(query="text")) == 4
    library.close()
    assert tables(old) == tables(new)
    assert settings_of_search(old) == settings_of_search(new)


def test_counts_and_numbers_of_schema_3_are_right_after_it(path: Path) -> None:
    make(path, 3)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO source (id, name) VALUES (2, 'Daily')")
    connection.execute("INSERT INTO tag (id, name) VALUES (1, 'kept'), (2, 'sea')")
    connection.execute("INSERT INTO tagging (tag, article) VALUES (1, 1), (2, 1), (1, 3)")
    connection.execute("INSERT INTO also (source, article) VALUES (2, 1), (2, 2)")
    gone = number_at(to_micros(NOON))
    connection.execute("INSERT INTO identity VALUES (x'01', ?), (x'02', ?), (x'03', 1)", (gone + 7, gone + 7))
    connection.execute("INSERT INTO feed (id, url, source) VALUES (1, 'https://news.example/feed', 1)")
    connection.execute("INSERT INTO entry VALUES (1, x'01', ?, x'00'), (1, x'02', 0, x'00')", (gone + 5,))
    connection.commit()
    connection.close()
    library = Library(path)
    library.set_all_read(View())
    assert library.tags() == [GroupCounts("kept", 2, 0), GroupCounts("sea", 1, 0)]
    assert library.sources() == [GroupCounts("Daily", 2, 0), GroupCounts("Wire", 3, 0)]
    assert library.repair() == []
    assert library.add([Article("Of that second.", published=NOON)])[0].id == gone + 4
    library.close()


@pytest.mark.parametrize("version", EARLIER)
def test_a_copy_is_made_first_and_only_once(path: Path, version: int) -> None:
    make(path, version)
    Library(path).close()
    backup = path.with_name(f"library.db.schema-{version}.backup")
    kept = backup.read_bytes()
    connection = sqlite3.connect(backup)
    assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    assert connection.execute("SELECT count(*) FROM article").fetchone() == (3,)
    connection.close()
    Library(path).close()
    assert backup.read_bytes() == kept
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, backup.name]


@pytest.mark.parametrize("version", EARLIER)
def test_an_earlier_library_that_may_not_be_written_is_said(
    path: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(path, version)
    monkeypatch.setattr("newsreader.library.database.connection.os.access", lambda *_: False)
    with pytest.raises(LibraryError, match="older newsreader"):
        Library(path, read_only=True)


def test_a_migration_that_fails_leaves_everything_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(path, 1)
    before = tables(path)
    real = schema.statements

    def failing(script: str) -> list[str]:
        return [*real(script), "INSERT INTO no_such_table VALUES (1)"]

    monkeypatch.setattr(schema, "statements", failing)
    with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
        Library(path)
    monkeypatch.undo()
    assert tables(path) == before
    library = Library(path)
    assert library.counts().all == 3
    library.close()


def test_two_programs_migrate_at_once(path: Path) -> None:
    make(path, 1, count=2000)
    code = (
        "import sys; from pathlib import Path; from newsreader.library.store import Library, View\n"
        "library = Library(Path(sys.argv[1])); print(library.count(View(query='old')))"
    )
    programs = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for program in programs:
        output, errors = program.communicate(timeout=60)
        assert (output.strip(), errors) == (b"2000", b"")
