"""The command that shows the reader in a browser."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsreader.cli.common import DONE, library_path, with_library
from newsreader.cli.printing import Output

__all__ = ["serve"]


@click.command(short_help="Show the reader in a browser.")
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True, help="Where to listen.")
@click.option("--host", metavar="NAME", default="127.0.0.1", show_default=True, help="Which address to listen at.")
@with_library
def serve(port: int, host: str, library: Path | None) -> int:
    """Show the reader in a browser, until Ctrl-C.

    The printed address has a token in it, and nobody gets in without it. By default only this machine can reach it; to
    let others, name another --host, such as 0.0.0.0. Use a proxy with TLS beyond a network that you trust.
    """
    from newsreader.web.server import serve as run

    def say(sentence: str) -> None:
        Output().lines([sentence])
        sys.stdout.flush()

    run(library_path(library), host, port, say)
    return DONE
