"""The commands that print or write articles and what was found in them: list, summary, quotes, entities, export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsreader.cli.common import (
    DONE,
    FAILED,
    SOURCE,
    Failures,
    opened_library,
    standard_input,
    to_be_replaced,
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


@click.command("list", short_help="List the articles of the library.")
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON array of objects.")
@click.option("-n", "most", metavar="N", type=click.IntRange(min=1), help="The first N only.")
@with_library
def list_articles(query: Sequence[str], as_json: bool, most: int | None, library: Path | None) -> int:
    """List the articles of the library, newest first.

    QUERY is what the reader searches by, such as: sanctions source:reuters is:unread since:2d. Where the output is no
    terminal, a line is: number, date, read or unread, starred or -, source, title, with tabs between them.
    """
    from newsreader.cli.report import chosen, list_json, list_rows

    view = view_of(query)
    with closing(opened_library(library)) as articles:
        (list_json if as_json else list_rows)(Output(), chosen(articles, view, most))
    return DONE


def _about(function: Function) -> Function:
    """The arguments that `summary`, `quotes` and `entities` share."""
    for decorator in (
        with_library,
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
    from newsreader.cli.report import Report
    from newsreader.intake.sources import load

    def found() -> Iterator[tuple[Article, Analysis]]:
        for source in sources:
            try:
                for article in load(source, stdin=standard_input(source), failed=failures.add):
                    yield article, analyse(article.text, article.title, sentences=sentences, method=method)
            except NewsreaderError as error:
                failures.add(error)

    failures = Failures()
    Report(Output(), part, most).show(found(), as_json=as_json)
    return failures.status


@click.command(short_help="Print the sentences that carry the story.")
@click.option("-n", "count", metavar="N", type=click.IntRange(1, 10), default=3, show_default=True, help="Sentences.")
@_about
def summary(sources: Sequence[str], as_json: bool, count: int, method: str, library: Path | None) -> int:
    """Print the sentences that carry the story of each article in SOURCE."""
    del library
    return _report("summary", sources, as_json, None, count, method)


@click.command(short_help="Print who said what, the key quotes first.")
@click.option("-n", "count", metavar="N", type=click.IntRange(min=1), help="The N key ones only.")
@_about
def quotes(sources: Sequence[str], as_json: bool, count: int | None, method: str, library: Path | None) -> int:
    """Print what was said in each article in SOURCE and who said it, the key quotes first.

    In JSON they are in reading order.
    """
    del library
    return _report("quotes", sources, as_json, count, 3, method)


@click.command(short_help="Print people, organisations, places ...")
@click.option("-n", "count", metavar="N", type=click.IntRange(min=1), help="The N most mentioned of each class only.")
@_about
def entities(sources: Sequence[str], as_json: bool, count: int | None, method: str, library: Path | None) -> int:
    """Print the people, organisations, places ... of each article in SOURCE: class, mentions, name.

    In JSON every mention is given, in reading order.
    """
    del library
    return _report("entities", sources, as_json, count, 3, method)


@click.command(short_help="Write articles as Markdown, HTML, JSON or EPUB.")
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option("--format", "kind", type=click.Choice(["md", "html", "json", "epub"]), default="md", show_default=True)
@click.option(
    "-o", "--output", "target", metavar="PATH", type=click.Path(path_type=Path), help="A file, or for md a folder."
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@with_library
def export(query: Sequence[str], kind: str, target: Path | None, force: bool, library: Path | None) -> int:
    """Write articles of the library as Markdown, HTML, JSON or EPUB, with summary, quotes and names.

    QUERY is as for list. Without -o they go to standard output. Markdown goes to a folder as one file an article.
    """
    from newsreader.cli.report import write_articles

    view = view_of(query)
    overwrite = target is not None and to_be_replaced(target, force)
    with closing(opened_library(library)) as articles:
        try:
            failed = write_articles(articles, view, kind, target, overwrite=overwrite)
        except KeyboardInterrupt:
            complain("Stopped. What is analysed is kept: the same command goes on from there.")
            raise
    if not failed:
        return DONE
    one = failed == 1
    complain(f"{failed} article{'' if one else 's'} could not be analysed: no summary, quotes or names.")
    return FAILED
