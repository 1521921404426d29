"""What the commands share: exit statuses, the library that is meant, failures that are said and counted."""

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
    "library_path",
    "opened_library",
    "standard_input",
    "to_be_replaced",
    "view_of",
    "with_library",
]

DONE = 0
FAILED = 1
"""Something could not be done: it was said on standard error, and the rest was done."""
MISUSED = 2
"""Wrong usage: nothing was done."""

SOURCE = click.Path(allow_dash=True)
"""Anything goes: it is a path for the shell's completion only."""

Function = TypeVar("Function", bound=Callable[..., Any])


class Failures:
    """What could not be done: said at once on standard error, and kept for the exit status."""

    def __init__(self) -> None:
        self.status = DONE

    def add(self, error: NewsreaderError) -> None:
        """Say what could not be done."""
        complain(str(error))
        self.status = FAILED


def with_library(function: Function) -> Function:
    """Take `--library FILE` here as well as before the command."""
    return click.option(
        "--library",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="The library to use, instead of $NEWSREADER_LIBRARY or the usual one.",
        # A command's own value comes first; without one, what was given before all commands and groups stands.
        callback=lambda ctx, _, value: value or ctx.find_root().params.get("library"),
    )(function)


def library_path(library: Path | None) -> Path:
    """Return the library that is meant. Say so where files of the program could be read by others: no more."""
    from newsreader.library.store import default_path
    from newsreader.system import private_files

    path = library or default_path()
    if sentence := private_files.notice(private_files.put_right(path)):
        complain(sentence)
    return path


def to_be_replaced(path: Path, force: bool) -> bool:
    """Return whether the file `path` is to be replaced: with `force`, or where the user says so on the terminal.

    Raises NewsreaderError where it is there and must not be replaced, or may not be written to at all.
    """
    from newsreader.system.file_writer import check_target

    if path.is_dir():
        return False
    asking = sys.stdin.isatty() and sys.stdout.isatty()
    check_target(path, overwrite=force or asking)
    if force or not asking or not path.is_file():
        return force
    from newsreader.intake.text.clean import clean_line

    if not click.confirm(f"There is a file at {clean_line(str(path))} already. Write over it?"):
        raise NewsreaderError(f"{path} was left as it is.")
    return True


def standard_input(source: str) -> BinaryIO | None:
    """What "-" reads; a person who has to type it is told so."""
    if source != "-":
        return None
    if sys.stdin.isatty():
        click.echo("Reading an article from standard input; end it with Ctrl-D.", err=True)
    return sys.stdin.buffer


def opened_library(library: Path | None, *, write: bool = False) -> Library:
    """The library, for reading only unless it is to be written. Raises NewsreaderError where there is none."""
    from newsreader.library.store import Library

    path = library_path(library)
    if not path.exists():
        raise NewsreaderError(f"There is no library at {path} yet.", "Add articles with `newsreader add SOURCE`.")
    return Library(path, read_only=not write)


def view_of(query: Sequence[str]) -> View:
    """What a query on the command line means. Raises click.UsageError where it cannot be understood."""
    from newsreader.library.search.query import QueryError, parse
    from newsreader.library.views import View

    text = " ".join(query)
    try:
        parse(text, datetime.now().astimezone())
    except QueryError as error:
        raise click.UsageError(str(error)) from error
    return View(query=text)
