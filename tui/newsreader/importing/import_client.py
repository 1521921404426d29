"""Read sources in another process: a file that breaks it ends for itself alone."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.background.worker_process import SOURCE_LIMITS, WorkerError, WorkerProcess
from newsreader.importing.import_protocol import Batch, ReadRequest
from newsreader.intake.intake_errors import SourceError
from newsreader.intake.text.clean import clean_line

if TYPE_CHECKING:
    from newsreader.errors import NewsreaderError
    from newsreader.library.articles.article_record import ArticleRecord

__all__ = ["IMPORT_WORKER", "broken_source", "read"]

IMPORT_WORKER = "newsreader.importing.import_worker"


def read(
    source: str, failed: Callable[[NewsreaderError], None], stdin: bytes | None = None
) -> Generator[list[ArticleRecord], None, None]:
    """Yield the articles of a source in growing batches, ready to be stored; while one is stored the next is read.

    `failed` is called with each file of a folder that cannot be read. Raises SourceError where nothing can be read
    any more; what came before is good.
    """
    request, told = ReadRequest(source, stdin), set[str]()
    while True:
        try:
            with closing(WorkerProcess(IMPORT_WORKER, limits=SOURCE_LIMITS)) as worker:
                worker.request(request)
                for event in worker.events():
                    if isinstance(event, Batch):
                        request = replace(request, done=event.done)
                        yield event.records
                    elif str(event.error) not in told:  # a worker before this one may have said so
                        told.add(str(event.error))
                        failed(event.error)
            return
        except WorkerError as error:
            name = str(error.sources[0]) if error.sources else ""
            if not name or name in dict(request.failed_files) or not Path(source).expanduser().is_dir():
                raise broken_source(source, error) from error
            reason = str(broken_source(name, error))
            request = replace(request, failed_files=(*request.failed_files, (name, reason)))


def broken_source(source: str, error: WorkerError) -> SourceError:
    """Return what to tell of a source that ended its worker."""
    name = "Standard input" if source == "-" else clean_line(source.encode("utf-8", "replace").decode("utf-8"))[:300]
    return SourceError(f"{name} cannot be read. {error.message}", error.hint)
