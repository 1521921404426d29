"""What a fetched feed or a folder has that the library does not have yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from feed_texts import item, rss
from newsreader.config import Rule
from newsreader.errors import NewsreaderError
from newsreader.intake.http.http_client import Fetched, Validators
from newsreader.intake.intake_errors import FeedError, SourceError
from newsreader.library.store import Library, View
from newsreader.refresh.collector import Collector
from newsreader.refresh.protocol import SourceKey
from newsreader.refresh.rules import Rules

URL = "https://wire.example/feed"


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    opened = Library(library_path)
    yield opened
    opened.close()


def fetched(*items: str) -> Fetched:
    return Fetched(URL, rss(*items), {}, Validators())


def collect(library: Library, *items: str, rules: tuple[Rule, ...] = ()) -> tuple[int, int]:
    """Collect and store the entries of a feed; return how many articles are new and how many edited."""
    [due] = library.due_feeds()
    stored = library.store_deliveries([Collector(library, Rules(rules)).new_entries(due, fetched(*items))])
    return len(stored.new), len(stored.edited)


def titles(library: Library) -> list[str]:
    return sorted(entry.title for entry in library.first(View(), 100))


def test_only_new_and_edited_entries_are_collected(library: Library) -> None:
    library.subscribe(URL)
    assert collect(library, item("One", guid="1"), item("Two", guid="2")) == (2, 0)
    assert collect(library, item("Two", guid="2"), item("One", guid="1")) == (0, 0)
    assert collect(library, item("One", "Other words.", guid="1"), item("Three", guid="3")) == (1, 1)
    assert titles(library) == ["One", "Three", "Two"]


def test_rules_are_applied_to_each_entry(library: Library) -> None:
    library.subscribe(URL)
    collect(library, item("Storm", guid="1"), item("Sun", guid="2"), rules=(Rule("star", "storm", "words"),))
    assert {entry.title: entry.starred for entry in library.first(View(), 9)} == {"Storm": True, "Sun": False}


def test_what_is_not_a_feed_is_an_error(library: Library) -> None:
    library.subscribe(URL)
    [due] = library.due_feeds()
    with pytest.raises(FeedError):
        Collector(library, Rules(())).new_entries(due, Fetched(URL, b"<html><p>A page.</p></html>", {}, Validators()))


class Folder:
    """A folder that is subscribed to, and what its collection says."""

    def __init__(self, library: Library, path: Path) -> None:
        self.library = library
        self.failed: list[NewsreaderError] = []
        self.watched: list[str] = []
        library.subscribe(str(path), kind="folder")

    def collect(self, reasons: dict[str, str] | None = None) -> int:
        """Store what is new; return how many articles are."""
        [due] = self.library.due_feeds()

        def watch(key: SourceKey) -> AbstractContextManager[None]:
            self.watched.append(Path(key[2]).name)
            return nullcontext()

        parts = Collector(self.library, Rules(())).folder(due, self.failed.append, watch, reasons or {})
        return len(self.library.store_deliveries(list(parts)).new)


@pytest.fixture
def folder(library: Library, tmp_path: Path) -> Folder:
    path = tmp_path / "news"
    path.mkdir()
    for name in ("one", "two"):
        (path / f"{name}.txt").write_text(f"Title {name}\n\nWords of {name}.", encoding="utf-8")
    return Folder(library, path)


def test_only_new_and_edited_files_are_read(folder: Folder, tmp_path: Path) -> None:
    assert folder.collect() == 2
    assert sorted(folder.watched) == ["one.txt", "two.txt"]
    folder.watched.clear()
    (tmp_path / "news" / "one.txt").write_text("Title one\n\nOther words, and more of them.", encoding="utf-8")
    assert folder.collect() == 0
    assert folder.watched == ["one.txt"]
    assert titles(folder.library) == ["Title one", "Title two"]


def test_a_file_that_cannot_be_read_is_said_once(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "news" / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    assert folder.collect() == 2
    [error] = folder.failed
    assert "broken.pdf" in str(error)
    assert folder.collect() == 0
    assert len(folder.failed) == 1


def test_a_file_that_ended_a_worker_is_not_opened_again(folder: Folder, tmp_path: Path) -> None:
    assert folder.collect({str(tmp_path / "news" / "one.txt"): "It takes too long."}) == 1
    assert folder.watched == ["two.txt"]
    assert [error.message for error in folder.failed] == ["It takes too long."]


def test_a_folder_that_is_gone_is_an_error(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "news").rename(tmp_path / "moved")
    with pytest.raises(SourceError, match="news"):
        folder.collect()
