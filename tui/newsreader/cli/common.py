"""Shared by the commands: exit statuses, options, examples in `--help`, the library, failures."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from newsreader.cli.printing import complain
from newsreader.errors import NewsreaderError

if TYPE_CHECKING:
    from newsreader.library.store import Library
    from newsreader.library.views import View

__all__ = [
    "DONE",
    "FAILED",
    "MISUSED",
    "SOURCE",
    "Failures",
    "confirm_overwrite",
    "examples",
    "library_path",
    "opened_library",
    "standard_input",
    "view_of",
    "with_library",
]

DONE = 0
FAILED = 1
"""Something failed: standard error names it, and the rest was done."""
MISUSED = 2
"""Wrong usage: nothing was done."""

SOURCE = click.Path(allow_dash=True)
"""Accepts any text. The type is a path only so that shells complete file names."""

Function = TypeVar("Function", bound=Callable[..., Any])


class Failures:
    """Prints each failure on standard error at once and keeps the exit status."""

    def __init__(self) -> None:
        self.status = DONE

    def add(self, error: NewsreaderError) -> None:
        """Print the error and set the exit status."""
        complain(str(error))
        self.status = FAILED


def with_library(function: Function) -> Function:
    """Add the option `--library FILE` to a command; it is accepted before the command too."""
    return click.option(
        "--library",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Library file (default: $NEWSREADER_LIBRARY, else one in the data folder).",
        # The command's own value wins over the one that was given before the command.
        callback=lambda ctx, _, value: value or ctx.find_root().params.get("library"),
    )(function)


def examples(*lines: str) -> str:
    """Return an epilog for `--help` that lists example command lines. Click does not re-wrap it."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def library_path(library: Path | None) -> Path:
    """Return the path of the library. Make private files that others could read private, and say so."""
    from newsreader.library.store import default_path
    from newsreader.system import private_files

    path = library or default_path()
    if sentence := private_files.notice(private_files.put_right(path)):
        complain(sentence)
    return path


def confirm_overwrite(path: Path, force: bool) -> bool:
    """Return True if the file `path` may be replaced: with `force`, or after the user confirms on the terminal.

    Raises NewsreaderError if it exists and must not be replaced, or if it cannot be written.
    """
    from newsreader.system.file_writer import check_target

    if path.is_dir():
        return False
    asking = sys.stdin.isatty() and sys.stdout.isatty()
    check_target(path, overwrite=force or asking)
    if force or not asking or not path.is_file():
        return force
    from newsreader.intake.text.clean import clean_line

    if not click.confirm(f"{clean_line(str(path))} exists. Overwrite it?"):
        raise NewsreaderError(f"{path} was not overwritten.")
    return True


def standard_input(source: str) -> BinaryIO | None:
    """Return standard input if `source` is "-", else None. Prompt for it on a terminal."""
    if source != "-":
        return None
    if sys.stdin.isatty():
        click.echo("Reading an article from standard input. Press Ctrl-D to end it.", err=True)
    return sys.stdin.buffer


def opened_library(library: Path | None, *, write: bool = False) -> Library:
    """Open the library, read-only unless `write` is set. Raises NewsreaderError if it does not exist."""
    from newsreader.library.store import Library

    path = library_path(library)
    if not path.exists():
        raise NewsreaderError(f"No library at {path}.", "Add articles with `newsreader add SOURCE`.")
    return Library(path, read_only=not write)


def view_of(query: Sequence[str]) -> View:
    """Return the view that a query on the command line selects. Raises click.UsageError if it is invalid."""
    from newsreader.library.search.query import QueryError, parse
    from newsreader.library.views import View

    text = " ".join(query)
    try:
        parse(text, datetime.now().astimezone())
    except QueryError as error:
        raise click.UsageError(str(error)) from error
    return View(query=text)
