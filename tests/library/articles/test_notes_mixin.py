"""Notes keep the words that they highlight, can be searched, and outlive their article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsreader.library.database.library_errors import LibraryError
from newsreader.library.store import Library
from newsreader.model.article import Article
from newsreader.model.retention_policy import RetentionPolicy

TEXT = "The naïve plan — 漢字 and all — was dropped. Nobody said why."
START, END = TEXT.index("漢字"), TEXT.index(" was")


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    clock = iter(datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=n) for n in range(1000))
    opened = Library(library_path, now=lambda: next(clock))
    opened.add([Article(TEXT, title="Plan dropped", url="https://example.org/plan"), Article("Rain.", title="Weather")])
    yield opened
    opened.close()


def test_a_note_holds_the_words_that_it_is_about(library: Library) -> None:
    article = library.add([Article(TEXT, title="Plan dropped", url="https://example.org/plan")])[0].id
    late = library.add_note(article, START, END, "Ask the ministry.")
    early = library.add_note(article, 0, 3)
    assert TEXT[late.start : late.end] == late.quote == "漢字 and all —"
    assert (late.words, late.title, late.url) == ("Ask the ministry.", "Plan dropped", "https://example.org/plan")
    assert library.notes(article) == [early, late]
    assert library.all_notes() == [early, late]
    library.edit_note(late.id, "Asked.")
    assert [note.words for note in library.notes(article)] == ["", "Asked."]
    library.delete_note(early.id)
    assert [note.id for note in library.all_notes()] == [late.id]


def test_notes_are_searched_in_all_their_words(library: Library) -> None:
    article = library.add([Article(TEXT, title="Plan dropped", url="https://example.org/plan")])[0].id
    note = library.add_note(article, START, END, "Ask the Ministry.")
    for words in ("ministry", "MINISTRY ask", "漢字", "plan ministry", ""):
        assert library.all_notes(words) == [note], words
    assert library.all_notes("ministry budget") == []


@pytest.mark.parametrize(("start", "end"), [(5, 5), (len(TEXT), len(TEXT) + 5), (-3, 4), (9, 3), (3, 4)])
def test_there_has_to_be_something_to_note(library: Library, start: int, end: int) -> None:
    article = library.add([Article(TEXT, title="Plan dropped", url="https://example.org/plan")])[0].id
    with pytest.raises(LibraryError, match="no text to highlight"):
        library.add_note(article, start, end)
    with pytest.raises(LibraryError, match="no text to highlight"):
        library.add_note(999_999, 0, 3)
    assert library.all_notes() == []


def test_a_note_outlives_its_article(library: Library) -> None:
    article = library.add([Article(TEXT, title="Plan dropped", url="https://example.org/plan")])[0].id
    library.add_note(article, START, END, "Ask the ministry.")
    library.apply_retention([RetentionPolicy(max_articles=0)])
    with pytest.raises(LibraryError):
        library.article(article)
    (note,) = library.all_notes()
    assert (note.article, note.quote, note.words, note.title) == (
        None, "漢字 and all —", "Ask the ministry.", "Plan dropped",
    )  # fmt: skip
