"""The command line: opens the reader, or prints what it knows for a terminal or another program.

Light to import: what a command needs is imported inside it, so that `--help` costs no more than click does, and
nothing that only prints loads the screen.
"""

from __future__ import annotations

import difflib
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from newsreader import __version__
from newsreader.analysis import METHODS
from newsreader.errors import NewsreaderError
from newsreader.printing import Output, complain, prepare_streams

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from newsreader.analysis import Analysis
    from newsreader.article import Article
    from newsreader.library.store import Added, Library
    from newsreader.library.view import View

__all__ = ["DONE", "FAILED", "INTERRUPTED", "MISUSED", "main"]

DONE = 0
FAILED = 1
"""Something could not be done: it was said on standard error, and the rest was done."""
MISUSED = 2
"""Wrong usage: nothing was done."""
INTERRUPTED = 130
"""Ctrl-C, as shells have it: 128 and the number of the signal."""

SOURCES = f"{__name__}.sources"
"""In `click.Context.meta` where the arguments are sources and no command."""

SOURCE = click.Path(allow_dash=True)
"""Anything goes: it is a path for the shell's completion only."""

Function = TypeVar("Function", bound=Callable[..., Any])


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` (by default the program's own arguments) asks for and return its exit status."""
    prepare_streams()
    stdout = sys.stdout
    try:
        status = newsreader.main(argv, prog_name="newsreader", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except NewsreaderError as error:
        complain(str(error))
        return FAILED
    except (BrokenPipeError, SystemExit) as error:
        # Whoever read our output has enough. Click meets that with an exit, and wraps the stream to keep it quiet.
        if isinstance(error, SystemExit) and sys.stdout is stdout:
            raise
        # Nothing more can be written, and the interpreter must not try.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
        return DONE
    return status if isinstance(status, int) else DONE


class _Failures:
    """What could not be done: said at once on standard error, and kept for the exit status."""

    def __init__(self) -> None:
        self.status = DONE

    def add(self, error: NewsreaderError) -> None:
        """Say what could not be done."""
        complain(str(error))
        self.status = FAILED


class _Commands(click.Group):
    """A group whose first argument is a source to open where it is no command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        word = args[0]
        # A single word that is no file is a command that was mistyped, rather than an article.
        if word.isalpha() and not Path(word).exists():
            near = difflib.get_close_matches(word, self.commands, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"There is no command, file or folder {word!r}.{hint}", ctx)
        ctx.meta[SOURCES] = True
        return None, _open_sources, args

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own signature
        return ["[OPTIONS]", "[SOURCE]... | COMMAND ..."]


def _with_library(function: Function) -> Function:
    """Take `--library FILE` here as well as before the command."""
    return click.option(
        "--library",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="The library to use, instead of $NEWSREADER_LIBRARY or the usual one.",
        # A command's own value comes first; without one, that of the group stands.
        callback=lambda ctx, _, value: value or (ctx.parent.params.get("library") if ctx.parent else None),
    )(function)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="A file that is named like a command is given as ./list. Exit status: 0 done, 1 something could not be "
    "done, 2 wrong usage.",
)
@_with_library
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def newsreader(ctx: click.Context, library: Path | None) -> int:
    """Read the news in the terminal, with names, a summary and the key quotes of each article.

    Opens the reader, on each SOURCE if any is named: a feed, a page, a file, a folder, or - for standard input.
    """
    return DONE if ctx.invoked_subcommand or SOURCES in ctx.meta else _open(library, ())


@click.command(options_metavar="[OPTIONS]")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=SOURCE)
@_with_library
def _open_sources(sources: Sequence[str], library: Path | None) -> int:
    """Open the reader on each SOURCE: a feed, a page, a file, a folder, or - for standard input."""
    return _open(library, sources)


def _path(library: Path | None) -> Path:
    from newsreader.library.store import default_path

    return library or default_path()


def _open(library: Path | None, sources: Sequence[str]) -> int:
    """Open the reader. The starter articles are added where there is nothing to read yet."""
    # Looking for garbage takes a fifth of the time to the first look, and there is none yet. The screen turns it on.
    gc.disable()
    from newsreader.library.store import Library
    from newsreader.library.view import View

    # In a browser (textual-serve) there is no terminal, and none is needed.
    in_terminal = "TEXTUAL_DRIVER" not in os.environ
    if in_terminal and not sys.stdout.isatty():
        raise NewsreaderError("The reader needs a terminal to show itself in.", "See `newsreader --help` for commands.")
    if in_terminal and "-" not in sources and not sys.stdin.isatty():
        raise NewsreaderError("Standard input is no terminal.", "Give - as a source to read an article from it.")
    with closing(Library(_path(library))) as articles:
        if not sources and not articles.first(View(), 1) and not articles.read_only:
            from newsreader import starter

            articles.add(starter.articles())
        from newsreader.app import run

        return run(articles, sources)


def _stdin(source: str) -> BinaryIO | None:
    """What "-" reads; a person who has to type it is told so."""
    if source != "-":
        return None
    if sys.stdin.isatty():
        click.echo("Reading an article from standard input; end it with Ctrl-D.", err=True)
    return sys.stdin.buffer


@newsreader.command(short_help="Add articles to the library.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=SOURCE)
@_with_library
def add(sources: Sequence[str], library: Path | None) -> int:
    """Add articles to the library: feeds, pages, files, folders, or - for standard input."""
    from newsreader.adding import add_sources
    from newsreader.intake.clean import clean_line
    from newsreader.library.store import Library

    failures, output = _Failures(), Output()
    with closing(Library(_path(library))) as articles:
        for source in sources:
            added: list[Added] = []
            add_sources(articles, [source], _stdin(source), added.extend, failures.add)
            new = sum(one.new for one in added)
            if added:
                known = f", {len(added) - new} already there" if new < len(added) else ""
                output.lines([f"{new} new article{'' if new == 1 else 's'}{known}: {clean_line(source)}"])
    return failures.status


def _opened(library: Path | None) -> Library:
    """The library for reading only. Raises NewsreaderError where there is none."""
    from newsreader.library.store import Library

    path = _path(library)
    if not path.exists():
        raise NewsreaderError(f"There is no library at {path} yet.", "Add articles with `newsreader add SOURCE`.")
    return Library(path, read_only=True)


def _view(query: Sequence[str]) -> View:
    """What a query on the command line means. Raises click.UsageError where it cannot be understood."""
    from newsreader.library.query import QueryError, parse
    from newsreader.library.view import View

    text = " ".join(query)
    try:
        parse(text, datetime.now().astimezone())
    except QueryError as error:
        raise click.UsageError(str(error)) from error
    return View(query=text)


@newsreader.command("list", short_help="List the articles of the library.")
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON array of objects.")
@click.option("-n", "most", metavar="N", type=click.IntRange(min=1), help="The first N only.")
@_with_library
def list_articles(query: Sequence[str], as_json: bool, most: int | None, library: Path | None) -> int:
    """List the articles of the library, newest first.

    QUERY is what the reader searches by, such as: sanctions source:reuters is:unread since:2d. Where the output is no
    terminal, a line is: number, date, read or unread, starred or -, source, title, with tabs between them.
    """
    from newsreader.report import list_json, list_rows

    view = _view(query)
    with closing(_opened(library)) as articles:
        (list_json if as_json else list_rows)(Output(), articles, view, most)
    return DONE


def _about(function: Function) -> Function:
    """The arguments that `summary`, `quotes` and `entities` share."""
    for decorator in (
        _with_library,
        click.option(
            "--method",
            type=click.Choice(METHODS),
            default=METHODS[0],
            show_default=True,
            help="How the summary is made.",
        ),
        click.option("--json", "as_json", is_flag=True, help="JSON with offsets: one array, one object an article."),
        click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=SOURCE),
    ):
        function = decorator(function)
    return function


def _report(part: str, sources: Sequence[str], as_json: bool, most: int | None, sentences: int, method: str) -> int:
    from newsreader import analyse
    from newsreader.intake.sources import load
    from newsreader.report import Report

    def found() -> Iterator[tuple[Article, Analysis]]:
        for source in sources:
            try:
                for article in load(source, stdin=_stdin(source), failed=failures.add):
                    yield article, analyse(article.text, article.title, sentences=sentences, method=method)
            except NewsreaderError as error:
                failures.add(error)

    failures = _Failures()
    Report(Output(), part, most).show(found(), as_json=as_json)
    return failures.status


@newsreader.command(short_help="Print the sentences that carry the story.")
@click.option("-n", "count", metavar="N", type=click.IntRange(1, 10), default=3, show_default=True, help="Sentences.")
@_about
def summary(sources: Sequence[str], as_json: bool, count: int, method: str, library: Path | None) -> int:
    """Print the sentences that carry the story of each article in SOURCE."""
    del library
    return _report("summary", sources, as_json, None, count, method)


@newsreader.command(short_help="Print who said what, the key quotes first.")
@click.option("-n", "count", metavar="N", type=click.IntRange(min=1), help="The N key ones only.")
@_about
def quotes(sources: Sequence[str], as_json: bool, count: int | None, method: str, library: Path | None) -> int:
    """Print what was said in each article in SOURCE and who said it, the key quotes first.

    In JSON they are in reading order.
    """
    del library
    return _report("quotes", sources, as_json, count, 3, method)


@newsreader.command(short_help="Print people, organisations, places ...")
@click.option("-n", "count", metavar="N", type=click.IntRange(min=1), help="The N most mentioned of each class only.")
@_about
def entities(sources: Sequence[str], as_json: bool, count: int | None, method: str, library: Path | None) -> int:
    """Print the people, organisations, places ... of each article in SOURCE: class, mentions, name.

    In JSON every mention is given, in reading order.
    """
    del library
    return _report("entities", sources, as_json, count, 3, method)


@newsreader.command(short_help="Write articles as Markdown, HTML, JSON or EPUB.")
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option("--format", "kind", type=click.Choice(["md", "html", "json", "epub"]), default="md", show_default=True)
@click.option(
    "-o", "--output", "target", metavar="PATH", type=click.Path(path_type=Path), help="A file, or for md a folder."
)
@_with_library
def export(query: Sequence[str], kind: str, target: Path | None, library: Path | None) -> int:
    """Write articles of the library as Markdown, HTML, JSON or EPUB, with summary, quotes and names.

    QUERY is as for list. Without -o they go to standard output. Markdown goes to a folder as one file an article.
    """
    from newsreader.report import write_articles

    view = _view(query)
    with closing(_opened(library)) as articles:
        write_articles(articles, view, kind, target)
    return DONE


@newsreader.command(short_help="Say what is wrong, and save a damaged library.")
@click.option("--save", "into", metavar="FILE", type=click.Path(path_type=Path), help="Save what can be read to FILE.")
@_with_library
def doctor(into: Path | None, library: Path | None) -> int:
    """Look at the library, the models, the terminal and the clipboard, and say what is wrong.

    With --save a new library is made of all that can be read of a damaged one, which is left as it is.
    """
    if into is not None:
        from newsreader.library.rescue import rescue

        rescued = rescue(_path(library), into)
        Output().lines([f"{rescued.saved} articles saved, {rescued.lost} lost: {into}"])
        return FAILED if rescued.lost else DONE
    from newsreader.doctor import examine
    from newsreader.intake.clean import clean_line

    status, output = DONE, Output()
    for finding in examine(_path(library)):
        output.lines([f"{'ok' if finding.well else 'BAD':<4}{finding.what:<11}{clean_line(finding.sentence)}"])
        status = status if finding.well else FAILED
    return status
