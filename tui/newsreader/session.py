"""One session of the reader: open the library, the analyst and the app, and close them again. Light to import."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

__all__ = ["open_reader"]


def open_reader(library: Path | None, sources: Sequence[str] = ()) -> int:
    """Open the reader on `library` (by default the usual one), add `sources`, and return the exit status.

    Add the starter articles to an empty library. Raises NewsreaderError without a terminal, or where the library
    cannot be opened.
    """
    # Garbage collection would take a fifth of the time to first paint, without any garbage. The screen turns it on.
    gc.disable()
    # Textual reads this as it is imported: an article then waits 4 ms for the next frame on average, instead of 8.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from newsreader.errors import NewsreaderError
    from newsreader.library.store import Library, default_path
    from newsreader.library.views import View

    # A browser (textual-serve) has no terminal, and the reader needs none there.
    in_terminal = "TEXTUAL_DRIVER" not in os.environ
    if in_terminal and not sys.stdout.isatty():
        raise NewsreaderError("The reader needs a terminal.", "See `newsreader --help` for commands.")
    if in_terminal and os.environ.get("TERM") == "dumb":
        raise NewsreaderError(
            "This terminal (TERM=dumb) cannot show the reader.", "See `newsreader --help` for commands."
        )
    if in_terminal and "-" not in sources and not sys.stdin.isatty():
        raise NewsreaderError("Standard input is not a terminal.", "Give - as a source to read an article from it.")
    from newsreader.background.analysis_client import Analyst
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
            # The reader will wait for the analysis: load the models while Textual is imported. Otherwise first paint
            # comes first.
            analyst.start()
        from newsreader.ui.app import run

        return run(articles, sources, analyst, notice)
