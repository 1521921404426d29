"""The write-ahead log carried over into the library's file, beside the thread that writes.

SQLite does this at the end of a transaction, in the thread that wrote, and waits for the disk twice. Where much is
stored at once, that is a third of the time.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing

__all__ = ["Carrier"]

_MOST_PAGES = 8_000
"""Pages in the log (32 MB) from which on the writer waits until all of it is carried over: SQLite then begins the log
anew. Without a pause it would grow for as long as somebody writes."""

_AT_ONCE = 2
"""Transactions that are carried over together: many write the same pages."""

_MOST_BEHIND = 5
"""Transactions that the writer may be ahead of a slow disk."""


class Carrier:
    """Carries the log over whenever `carry` is called, until `stop`, by a connection of its own, which it closes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._changed = threading.Condition()
        self._asked = 0
        """How many transactions there were."""
        self._done = 0
        """How many of them were there when the log was carried over the last time."""
        self._pages = 0
        """How many the log had then."""
        self._waited_for = False
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="carrier", daemon=True)
        self._thread.start()

    def carry(self) -> None:
        """A transaction was committed: carry it over, soon."""
        with self._changed:
            self._asked += 1
            asked = self._asked
            self._waited_for = self._pages >= _MOST_PAGES or asked - self._done > _MOST_BEHIND
            self._changed.notify_all()
            if self._waited_for:
                self._changed.wait_for(lambda: self._done >= asked or self._stopped)
                self._waited_for = False

    def stop(self) -> None:
        """End with what is being carried over now."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        try:
            with closing(self._connection):
                while (asked := self._next()) is not None:
                    pages = self._carry()
                    with self._changed:
                        self._done, self._pages = asked, pages
                        self._changed.notify_all()
        finally:
            with self._changed:  # however it ends, nobody waits for it any more
                self._stopped = True
                self._changed.notify_all()

    def _next(self) -> int | None:
        """How many transactions there were, as soon as there are enough new ones; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._is_due())
            return None if self._stopped else self._asked

    def _is_due(self) -> bool:
        return self._asked - self._done >= (1 if self._waited_for else _AT_ONCE)

    def _carry(self) -> int:
        """How many pages the log has. What cannot be carried over now, such as on a full disk, is safe in the log."""
        try:
            _, pages, _ = self._connection.execute("PRAGMA wal_checkpoint (PASSIVE)").fetchone()
        except sqlite3.Error:
            return 0
        return int(pages)
