"""In bulk writes a thread of its own checkpoints the log."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.library.database import checkpointer
from newsreader.library.store import Library, View
from newsreader.model.article import Article

LOTS = 40


def articles(lot: int) -> Iterator[Article]:
    return (Article(f"Words {lot}-{n} {'of many ' * 500}", f"Title {lot}-{n}") for n in range(25))


def checkpointers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "checkpointer"]


def pages_until_the_log_goes_into_the_file(library: Library) -> int:
    with library._connections.reading() as connection:
        return int(connection.execute("PRAGMA wal_autocheckpoint").fetchone()[0])


def test_the_log_stays_short_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpointer, "_MAX_PAGES", 300)
    library = Library(tmp_path / "library.db")
    with library.bulk_writes():
        assert checkpointers()
        for lot in range(LOTS):
            library.add(articles(lot))
        assert pages_until_the_log_goes_into_the_file(library) == 0
    assert not checkpointers()
    log = (tmp_path / "library.db-wal").stat().st_size
    assert log < 5_000_000 < (tmp_path / "library.db").stat().st_size
    assert len(library.ids(View())) == 25 * LOTS
    library.add(articles(LOTS))
    assert pages_until_the_log_goes_into_the_file(library) > 0
    library.close()


def test_what_cannot_be_carried_over_stays_in_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = threading.Event()

    class Full(sqlite3.Connection):
        def execute(self, sql: str, *_: object) -> sqlite3.Cursor:
            if "checkpoint" in sql:
                tried.set()
                raise sqlite3.OperationalError("database or disk is full")
            return super().execute(sql)

    library = Library(tmp_path / "library.db")
    monkeypatch.setattr(
        library._connections,
        "_connect",
        lambda *_: sqlite3.connect(library.path, factory=Full, check_same_thread=False),
    )
    with library.bulk_writes():
        library.add(articles(0))
        library.add(articles(1))
        assert tried.wait(10)
        library.add(articles(2))
    assert len(library.ids(View())) == 75
    library.close()


def test_a_library_that_may_not_be_written_needs_none(tmp_path: Path) -> None:
    Library(tmp_path / "library.db").close()
    library = Library(tmp_path / "library.db", read_only=True)
    with library.bulk_writes():
        assert not checkpointers()
    library.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_nobody_waits_for_a_carrier_that_broke_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_: checkpointer.WalCheckpointer) -> int:
        raise RuntimeError

    monkeypatch.setattr(checkpointer.WalCheckpointer, "_run_checkpoint", breaks)
    monkeypatch.setattr(checkpointer, "_MAX_BEHIND", 0)
    library = Library(tmp_path / "library.db")

    def store() -> None:
        with library.bulk_writes():
            library.add(articles(0))
            library.add(articles(1))

    storing = threading.Thread(target=store, daemon=True)
    storing.start()
    storing.join(30)
    assert not storing.is_alive()
    assert len(library.ids(View())) == 50
    library.close()
