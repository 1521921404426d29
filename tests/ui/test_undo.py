"""Undo, and the one thread that writes to the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event, current_thread

import pytest

from newsreader.errors import NewsreaderError
from newsreader.library.store import Change, Library
from newsreader.library.views import View
from newsreader.ui.undo import LibraryWriter, UndoStack


def nothing() -> None:
    """Do nothing: `then` for those who do not wait."""


@pytest.fixture
def errors() -> list[NewsreaderError]:
    """Return the errors that were shown."""
    return []


@pytest.fixture
def stack(library: Library, errors: list[NewsreaderError]) -> Iterator[UndoStack]:
    """Return an undo stack on the library of the tests."""
    stack = UndoStack(library, errors.append)
    yield stack
    stack.close()


def state(library: Library) -> object:
    """Return everything that a reader can change of the listed articles."""
    entries = library.entries(library.ids(View()))
    return [(entry.id, entry.read, entry.starred) for entry in entries], library.tags()


CHANGES: dict[str, Callable[[UndoStack, list[int]], None]] = {
    "read": lambda stack, ids: stack.set_read(ids[:2], True, nothing),
    "star": lambda stack, ids: stack.set_starred(ids[:1], True, nothing),
    "tag": lambda stack, ids: stack.set_tag(ids[:2], "later", True, nothing),
    "all read": lambda stack, ids: stack.set_all_read(View(), lambda count: None),
    "mute": lambda stack, ids: stack.mute(View(), nothing),
    "delete": lambda stack, ids: stack.delete(ids[:1], nothing),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_each_change_is_stored_and_undone(
    stack: UndoStack, library: Library, change: Callable[[UndoStack, list[int]], None]
) -> None:
    before = state(library)
    change(stack, list(library.ids(View())))
    stack.flush()
    assert state(library) != before
    assert stack.undo(nothing, nothing)
    stack.flush()
    assert state(library) == before


def test_the_last_change_is_undone_first(stack: UndoStack, library: Library) -> None:
    first = next(iter(library.ids(View())))
    stack.set_starred([first], True, nothing)
    stack.set_read([first], True, nothing)
    stack.undo(nothing, nothing)
    stack.flush()
    [entry] = library.entries([first])
    assert (entry.starred, entry.read) == (True, False)
    assert stack.undo(nothing, nothing)
    assert not stack.undo(nothing, nothing)


def test_lists_are_told_only_where_articles_come_back(stack: UndoStack, library: Library) -> None:
    first = next(iter(library.ids(View())))
    told: list[str] = []
    stack.set_read([first], True, lambda: told.append("read"))
    stack.undo(lambda: told.append("unread"), lambda: told.append("listed"))
    stack.delete([first], lambda: told.append("deleted"))
    stack.undo(lambda: told.append("back"), lambda: told.append("listed"))
    stack.flush()
    assert told == ["read", "unread", "deleted", "listed", "back"]


def test_all_read_says_how_many_were_unread(stack: UndoStack, library: Library) -> None:
    counts: list[int] = []
    unread = library.counts().unread
    stack.set_all_read(View(), counts.append)
    stack.set_all_read(View(), counts.append)
    stack.flush()
    assert counts == [unread, 0]


def test_a_failed_change_is_shown_and_not_undone(
    stack: UndoStack, library: Library, errors: list[NewsreaderError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(ids: list[int], read: bool) -> Change:
        raise NewsreaderError("The disk is full.")

    monkeypatch.setattr(library, "set_read", fail)
    told: list[str] = []
    stack.set_read([1], True, lambda: told.append("shown as it is"))
    before = state(library)
    assert stack.undo(lambda: told.append("nothing undone"), nothing)
    stack.flush()
    assert [str(error) for error in errors] == ["The disk is full."]
    assert told == ["shown as it is", "nothing undone"]
    assert state(library) == before


def test_writes_are_done_in_order_on_a_thread_of_their_own(library: Library) -> None:
    writer = LibraryWriter(library, lambda error: None)
    go, done = Event(), list[tuple[int, str]]()

    def write(number: int) -> None:
        go.wait(10)
        done.append((number, current_thread().name))

    for number in range(3):
        writer.submit(partial(write, number))
    assert done == []
    go.set()
    writer.close()
    assert [number for number, _ in done] == [0, 1, 2]
    assert {name for _, name in done} == {"library-writer_0"}


def test_state_is_saved_silently_and_skipped_where_the_library_is_read_only(
    library_path: Path, library: Library, errors: list[NewsreaderError]
) -> None:
    first = next(iter(library.ids(View())))
    stack = UndoStack(library, errors.append)
    stack.remember("theme", "dusk")
    stack.set_position(first, 7)
    stack.close()
    assert (library.recall("theme"), library.position(first)) == ("dusk", 7)

    with closing(Library(library_path, read_only=True)) as read_only:
        stack = UndoStack(read_only, errors.append)
        stack.remember("theme", "newsprint")
        stack.set_position(first, 9)
        stack.close()
        assert (read_only.recall("theme"), read_only.position(first)) == ("dusk", 7)
    assert errors == []


def test_what_cannot_be_undone_is_written_in_its_turn(stack: UndoStack, library: Library) -> None:
    order: list[str] = []
    first = next(iter(library.ids(View())))
    stack.set_read([first], True, lambda: order.append("read"))
    stack.apply(lambda: order.append("written"), lambda: order.append("then"))
    stack.flush()
    assert order == ["read", "written", "then"]
    stack.undo(nothing, nothing)
    stack.flush()
    assert not library.entries([first])[0].read
