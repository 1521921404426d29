"""The commands that print or write articles and their analyses: list, summary, quotes, entities, export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

import click

from newsreader.cli.common import (
    DONE,
    FAILED,
    SOURCE,
    Failures,
    confirm_overwrite,
    examples,
    opened_library,
    standard_input,
    view_of,
    with_library,
)
from newsreader.cli.printing import Output, complain
from newsreader.errors import NewsreaderError
from newsreader.model.analysis import METHODS

if TYPE_CHECKING:
    from newsreader.model.analysis import Analysis
    from newsreader.model.article import Article

__all__ = ["entities", "export", "list_articles", "quotes", "summary"]

Function = TypeVar("Function", bound=Callable[..., Any])


class SummaryOptions(TypedDict, total=False):
    """The options of `analyse` for the summary."""

    sentences: int
    method: str


@click.command(
    "list",
    short_help="List the articles of the library.",
    epilog=examples(
        "newsreader list -n 20",
        'newsreader list is:unread since:2d "climate talks"',
        "newsreader list source:reuters --json",
    ),
)
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: one object per article.")
@click.option("-n", "most", metavar="N", type=click.IntRange(min=1), help="Print only the first N articles.")
@with_library
def list_articles(query: Sequence[str], as_json: bool, most: int | None, library: Path | None) -> int:
    """List the articles of the library, newest first.

    QUERY is written as in the reader's search. If the output is not a terminal, each line holds these fields, separated
    by tabs: id, date, read or unread, starred or -, source, title.
    """
    from newsreader.cli.report import chosen, list_json, list_rows

    view = view_of(query)
    with closing(opened_library(library)) as articles:
        (list_json if as_json else list_rows)(Output(), chosen(articles, view, most))
    return DONE


def _about(function: Function) -> Function:
    """Add the arguments that `summary`, `quotes` and `entities` share."""
    for decorator in (
        with_library,
        click.option("--json", "as_json", is_flag=True, help="Print JSON: one object per article, with offsets."),
        click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=SOURCE),
    ):
        function = decorator(function)
    return function


def _report(
    part: str, sources: Sequence[str], as_json: bool, *, most: int | None = None, **options: Unpack[SummaryOptions]
) -> int:
    from newsreader import analyse
    from newsreader.cli.report import Report
    from newsreader.intake.sources import load

    def found() -> Iterator[tuple[Article, Analysis]]:
        for source in sources:
            try:
                for article in load(source, stdin=standard_input(source), failed=failures.add):
                    yield article, analyse(article.text, article.title, **options)
            except NewsreaderError as error:
                failures.add(error)

    failures = Failures()
    Report(Output(), part, most).show(found(), as_json=as_json)
    return failures.status


@click.command(
    short_help="Print a summary of each article.",
    epilog=examples(
        "newsreader summary report.html",
        "newsreader summary -n 5 --method lexrank https://example.org/story",
        "pandoc letter.docx -t markdown | newsreader summary -",
    ),
)
@click.option(
    "-n",
    "count",
    metavar="N",
    type=click.IntRange(1, 10),
    default=3,
    show_default=True,
    help="Number of sentences.",
)
@click.option("--method", type=click.Choice(METHODS), default=METHODS[0], show_default=True, help="Summary method.")
@_about
def summary(sources: Sequence[str], as_json: bool, count: int, method: str, library: Path | None) -> int:
    """Print the most important sentences of each article in SOURCE, in reading order."""
    del library
    return _report("summary", sources, as_json, sentences=count, method=method)


@click.command(
    short_help="Print the quotes with their speakers.",
    epilog=examples(
        "newsreader quotes report.html",
        "newsreader quotes -n 3 https://example.org/story",
        "newsreader quotes articles/ --json",
    ),
)
@click.option("-n", "count", metavar="N", type=click.IntRange(min=1), help="Print only the N most important quotes.")
@_about
def quotes(sources: Sequence[str], as_json: bool, count: int | None, library: Path | None) -> int:
    """Print the quotes of each article in SOURCE with their speakers, the most important quotes first.

    JSON has all quotes, in reading order.
    """
    del library
    return _report("quotes", sources, as_json, most=count)


@click.command(
    short_help="Print the names of people, organisations, places ...",
    epilog=examples(
        "newsreader entities report.html",
        "newsreader entities -n 5 https://example.org/story",
        "newsreader entities articles/ --json",
    ),
)
@click.option(
    "-n", "count", metavar="N", type=click.IntRange(min=1), help="Print only the N most frequent names of each label."
)
@_about
def entities(sources: Sequence[str], as_json: bool, count: int | None, library: Path | None) -> int:
    """Print the people, organisations, places ... in each article in SOURCE: label, number of mentions, name.

    JSON has all mentions, in reading order.
    """
    del library
    return _report("entities", sources, as_json, most=count)


@click.command(
    short_help="Write articles as Markdown, HTML, JSON or EPUB.",
    epilog=examples(
        "newsreader export is:starred --format epub -o starred.epub",
        "newsreader export since:1w -o notes/",
        "newsreader export tag:health --format json",
    ),
)
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option("--format", "kind", type=click.Choice(["md", "html", "json", "epub"]), default="md", show_default=True)
@click.option(
    "-o",
    "--output",
    "target",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="File to write, or a folder (md only).",
)
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@with_library
def export(query: Sequence[str], kind: str, target: Path | None, force: bool, library: Path | None) -> int:
    """Write articles of the library as Markdown, HTML, JSON or EPUB, with summary, quotes and names.

    QUERY is written as in the reader's search; without it, all articles are written. They go to standard output unless
    -o is given. In a folder, each article becomes a Markdown file. Articles that are not analysed yet are analysed
    first, on all cores.
    """
    from newsreader.cli.report import write_articles

    view = view_of(query)
    overwrite = target is not None and confirm_overwrite(target, force)
    with closing(opened_library(library)) as articles:
        try:
            failed = write_articles(articles, view, kind, target, overwrite=overwrite)
        except KeyboardInterrupt:
            complain("Stopped. The finished analyses are kept. Run the command again to continue.")
            raise
    if not failed:
        return DONE
    plural = "" if failed == 1 else "s"
    complain(f"{failed} article{plural} could not be analysed: written without summary, quotes and names.")
    return FAILED
