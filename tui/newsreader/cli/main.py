"""The entry point of the command line: opens the reader, or runs a command.

Each command imports its own needs when it runs: `--help` loads click alone, and commands that print load no screen.
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
    examples,
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
"""Ended by Ctrl-C: 128 plus the number of the signal, as in shells."""

SOURCES = f"{__name__}.sources"
"""Key in `click.Context.meta`, set when the arguments are sources instead of a command."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in `argv` (default: the arguments of the program) and return its exit status."""
    prepare_streams()
    stdout = sys.stdout
    try:
        status = newsreader.main(argv, prog_name="newsreader", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        sys.stderr.write(without_controls(said.getvalue()))  # the message quotes arguments
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except (NewsreaderError, KeyboardInterrupt) as error:
        return failed(error)
    except (BrokenPipeError, SystemExit) as error:
        # The reader of our output closed the pipe. Click then exits, after wrapping the stream to silence it.
        if isinstance(error, SystemExit) and sys.stdout is stdout:
            raise
        # The interpreter would fail when it flushes the closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
        return DONE
    return status if isinstance(status, int) else DONE


def failed(error: NewsreaderError | KeyboardInterrupt) -> int:
    """Print the error and return the exit status."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    complain(str(error))
    return FAILED


class _Commands(click.Group):
    """A group that opens its arguments as sources if the first one is not a command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        word = args[0]
        # A single word that is not a file is more likely a mistyped command than a source.
        if word.isalpha() and not Path(word).exists():
            near = difflib.get_close_matches(word, self.commands, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"Unknown command, file or folder {word!r}.{hint}", ctx)
        ctx.meta[SOURCES] = True
        return None, _open_sources, args

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        # Offer files only if no command matches: in bash, files would replace the commands.
        return super().shell_complete(ctx, incomplete) or [CompletionItem(incomplete, type="file")]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # the signature is click's
        return ["[OPTIONS]", "[SOURCE]... | COMMAND ..."]


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples("newsreader", "newsreader report.html articles/", "newsreader https://example.org/feed.xml")
    + "\n\nTo open a file that has the name of a command, write ./list. Exit status: 0 done, 1 something failed (the "
    "rest was done), 2 wrong usage.",
)
@with_library
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def newsreader(ctx: click.Context, library: Path | None) -> int:
    """Read the news in the terminal, with names, a summary and the key quotes of each article.

    Without a command, open the reader. Each SOURCE is added first: a feed, a page, a file, a folder, or - for standard
    input.
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
