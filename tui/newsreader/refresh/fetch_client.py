"""Fetch feeds, folders and pages in a worker process: a source that breaks the worker fails, and the rest go on."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any

from newsreader.background.worker_process import SOURCE_LIMITS, WorkerError, WorkerProcess
from newsreader.intake.intake_errors import SourceError
from newsreader.refresh.protocol import (
    FeedResult,
    FetchRequest,
    FileFailure,
    FolderPart,
    PageResult,
    PagesRequest,
    SourceKey,
)

__all__ = ["FETCH_WORKER", "fetch_feeds", "fetch_pages"]

FETCH_WORKER = "newsreader.refresh.fetch_worker"


def fetch_feeds(
    request: FetchRequest, worker: WorkerProcess | None = None
) -> Generator[list[FeedResult] | FolderPart | FileFailure, None, None]:
    """Yield the results of all feeds and folders of `request`, as they come; each subscription ends with a FeedResult.

    `worker` is one that runs already, for the first try. A worker that breaks off is replaced: the source that it was
    working on has failed, and the new worker goes on with the rest. Where it was working on several, each is tried
    alone. Raises WorkerError where a worker breaks off while it works on none.
    """
    waiting = {due.feed: due for due in request.due}
    failed_files = dict(request.failed_files)
    suspects: list[int] = []
    told: set[str] = set()
    while waiting:
        suspects = [feed for feed in suspects if feed in waiting]
        turn = replace(
            request,
            due=tuple(waiting[feed] for feed in suspects[:1] or waiting),
            failed_files=tuple(failed_files.items()),
            held=request.held and worker is not None,
        )
        try:
            for event in _events(turn, worker):
                if isinstance(event, list):
                    for result in event:
                        del waiting[result.feed]
                elif isinstance(event, FileFailure):
                    if str(event.error) in told:
                        continue  # an earlier worker said so
                    told.add(str(event.error))
                yield event
        except WorkerError as error:
            keys = _source_keys(error)
            if not keys:
                raise
            kind, feed, path = keys[0]
            if any(other != feed for _, other, _ in keys):
                suspects = [number for _, number, _ in keys]
            elif kind == "file":
                failed_files[kind, feed, path] = str(_failure(path, error))
            else:
                yield [FeedResult(feed, error=_failure(waiting.pop(feed).name, error))]
        worker = None


def fetch_pages(request: PagesRequest) -> Iterator[PageResult]:
    """Yield the articles of pages, as they come. A page that breaks the worker is left out, and the rest go on."""
    waiting = {page.number: page for page in request.pages}
    while waiting:
        before = len(waiting)
        try:
            for result in _events(replace(request, pages=tuple(waiting.values())), None):
                del waiting[result.number]
                yield result
        except WorkerError as error:
            for _, number, _ in _source_keys(error):
                del waiting[number]
            if len(waiting) == before:
                raise


def _events(request: object, worker: WorkerProcess | None) -> Iterator[Any]:
    with contextlib.closing(worker or WorkerProcess(FETCH_WORKER, limits=SOURCE_LIMITS)) as running:
        running.request(request)
        yield from running.events()


def _source_keys(error: WorkerError) -> list[SourceKey]:
    return [key for key in error.sources if isinstance(key, tuple) and len(key) == 3]


def _failure(name: str, error: WorkerError) -> SourceError:
    return SourceError(f"{name} cannot be read. {error.message}", error.hint)
