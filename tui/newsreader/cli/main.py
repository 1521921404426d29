"""The command line: opens the reader, or prints what it knows for a terminal or another program.

Light to import: what a command needs is imported inside it, so that `--help` costs no more than click does, and
nothing that only prints loads the screen.
"""

from __future__ import annotations

import difflib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsreader import __version__
from newsreader.cli import browser_command, report_commands, settings_commands, subscription_commands, upkeep_commands
from newsreader.cli.common import (
    DONE,
    FAILED,
    MISUSED,
    SOURCE,
    with_library,
)
from newsreader.cli.printing import complain, prepare_streams
from newsreader.errors import NewsreaderError
from newsreader.session import open_reader
from newsreader.system.control_characters import without_controls

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


__all__ = ["DONE", "FAILED", "INTERRUPTED", "MISUSED", "failed", "main"]

INTERRUPTED = 130
"""Ctrl-C, as shells have it: 128 and the number of the signal."""

SOURCES = f"{__name__}.sources"
"""In `click.Context.meta` where the arguments are sources and no command."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` (by default the program's own arguments) asks for and return its exit status."""
    prepare_streams()
    stdout = sys.stdout
    try:
        status = newsreader.main(argv, prog_name="newsreader", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        sys.stderr.write(without_controls(said.getvalue()))  # it names arguments
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except (NewsreaderError, KeyboardInterrupt) as error:
        return failed(error)
    except (BrokenPipeError, SystemExit) as error:
        # Whoever read our output has enough. Click meets that with an exit, and wraps the stream to keep it quiet.
        if isinstance(error, SystemExit) and sys.stdout is stdout:
            raise
        # Nothing more can be written, and the interpreter must not try.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
        return DONE
    return status if isinstance(status, int) else DONE


def failed(error: NewsreaderError | KeyboardInterrupt) -> int:
    """Say what could not be done; gives the exit status."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    complain(str(error))
    return FAILED


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

        # Not both: in bash the wish for files would take the place of the commands.
        return super().shell_complete(ctx, incomplete) or [CompletionItem(incomplete, type="file")]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own signature
        return ["[OPTIONS]", "[SOURCE]... | COMMAND ..."]


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="A file that is named like a command is given as ./list. Exit status: 0 done, 1 something could not be "
    "done, 2 wrong usage.",
)
@with_library
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def newsreader(ctx: click.Context, library: Path | None) -> int:
    """Read the news in the terminal, with names, a summary and the key quotes of each article.

    Opens the reader, on each SOURCE if any is named: a feed, a page, a file, a folder, or - for standard input.
    """
    return DONE if ctx.invoked_subcommand or SOURCES in ctx.meta else open_reader(library)


@click.command(options_metavar="[OPTIONS]")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=SOURCE)
@with_library
def _open_sources(sources: Sequence[str], library: Path | None) -> int:
    """Open the reader on each SOURCE: a feed, a page, a file, a folder, or - for standard input."""
    return open_reader(library, sources)


for command in (
    browser_command.serve,
    report_commands.entities,
    report_commands.export,
    report_commands.list_articles,
    report_commands.quotes,
    report_commands.summary,
    subscription_commands.add,
    subscription_commands.opml,
    subscription_commands.refresh,
    settings_commands.completion,
    settings_commands.config,
    settings_commands.man,
    upkeep_commands.analyse,
    upkeep_commands.doctor,
    upkeep_commands.tidy,
):
    newsreader.add_command(command)
