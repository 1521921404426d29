"""Sources into the library: batches as they come, and one bad source does not stop the rest."""

from __future__ import annotations

import io
from pathlib import Path

from newsreader.errors import NewsreaderError
from newsreader.importing.add_sources import add_sources
from newsreader.library.store import Added, Library, View


class Adding:
    """Adds sources and keeps what the callbacks get."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.batches: list[list[Added]] = []
        self.failed: list[NewsreaderError] = []
        self.said: list[str] = []

    def add(self, *sources: object, stdin: bytes = b"", subscribe: bool = False) -> None:
        add_sources(
            self.library,
            [str(source) for source in sources],
            io.BytesIO(stdin),
            self.batches.append,
            self.failed.append,
            subscribe=subscribe,
            said=self.said.append,
        )

    def titles(self) -> set[str]:
        return {entry.title for entry in self.library.entries([one.id for batch in self.batches for one in batch])}


def story(folder: Path, name: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(f"{name}\n\nThe words of {name}.", encoding="utf-8")
    return path


def test_a_source_that_cannot_be_read_does_not_stop_the_rest(library: Library, tmp_path: Path) -> None:
    adding = Adding(library)
    adding.add(story(tmp_path, "First"), tmp_path / "missing.txt", story(tmp_path, "Last"))
    assert adding.titles() == {"First", "Last"}
    [error] = adding.failed
    assert "missing.txt" in str(error)


def test_an_unexpected_failure_names_its_source(library: Library, tmp_path: Path) -> None:
    adding = Adding(library)

    def broken(_: list[Added]) -> None:
        raise ZeroDivisionError

    add_sources(library, [str(story(tmp_path, "First"))], None, broken, adding.failed.append)
    assert "First.txt could not be read: ZeroDivisionError" in str(adding.failed[0])


def test_a_dash_reads_standard_input(library: Library) -> None:
    adding = Adding(library)
    adding.add("-", stdin=b"From a pipe\n\nSome words.")
    assert adding.titles() == {"From a pipe"}
    assert adding.failed == []


def test_a_folder_is_only_subscribed_to_when_asked(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    story(folder, "Inside")
    adding = Adding(library)
    adding.add(folder)
    assert (adding.titles(), adding.said, library.subscriptions()) == ({"Inside"}, [], [])
    adding.add(folder, subscribe=True)
    assert [one.url for one in library.subscriptions()] == [str(folder)]
    assert len(adding.said) == 1


def test_an_article_that_comes_again_is_on_top_again(library: Library, tmp_path: Path) -> None:
    path, adding = story(tmp_path, "Twice"), Adding(library)
    adding.add(path)
    adding.add(path)
    assert [[one.new for one in batch] for batch in adding.batches] == [[True], [False]]
    assert sum(entry.title == "Twice" for entry in library.first(View(), 50)) == 1
