"""A large file is read in a process of its own: the same articles, the same errors, and nothing left running."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newsreader.background import worker_process
from newsreader.background.worker_process import SourceLimits
from newsreader.errors import NewsreaderError
from newsreader.importing import import_client
from newsreader.importing.add_sources import add_sources
from newsreader.intake.intake_errors import SourceError
from newsreader.intake.sources import load
from newsreader.library.articles.article_record import to_record
from newsreader.library.store import Added, Library, View


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


def refused(error: NewsreaderError) -> None:
    pytest.fail(str(error))


def test_gives_the_articles_in_their_order(tmp_path: Path, processes: list[subprocess.Popen[bytes]]) -> None:
    path = str(feed(tmp_path, 120))
    batches = list(import_client.read(path, refused))
    assert [record for batch in batches for record in batch] == list(map(to_record, load(path)))
    # In growing batches: while one is stored the next one is read.
    assert [len(batch) for batch in batches] == [10, 20, 40, 50]
    assert [process.poll() is not None for process in processes] == [True]


def test_raises_what_reading_raises(tmp_path: Path) -> None:
    path = tmp_path / "nothing.txt"
    path.write_bytes(b"")
    with pytest.raises(SourceError) as here:
        list(load(str(path)))
    with pytest.raises(SourceError) as there:
        list(import_client.read(str(path), refused))
    assert (there.value.message, there.value.hint) == (here.value.message, here.value.hint)


def test_standard_input_is_read_there_too() -> None:
    [[record]] = import_client.read("-", refused, b"Bridge\n\nThe bridge is old.\n")
    assert (record.title, record.text) == ("Bridge", "The bridge is old.")


def test_leaves_nothing_running_when_it_is_given_up(tmp_path: Path, processes: list[subprocess.Popen[bytes]]) -> None:
    articles = import_client.read(str(feed(tmp_path, 500)), refused)
    assert next(articles)[0].title == "Title 0"
    articles.close()
    assert [process.poll() is not None for process in processes] == [True]


def test_a_worker_that_is_ended_is_said_and_what_came_is_good(
    tmp_path: Path, processes: list[subprocess.Popen[bytes]]
) -> None:
    articles = import_client.read(str(feed(tmp_path, 3000)), refused)
    assert next(articles)[0].title == "Title 0"
    for process in processes:
        process.kill()
    with pytest.raises(SourceError, match=r"saved\.xml cannot be read\. The background process broke off"):
        list(articles)


HOSTILE = """
import os, sys
from newsreader.intake.formats import plain
from newsreader.background.worker_process import serve
from newsreader.importing.import_handler import ImportHandler
read = plain.read
def hostile(text, *rest, **more):
    if "endless" in text:
        while True: pass
    if "crash" in text:
        os._exit(11)
    if "deep" in text:
        raise RecursionError
    return read(text, *rest, **more)
plain.read = hostile
serve(ImportHandler().handle)
"""


def test_a_file_that_breaks_its_reader_ends_for_itself_alone(
    tmp_path: Path, library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("a good", "b crash", "c good", "d endless", "e deep", "f good")
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in names:
        (folder / f"{name}.txt").write_text(f"The {name} story\n\nThese are the words of {name}.\n", encoding="utf-8")
    monkeypatch.setattr(worker_process, "COMMAND", (sys.executable, "-c"))
    monkeypatch.setattr(import_client, "IMPORT_WORKER", HOSTILE)
    monkeypatch.setattr(import_client, "SOURCE_LIMITS", SourceLimits(0.5, 512))
    added: list[Added] = []
    failures: list[NewsreaderError] = []
    with closing(Library(library_path)) as library:
        add_sources(library, [str(folder)], None, added.extend, failures.append)
        assert sorted(entry.title for entry in library.first(View(), 9)) == [
            "The a good story",
            "The c good story",
            "The f good story",
        ]
    assert [
        (name, reason)
        for name in names
        for failure in failures
        if f"{name}.txt" in str(failure)
        for reason in ("broke off", "longer than", "RecursionError")
        if reason in str(failure)
    ] == [("b crash", "broke off"), ("d endless", "longer than"), ("e deep", "RecursionError")]
    assert len(failures) == 3
