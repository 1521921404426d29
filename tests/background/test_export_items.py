"""Articles gathered for export: analysed first where they are not, with notes and tags."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysing import READ_ONLY, fake_worker
from newsreader.background.bulk_analysis import AnalysisProgress
from newsreader.background.export_items import export_items
from newsreader.library.store import Library
from newsreader.model.article import Article


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    opened = Library(library_path)
    yield opened
    opened.close()


def test_what_is_not_analysed_is_analysed_first(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_worker(monkeypatch)
    one, bad, two = (added.id for added in library.add([Article("One."), Article("raise"), Article("Two.")]))
    library.set_tag([one], "town", True)
    library.add_note(one, 0, 3, "Mine.")
    seen: list[AnalysisProgress] = []
    items = export_items(library, [two, bad, one], seen.append)
    assert [item.article.text for item in items] == ["Two.", "raise", "One."]
    assert [item.analysis is not None for item in items] == [True, False, True]
    assert (items[2].tags, [note.words for note in items[2].notes]) == (("town",), ["Mine."])
    assert (seen[-1].done, seen[-1].failed) == (2, 1)
    seen.clear()
    assert export_items(library, [one, bad], seen.append) == [items[2], items[1]]
    assert seen == []


def test_where_the_library_cannot_be_written_the_analysis_is_there_all_the_same(
    library: Library, library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_worker(monkeypatch, before=READ_ONLY)
    [number] = [added.id for added in library.add([Article("One.")])]
    [item] = export_items(library, [number])
    assert item.analysis is not None
    assert library.analysis(number, "news") is None
