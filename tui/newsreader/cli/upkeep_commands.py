"""The commands that look after the library: analyse, tidy, doctor."""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsreader.cli.common import DONE, FAILED, library_path, opened_library, with_library
from newsreader.cli.printing import Output, ProgressLine, complain, duration, how_far
from newsreader.errors import NewsreaderError
from newsreader.model.analysis import METHODS

if TYPE_CHECKING:
    from newsreader.background.bulk_analysis import AnalysisProgress
    from newsreader.library.database.retention import Limits

__all__ = ["analyse", "doctor", "tidy"]

_LINES = 20
"""Lines that tell how far it is where there is no terminal."""


@click.command(short_help="Analyse all articles ahead of reading.")
@click.option("--all", "every", is_flag=True, help="Analyse all that wait; without it they are only counted.")
@click.option("--jobs", metavar="N", type=click.IntRange(1, 64), help="Processes at once; else half of the cores.")
@click.option("--method", type=click.Choice(METHODS), default=METHODS[0], show_default=True, help="For the summaries.")
@with_library
def analyse(every: bool, jobs: int | None, method: str, library: Path | None) -> int:
    """Find names, quotes and summaries of all articles that have none yet, newest first.

    Ctrl-C keeps what is done; the same command goes on from there. An article that cannot be analysed is marked, and
    the rest go on.
    """
    from newsreader.background.bulk_analysis import analyse_all

    path = library_path(library)
    with closing(opened_library(library)) as articles:
        waiting = articles.count_pending(method)
    output = Output()
    if not every or not waiting:
        output.lines([f"{_articles(waiting)} {'waits' if waiting == 1 else 'wait'}" + (": --all" if waiting else "")])
        return DONE
    began = time.monotonic()
    try:
        with ProgressLine() as line:
            over = analyse_all(path, jobs or max((os.cpu_count() or 2) // 2, 1), _Shown(line).show, method=method)
    except KeyboardInterrupt:
        complain("Stopped. What is done is kept: the same command goes on from there.")
        raise
    failed = f", {over.failed} could not be" if over.failed else ""
    output.lines([f"{_articles(over.done)} analysed in {duration(time.monotonic() - began)}{failed}"])
    return FAILED if over.failed else DONE


class _Shown:
    """How far a bulk analysis is: a bar on a terminal, now and then a line elsewhere; on standard error."""

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


@click.command(short_help="Throw old articles out, as the settings say.")
@click.option("--dry-run", is_flag=True, help="Only list what would go, the oldest first.")
@click.option("-n", "shown", metavar="N", type=click.IntRange(min=0), help="With --dry-run: list the first N only.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: one JSON array of objects, as `list` gives it.")
@click.option("--older-than", "days", metavar="DAYS", type=click.IntRange(1, 36_500), help="All that is older.")
@click.option("--most", metavar="N", type=click.IntRange(min=0), help="All but the newest N.")
@click.option("--source", metavar="NAME", default="", help="Of this source only.")
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
    """Throw out articles by age and number: as the options say or, without any, as is set for a feed or in [retention].

    What is set for a feed, on the screen of feeds, comes before the settings. Starred articles never go. What is gone
    does not come back when its feed sends it again, and there is no undo.
    """
    from newsreader.cli.report import list_json, list_rows, rows_of
    from newsreader.intake.text.clean import clean_line

    if not dry_run and (as_json or shown is not None):
        raise click.UsageError("-n and --json need --dry-run.")
    given = _limits(days, most, source)
    output = Output()
    with closing(opened_library(library, write=not dry_run)) as articles:
        if source and all(source != heading.name for heading in articles.sources()):
            raise NewsreaderError(f"There is no source {clean_line(source)}.", "`newsreader list` shows their names.")
        limits = articles.limits(given) if days is None and most is None else given
        going = articles.retain(limits, dry_run=dry_run)
        if dry_run:
            rows = rows_of(articles, going.articles[:shown])
            if as_json:
                list_json(output, rows)
                return DONE
            list_rows(output, rows)
    if all(each.days is None and each.most is None for each in limits):
        output.lines(["Articles are kept for ever: no limit is given, here, for a feed, or in the settings."])
        return DONE
    if shown is not None and shown < len(going.articles):
        output.lines([f"and {len(going.articles) - shown:,} more"])
    if len(going.sources) > 1:
        output.lines(f"{count:>9,} of {clean_line(name) or 'no source'}" for name, count in going.sources)
    whose = f" of {clean_line(going.sources[0][0])}" if len(going.sources) == 1 and going.sources[0][0] else ""
    size = f", {_characters(going.characters)}" if going.articles else ""
    output.lines([f"{_articles(len(going.articles))}{whose} {'would go' if dry_run else 'gone'}{size}"])
    return DONE


def _limits(days: int | None, most: int | None, source: str) -> list[Limits]:
    """Those of the options, or without any those of the settings."""
    from newsreader.library.database.retention import Limits

    if days is not None or most is not None:
        return [Limits(days, most, source)]
    if source:
        raise click.UsageError("--source needs --older-than or --most.")
    from newsreader import config

    return [Limits(*limit) for limit in config.load().retention]


@click.command(short_help="Say what is wrong, repair, and save a damaged library.")
@click.option("--repair", is_flag=True, help="Count anew, repair the search index, give unused room back to the disk.")
@click.option("--save", "into", metavar="FILE", type=click.Path(path_type=Path), help="Save what can be read to FILE.")
@with_library
def doctor(repair: bool, into: Path | None, library: Path | None) -> int:
    """Look at the library, the settings, the models, the terminal and the clipboard, and say what is wrong.

    --repair puts right what can be worked out anew; with 100,000 articles it takes about a minute. With --save a new
    library is made of all that can be read of a damaged one, which is left as it is.
    """
    path, output = library_path(library), Output()
    if into is not None:
        from newsreader.library.recovery import rescue

        rescued = rescue(path, into)
        output.lines([f"{rescued.saved} articles saved, {rescued.lost} lost: {into}"])
        return FAILED if rescued.lost else DONE
    if repair:
        _repair(path, output)
    from newsreader.cli.doctor import examine
    from newsreader.intake.text.clean import clean_line

    status = DONE
    for finding in examine(path):
        output.lines([f"{'ok' if finding.well else 'BAD':<4}{finding.what:<11}{clean_line(finding.sentence)}"])
        status = status if finding.well else FAILED
    return status


def _repair(path: Path, output: Output) -> None:
    """Put right what can be worked out anew, and say what was."""
    from newsreader.library.recovery import problems
    from newsreader.library.store import Library

    if not path.exists():
        return
    if found := problems(path):
        raise NewsreaderError(
            f"{path} is damaged ({found[0]}), which cannot be repaired in place.",
            "Save what can be read: newsreader doctor --save FILE",
        )
    size = _bytes(path)
    with closing(Library(path)) as library:
        wrong = library.tidy()
    freed = max(size - _bytes(path), 0) / 1e6
    output.lines([f"Put right: {', '.join(wrong) or 'nothing was wrong'}. {freed:.1f} MB given back to the disk."])


def _bytes(path: Path) -> int:
    """How large the library is with the files beside it."""
    return sum(file.stat().st_size for file in (path, path.with_name(path.name + "-wal")) if file.exists())
