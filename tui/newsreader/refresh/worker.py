"""The worker that refreshes: run by `client`, imported by nothing. It fetches in a further worker, and stores."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from newsreader.background.worker_process import Channel, serve
from newsreader.library.store import Library
from newsreader.refresh.protocol import RefreshRequest
from newsreader.refresh.refresh_run import run


def _handle(request: tuple[Path, RefreshRequest], channel: Channel) -> None:
    """Refresh the library at a path; send the progress, the articles that arrived and, last, the result."""
    path, wanted = request
    with closing(Library(path)) as library:
        channel.send(run(library, wanted, channel.send, channel.send))


if __name__ == "__main__":
    serve(_handle)
