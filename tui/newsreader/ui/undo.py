"""The changes that a reader makes, such as read, starred and deleted: written in order on one thread, and undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from newsreader.errors import NewsreaderError
from newsreader.library.store import Change, Library, View

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

__all__ = ["LibraryWriter", "UndoStack"]

_T = TypeVar("_T")


class LibraryWriter:
    """Writes to the library in order, on a thread of its own, so that the screen never waits for the disk."""

    def __init__(self, library: Library, on_error: Callable[[NewsreaderError], None]) -> None:
        """Call `on_error` on the writing thread with each error that a user should see."""
        self._library = library
        self._on_error = on_error

    @cached_property
    def _thread(self) -> ThreadPoolExecutor:
        """The writing thread. It starts with the first change: the first paint does not pay for it."""
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="library-writer")

    def submit(self, write: Callable[[], _T]) -> Future[_T | None]:
        """Run `write` after all earlier writes. The future holds its result, or None after an error."""
        return self._thread.submit(self._report_errors, write)

    def submit_quietly(self, write: Callable[[], None]) -> None:
        """Save state silently; skip if the library is read-only."""
        if not self._library.read_only:
            self.submit(write)

    def flush(self) -> None:
        """Wait until everything submitted so far is written."""
        self._thread.submit(lambda: None).result()

    def close(self) -> None:
        """Write what is left and end the thread."""
        self._thread.shutdown(wait=True)

    def _report_errors(self, write: Callable[[], _T]) -> _T | None:
        try:
            return write()
        except NewsreaderError as error:
            self._on_error(error)
            return None


class UndoStack:
    """Changes to articles that can be undone, the last one first. Each `then` is called on the writing thread."""

    def __init__(self, library: Library, on_error: Callable[[NewsreaderError], None]) -> None:
        """Call `on_error` on the writing thread with each error that a user should see."""
        self._library = library
        self._writer = LibraryWriter(library, on_error)
        self._done: list[Future[Change | None]] = []

    # Changes that can be undone

    def set_read(self, ids: list[int], read: bool, then: Callable[[], None]) -> None:
        """Mark articles as read or unread. `then` is called when that is stored."""
        self._push(lambda: self._library.set_read(ids, read), then)

    def set_starred(self, ids: list[int], starred: bool, then: Callable[[], None]) -> None:
        """Star or unstar articles. `then` is called when that is stored."""
        self._push(lambda: self._library.set_starred(ids, starred), then)

    def set_tag(self, ids: list[int], tag: str, wanted: bool, then: Callable[[], None]) -> None:
        """Add a tag to articles or remove it. `then` is called when that is stored."""
        self._push(lambda: self._library.set_tag(ids, tag, wanted), then)

    def set_all_read(self, view: View, then: Callable[[int], None]) -> None:
        """Mark all articles of a list as read, as one change. `then` gets the number that were unread."""

        def mark() -> Change:
            change = self._library.set_all_read(view)
            then(len(change.ids))
            return change

        self._push(mark, lambda: None)

    def mute(self, view: View, then: Callable[[], None]) -> None:
        """Mute all articles of a list, as one change. `then` is called when that is stored."""
        self._push(lambda: self._library.set_muted(self._library.ids(view), True), then)

    def delete(self, ids: Sequence[int], then: Callable[[], None]) -> None:
        """Delete articles. `then` is called when that is stored."""
        self._push(lambda: self._library.delete(ids), then)

    def undo(self, then: Callable[[], None], listed: Callable[[], None]) -> bool:
        """Undo the last change. Return False if nothing is left to undo.

        `then` is called when that is stored, and before it `listed` if articles come back into the lists.
        """
        if not self._done:
            return False
        last = self._done.pop()

        def take_back() -> None:
            change = last.result()
            if change is not None:
                self._library.undo(change)
                if change.column == "hidden":
                    listed()
            then()

        self._writer.submit(take_back)
        return True

    # Writes that cannot be undone, in the same order

    def apply(self, write: Callable[[], object], then: Callable[[], None]) -> None:
        """Run `write` on the library in its turn, without undo. `then` is called when that is stored."""

        def do() -> None:
            write()
            then()

        self._writer.submit(do)

    def set_position(self, article_id: int, offset: int) -> None:
        """Store the reading position of an article: the code point at the top of the screen."""
        self._writer.submit_quietly(lambda: self._library.set_position(article_id, offset))

    def remember(self, key: str, value: object) -> None:
        """Store a setting or a place under `key`. `value` is anything that JSON can hold."""
        self._writer.submit_quietly(lambda: self._library.remember(key, value))

    def flush(self) -> None:
        """Wait until everything asked for so far is written."""
        self._writer.flush()

    def close(self) -> None:
        """Write what is left and end the writing thread."""
        self._writer.close()

    def _push(self, change: Callable[[], Change], then: Callable[[], None]) -> None:
        def make() -> Change:
            try:
                return change()
            finally:
                then()  # also after a failure: the screen then shows what is stored

        self._done.append(self._writer.submit(make))
