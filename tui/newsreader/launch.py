"""The way in: a plain launch opens the reader at once, all else goes through the command line.

Most launches name nothing but perhaps a library. To load the parser of the command line for them would take several
times as long as to open that library.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

__all__ = ["main", "open_reader"]


def main() -> int:
    """Do what the program's arguments ask for; gives the exit status."""
    asked = sys.argv[1:]
    library = Path(asked[1]) if len(asked) == 2 and asked[0] == "--library" and asked[1][:1] not in ("", "-") else None
    # A folder is no library: the command line says so. And a shell asks there what may follow.
    if (asked and (library is None or library.is_dir())) or "_NEWSREADER_COMPLETE" in os.environ:
        from newsreader.cli import main as cli

        return cli.main()
    from newsreader.errors import NewsreaderError

    try:
        return open_reader(library)
    except (NewsreaderError, KeyboardInterrupt) as error:
        from newsreader.cli import main as cli

        return cli.failed(error)


def open_reader(library: Path | None, sources: Sequence[str] = ()) -> int:
    """Open the reader on `library` (by default the usual one), adding `sources`; gives the exit status.

    The starter articles are added where there is nothing to read yet. Raises NewsreaderError where there is no
    terminal, or the library cannot be opened.
    """
    # Looking for garbage takes a fifth of the time to the first look, and there is none yet. The screen turns it on.
    gc.disable()
    # Textual reads it as it is imported: another article waits 4 ms for the next frame on average, rather than 8.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from newsreader.errors import NewsreaderError
    from newsreader.library.store import Library, default_path
    from newsreader.library.views import View

    # In a browser (textual-serve) there is no terminal, and none is needed.
    in_terminal = "TEXTUAL_DRIVER" not in os.environ
    if in_terminal and not sys.stdout.isatty():
        raise NewsreaderError("The reader needs a terminal to show itself in.", "See `newsreader --help` for commands.")
    if in_terminal and os.environ.get("TERM") == "dumb":
        raise NewsreaderError(
            "This terminal (TERM=dumb) cannot show the reader.", "See `newsreader --help` for commands."
        )
    if in_terminal and "-" not in sources and not sys.stdin.isatty():
        raise NewsreaderError("Standard input is no terminal.", "Give - as a source to read an article from it.")
    from newsreader.background.analysis_worker import Analyst
    from newsreader.system import private_files
    from newsreader.system.signals import END

    path = library or default_path()
    notice = private_files.notice(private_files.put_right(path))
    END.install()
    with (
        closing(Library(path)) as articles,
        closing(Analyst(articles.path, hold=articles.cache_analysis)) as analyst,
    ):
        first = articles.first(View(), 1)
        if not sources and not first and not articles.read_only:
            from newsreader.importing import starter_articles

            articles.add(starter_articles.articles())
            first = articles.first(View(), 1)
        if sources or not all(articles.is_analysed(entry.id) or articles.analysis_failure(entry.id) for entry in first):
            # It will be waited for: it loads its models while Textual is imported. Else the first look comes first.
            analyst.start()
        from newsreader.ui.app import run

        return run(articles, sources, analyst, notice)
