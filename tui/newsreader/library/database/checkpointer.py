"""Checkpoint the write-ahead log in a thread of its own while another thread writes.

By default SQLite checkpoints at the end of a transaction, in the thread that wrote, and waits for the disk twice. In
bulk writes that is a third of the time.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing

__all__ = ["WalCheckpointer"]

_MAX_PAGES = 8_000
"""Pages in the log (32 MB) at which the writer waits until all of it is checkpointed. SQLite can then start the log
from the beginning; without this pause it would grow as long as writing goes on."""

_PER_CHECKPOINT = 2
"""Transactions per checkpoint: many write the same pages."""

_MAX_BEHIND = 5
"""Transactions that the writer may be ahead of a slow disk."""


class WalCheckpointer:
    """A thread that checkpoints the log each time `checkpoint` is called, until `stop`. It closes its connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._changed = threading.Condition()
        self._committed = 0
        """Transactions committed so far."""
        self._checkpointed = 0
        """Transactions that the last checkpoint included."""
        self._pages = 0
        """Pages in the log at the last checkpoint."""
        self._is_awaited = False
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="checkpointer", daemon=True)
        self._thread.start()

    def checkpoint(self) -> None:
        """Ask for a checkpoint after a commit; wait for it if the log is long or the disk is far behind."""
        with self._changed:
            self._committed += 1
            committed = self._committed
            self._is_awaited = self._pages >= _MAX_PAGES or committed - self._checkpointed > _MAX_BEHIND
            self._changed.notify_all()
            if self._is_awaited:
                self._changed.wait_for(lambda: self._checkpointed >= committed or self._stopped)
                self._is_awaited = False

    def stop(self) -> None:
        """Stop after the checkpoint that is running now."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        try:
            with closing(self._connection):
                while (committed := self._next()) is not None:
                    pages = self._run_checkpoint()
                    with self._changed:
                        self._checkpointed, self._pages = committed, pages
                        self._changed.notify_all()
        finally:
            with self._changed:  # however the thread ends, no writer waits for it
                self._stopped = True
                self._changed.notify_all()

    def _next(self) -> int | None:
        """Wait until enough transactions are new; return how many there are in all, or None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._is_due())
            return None if self._stopped else self._committed

    def _is_due(self) -> bool:
        return self._committed - self._checkpointed >= (1 if self._is_awaited else _PER_CHECKPOINT)

    def _run_checkpoint(self) -> int:
        """Checkpoint, and return how many pages the log has. On an error, such as a full disk, the log keeps them."""
        try:
            _, pages, _ = self._connection.execute("PRAGMA wal_checkpoint (PASSIVE)").fetchone()
        except sqlite3.Error:
            return 0
        return int(pages)
