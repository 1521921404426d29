"""The command that serves the reader to a browser."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsreader.cli.common import DONE, examples, library_path, with_library
from newsreader.cli.printing import Output

__all__ = ["serve"]


@click.command(
    short_help="Show the reader in a browser.",
    epilog=examples("newsreader serve", "newsreader serve --port 9000", "newsreader serve --host 0.0.0.0"),
)
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--host", metavar="NAME", default="127.0.0.1", show_default=True, help="Address to listen on.")
@with_library
def serve(port: int, host: str, library: Path | None) -> int:
    """Show the reader in a browser, until Ctrl-C.

    Open the printed address: it holds a token, and without the token access is refused. By default only this machine
    can connect. To let other machines connect, set --host, for example to 0.0.0.0. Put a proxy with TLS in front of it
    unless you trust the network.
    """
    from newsreader.web.server import serve as run

    def say(sentence: str) -> None:
        Output().lines([sentence])
        sys.stdout.flush()

    run(library_path(library), host, port, say)
    return DONE
