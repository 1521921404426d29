"""The commands that maintain the library: analyse, tidy, doctor."""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsreader.cli.common import DONE, FAILED, examples, library_path, opened_library, with_library
from newsreader.cli.printing import Output, ProgressLine, complain, duration, how_far
from newsreader.errors import NewsreaderError
from newsreader.model.analysis import METHODS

if TYPE_CHECKING:
    from newsreader.background.bulk_analysis import AnalysisProgress
    from newsreader.model.retention_policy import RetentionPolicy

__all__ = ["analyse", "doctor", "tidy"]

_LINES = 20
"""Progress lines printed if standard error is not a terminal."""


@click.command(
    short_help="Analyse all articles ahead of reading.",
    epilog=examples("newsreader analyse", "newsreader analyse --all", "newsreader analyse --all --jobs 2"),
)
@click.option("--all", "every", is_flag=True, help="Analyse them. Without this option, only count them.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 64), help="Processes in parallel (default: half of the cores)."
)
@click.option("--method", type=click.Choice(METHODS), default=METHODS[0], show_default=True, help="Summary method.")
@with_library
def analyse(every: bool, jobs: int | None, method: str, library: Path | None) -> int:
    """Analyse all articles that are not analysed yet (names, quotes, summary), newest first.

    Press Ctrl-C to stop: finished analyses are kept, and the same command continues. An article that cannot be analysed
    does not stop the others.
    """
    from newsreader.background.bulk_analysis import analyse_all

    path = library_path(library)
    with closing(opened_library(library)) as articles:
        waiting = articles.count_pending(method)
    output = Output()
    if not every or not waiting:
        count = f"{_articles(waiting)} {'is' if waiting == 1 else 'are'} not analysed yet."
        output.lines([f"{count} Run `newsreader analyse --all`." if waiting else "All articles are analysed."])
        return DONE
    began = time.monotonic()
    try:
        with ProgressLine() as line:
            over = analyse_all(path, jobs or max((os.cpu_count() or 2) // 2, 1), _Shown(line).show, method=method)
    except KeyboardInterrupt:
        complain("Stopped. The finished analyses are kept. Run the command again to continue.")
        raise
    failed = f", {over.failed} failed" if over.failed else ""
    output.lines([f"{_articles(over.done)} analysed in {duration(time.monotonic() - began)}{failed}"])
    return FAILED if over.failed else DONE


class _Shown:
    """Shows the progress of a bulk analysis on standard error: a bar on a terminal, else a line now and then."""

    def __init__(self, line: ProgressLine) -> None:
        self._line = line
        self._told = 0

    def show(self, progress: AnalysisProgress) -> None:
        """To be called after each article."""
        over = progress.done + progress.failed
        words = how_far(over, progress.total, progress.seconds_left)
        if self._line.shown:
            self._line.draw(over, progress.total, words)
        elif over * _LINES // progress.total > self._told:
            self._told = over * _LINES // progress.total
            click.echo(words, sys.stderr)


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


def _characters(count: int) -> str:
    return f"{count / 1e6:.1f} million characters" if count >= 1e5 else f"{count:,} characters"


@click.command(
    short_help="Delete old articles (retention settings).",
    epilog=examples(
        "newsreader tidy --dry-run",
        "newsreader tidy --older-than 90",
        "newsreader tidy --most 200 --source Reuters",
    ),
)
@click.option("--dry-run", is_flag=True, help="Only list the articles that would be deleted, oldest first.")
@click.option("-n", "shown", metavar="N", type=click.IntRange(min=0), help="With --dry-run: list only the first N.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: print JSON, one object per article.")
@click.option(
    "--older-than", "days", metavar="DAYS", type=click.IntRange(1, 36_500), help="Delete articles older than DAYS days."
)
@click.option("--most", metavar="N", type=click.IntRange(min=0), help="Keep only the newest N articles.")
@click.option("--source", metavar="NAME", default="", help="Delete only articles of this source.")
@with_library
def tidy(
    dry_run: bool,
    shown: int | None,
    as_json: bool,
    days: int | None,
    most: int | None,
    source: str,
    library: Path | None,
) -> int:
    """Delete old articles by age or number. Without options, apply the retention settings and those of each feed.

    The limits of a feed (e in the list of feeds) win over [retention]. Starred articles are never deleted. A deleted
    article does not come back when its feed sends it again. This cannot be undone.
    """
    from newsreader.cli.report import list_json, list_rows, rows_of
    from newsreader.intake.text.clean import clean_line

    if not dry_run and (as_json or shown is not None):
        raise click.UsageError("-n and --json need --dry-run.")
    given = _limits(days, most, source)
    output = Output()
    with closing(opened_library(library, write=not dry_run)) as articles:
        if source and all(source != heading.name for heading in articles.sources()):
            raise NewsreaderError(
                f"Unknown source {clean_line(source)}.", "`newsreader list` shows the names of all sources."
            )
        limits = articles.retention_policies(given) if days is None and most is None else given
        going = articles.apply_retention(limits, dry_run=dry_run)
        if dry_run:
            rows = rows_of(articles, going.articles[:shown])
            if as_json:
                list_json(output, rows)
                return DONE
            list_rows(output, rows)
    if all(each.keeps_all for each in limits):
        output.lines(["No limit is set, by an option, for a feed or in the settings: nothing was deleted."])
        return DONE
    if shown is not None and shown < len(going.articles):
        output.lines([f"and {len(going.articles) - shown:,} more"])
    if len(going.sources) > 1:
        output.lines(f"{count:>9,} of {clean_line(name) or 'no source'}" for name, count in going.sources)
    whose = f" of {clean_line(going.sources[0][0])}" if len(going.sources) == 1 and going.sources[0][0] else ""
    size = f", {_characters(going.characters)}" if going.articles else ""
    output.lines([f"{_articles(len(going.articles))}{whose} {'would be deleted' if dry_run else 'deleted'}{size}"])
    return DONE


def _limits(days: int | None, most: int | None, source: str) -> list[RetentionPolicy]:
    """Those of the options, or without any those of the settings."""
    from newsreader.model.retention_policy import RetentionPolicy

    if days is not None or most is not None:
        return [RetentionPolicy(days, most, source)]
    if source:
        raise click.UsageError("--source needs --older-than or --most.")
    from newsreader import config

    return list(config.load().retention)


@click.command(
    short_help="Check the program, repair the library.",
    epilog=examples("newsreader doctor", "newsreader doctor --repair", "newsreader doctor --save rescued.db"),
)
@click.option("--repair", is_flag=True, help="Repair counts and the search index, and free unused disk space.")
@click.option(
    "--save",
    "into",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Copy the readable part of a damaged library to FILE.",
)
@with_library
def doctor(repair: bool, into: Path | None, library: Path | None) -> int:
    """Check the library, the settings, the models, the terminal, the clipboard and the log, and print the results.

    --repair takes about a minute for 100,000 articles. --save creates a new library from the readable part of a damaged
    one, which stays as it is.
    """
    path, output = library_path(library), Output()
    if into is not None:
        from newsreader.library.recovery import recover

        result = recover(path, into)
        output.lines([f"{result.saved} articles saved, {result.lost} lost: {into}"])
        return FAILED if result.lost else DONE
    if repair:
        _repair(path, output)
    from newsreader.cli.doctor import examine
    from newsreader.intake.text.clean import clean_line

    status = DONE
    for finding in examine(path):
        output.lines([f"{'ok' if finding.ok else 'BAD':<4}{finding.name:<11}{clean_line(finding.message)}"])
        status = status if finding.ok else FAILED
    return status


def _repair(path: Path, output: Output) -> None:
    """Repair counts and search index, free unused disk space, and print the result."""
    from newsreader.library.recovery import find_problems
    from newsreader.library.store import Library

    if not path.exists():
        return
    if found := find_problems(path):
        raise NewsreaderError(
            f"{path} is damaged ({found[0]}), which cannot be repaired in place.",
            "Save the readable part: newsreader doctor --save FILE",
        )
    size = _bytes(path)
    with closing(Library(path)) as library:
        wrong = library.repair()
    freed = max(size - _bytes(path), 0) / 1e6
    output.lines([f"Repaired: {', '.join(wrong) or 'nothing was wrong'}. Freed {freed:.1f} MB of disk space."])


def _bytes(path: Path) -> int:
    """Return the size of the library with its write-ahead log, in bytes."""
    return sum(file.stat().st_size for file in (path, path.with_name(path.name + "-wal")) if file.exists())
