"""What the reader changes (read, starred, deleted, position): written in order on a thread of its own, and undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from newsreader.errors import NewsreaderError
from newsreader.library.store import Change, Library, View

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

__all__ = ["UndoStack"]

_T = TypeVar("_T")


class UndoStack:
    """The one writer of a running reader: the screen never waits for the disk.

    `on_error` is called on the writing thread with the sentence to show when something could not be kept.
    """

    def __init__(self, library: Library, on_error: Callable[[NewsreaderError], None]) -> None:
        self._library = library
        self._on_error = on_error
        self._kept: list[Future[Change | None]] = []

    @cached_property
    def _thread(self) -> ThreadPoolExecutor:
        """The thread that writes; made with the first change, so that a start does not wait for it."""
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="changes")

    def set_read(self, ids: list[int], read: bool, then: Callable[[], None]) -> None:
        """Mark articles read or unread; can be undone. `then` is called on the writing thread when it is kept."""
        self._keep(lambda: self._library.set_read(ids, read), then)

    def set_starred(self, ids: list[int], starred: bool, then: Callable[[], None]) -> None:
        """Star articles or take the star away; can be undone. `then` as for `set_read`."""
        self._keep(lambda: self._library.set_starred(ids, starred), then)

    def set_position(self, article_id: int, offset: int) -> None:
        """Keep where the reader is in an article (code point at the top of the screen), where that can be kept."""
        self._write_quietly(lambda: self._library.set_position(article_id, offset))

    def remember(self, key: str, value: object) -> None:
        """Keep a setting or place under `key`, where it can be kept; `value` is anything that JSON can hold."""
        self._write_quietly(lambda: self._library.remember(key, value))

    def set_tag(self, ids: list[int], tag: str, wanted: bool, then: Callable[[], None]) -> None:
        """Give articles a tag or take it from them; can be undone. `then` as for `set_read`."""
        self._keep(lambda: self._library.set_tag(ids, tag, wanted), then)

    def set_all_read(self, view: View, then: Callable[[int], None]) -> None:
        """Mark all of a list read, in one go; can be undone. `then` is told how many were unread."""

        def mark() -> Change:
            change = self._library.set_all_read(view)
            then(len(change.ids))
            return change

        self._keep(mark, lambda: None)

    def mute(self, view: View, then: Callable[[], None]) -> None:
        """Mute all of a list, in one go; can be undone. `then` as for `set_read`."""
        self._keep(lambda: self._library.set_muted(self._library.ids(view), True), then)

    def delete(self, ids: Sequence[int], then: Callable[[], None]) -> None:
        """Take articles out of all lists, for good unless it is undone; `then` as for `set_read`."""
        self._keep(lambda: self._library.delete(ids), then)

    def apply(self, write: Callable[[], object], then: Callable[[], None]) -> None:
        """Do `write` to the library in its turn, without a way back; `then` as for `set_read`."""

        def do() -> None:
            write()
            then()

        self._write(do)

    def undo(self, then: Callable[[], None], listed: Callable[[], None]) -> bool:
        """Take the last change back; `then` as for `set_read`. False where there is none to take back.

        `listed` is called as well, on the writing thread, where articles come back into the lists by it.
        """
        if not self._kept:
            return False
        last = self._kept.pop()

        def take_back() -> None:
            change = last.result()
            if change is not None:
                self._library.undo(change)
                if change.column == "hidden":
                    listed()
            then()

        self._write(take_back)
        return True

    def flush(self) -> None:
        """Wait until all that was asked for so far is written."""
        self._thread.submit(lambda: None).result()

    def close(self) -> None:
        """Wait until all is written."""
        self._thread.shutdown(wait=True)

    def _keep(self, change: Callable[[], Change], then: Callable[[], None]) -> None:
        def keep() -> Change:
            try:
                return change()
            finally:
                then()  # what could not be kept is shown as it is, too

        self._kept.append(self._thread.submit(self._guarded, keep))

    def _write(self, write: Callable[[], None]) -> None:
        self._thread.submit(self._guarded, write)

    def _write_quietly(self, write: Callable[[], None]) -> None:
        """Write what nobody asked to be kept: a library that is only read says so once, at the start."""
        if not self._library.read_only:
            self._write(write)

    def _guarded(self, write: Callable[[], _T]) -> _T | None:
        try:
            return write()
        except NewsreaderError as error:
            self._on_error(error)
            return None
