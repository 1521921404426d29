"""The error of a background worker, for the user."""

from __future__ import annotations

from textual.worker import Worker, WorkerState

from newsreader.errors import NewsreaderError, unexpected

__all__ = ["worker_failure"]


def worker_failure(event: Worker.StateChanged) -> NewsreaderError | None:
    """Return why a worker failed, or None if it did not; an unexpected failure goes to the log with its traceback."""
    error = event.worker.error if event.state is WorkerState.ERROR else None
    if error is None or isinstance(error, NewsreaderError):
        return error
    return unexpected(error, f"Background work ({event.worker.name})", "failed")
