"""The way in: a plain launch opens the reader at once, everything else goes through the command line.

Most launches name nothing but perhaps a library. To load the parser of the command line for them would take several
times as long as to open that library.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["main"]


def main() -> int:
    """Do what the program's arguments ask for, and return the exit status."""
    given = sys.argv[1:]
    library = Path(given[1]) if len(given) == 2 and given[0] == "--library" and given[1][:1] not in ("", "-") else None
    # A folder is not a library: the command line says so. It also answers a shell that asks for completions.
    if (given and (library is None or library.is_dir())) or "_NEWSREADER_COMPLETE" in os.environ:
        from newsreader.cli import main as cli

        return cli.main()
    from newsreader.errors import NewsreaderError
    from newsreader.session import open_reader

    try:
        return open_reader(library)
    except (NewsreaderError, KeyboardInterrupt) as error:
        from newsreader.cli import main as cli

        return cli.failed(error)
