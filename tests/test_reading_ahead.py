"""A large file is read in a process of its own: the same articles, the same errors, and nothing left running."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from newsreader.importing import import_worker
from newsreader.importing.add_sources import add_sources
from newsreader.intake.errors import SourceError
from newsreader.intake.sources import load
from newsreader.library.arrival import ready
from newsreader.library.store import Added, Library


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that are started."""
    started: list[subprocess.Popen[bytes]] = []

    class Started(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Started)
    return started


def feed(folder: Path, entries: int) -> Path:
    items = "".join(
        f"<item><title>Title {n}</title><link>http://news.example/{n}</link>"
        f"<description>The council met on day {n} of the year.</description></item>"
        for n in range(entries)
    )
    path = folder / "saved.xml"
    path.write_text(f'<rss version="2.0"><channel><title>Town</title>{items}</channel></rss>', encoding="utf-8")
    return path


def test_gives_the_articles_in_their_order(tmp_path: Path, processes: list[subprocess.Popen[bytes]]) -> None:
    path = str(feed(tmp_path, 120))
    # In whole batches: while one is stored the next one is read.
    assert list(import_worker.read(path)) == list(import_worker.batches(map(ready, load(path))))
    assert [len(batch) for batch in import_worker.batches(load(path))] == [10, 20, 40, 50]
    assert [process.poll() is not None for process in processes] == [True]


def test_raises_what_reading_raises(tmp_path: Path) -> None:
    path = tmp_path / "nothing.txt"
    path.write_bytes(b"")
    with pytest.raises(SourceError) as here:
        list(load(str(path)))
    with pytest.raises(SourceError) as there:
        list(import_worker.read(str(path)))
    assert (there.value.message, there.value.hint) == (here.value.message, here.value.hint)


def test_leaves_nothing_running_when_it_is_given_up(tmp_path: Path, processes: list[subprocess.Popen[bytes]]) -> None:
    articles = import_worker.read(str(feed(tmp_path, 500)))
    assert next(articles)[0].title == "Title 0"
    articles.close()
    assert [process.poll() is not None for process in processes] == [True]


def test_a_reader_that_is_ended_is_said_and_keeps_what_came(
    tmp_path: Path, processes: list[subprocess.Popen[bytes]]
) -> None:
    articles = import_worker.read(str(feed(tmp_path, 3000)))
    assert next(articles)[0].title == "Title 0"
    for process in processes:
        process.kill()
    with pytest.raises(SourceError, match="broke off"):
        list(articles)


def test_large_files_are_read_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_worker, "_LARGE", 100)
    path = str(feed(tmp_path, 5))
    assert import_worker.is_large(path)
    assert not import_worker.is_large(str(tmp_path))
    monkeypatch.setattr("newsreader.intake.sources.load", lambda *_, **__: pytest.fail("read in this process"))
    added: list[Added] = []
    library = Library(tmp_path / "l.db")
    add_sources(library, [path], None, added.extend, lambda error: pytest.fail(str(error)))
    assert len(added) == 5
    library.close()
