"""Commands about subscriptions: `add`, `refresh`, `opml`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsreader.cli.common import DONE, FAILED, SOURCE, Failures, examples, library_path, standard_input, with_library
from newsreader.cli.printing import Output, ProgressLine, complain
from newsreader.errors import NewsreaderError

if TYPE_CHECKING:
    from newsreader.intake.formats.pages import FeedLink
    from newsreader.library.store import Added
    from newsreader.refresh.protocol import Progress, RefreshResult

__all__ = ["add", "opml", "refresh"]


@click.command(
    short_help="Add articles, and subscribe to feeds and folders.",
    epilog=examples(
        "newsreader add https://example.org/feed.xml",
        "newsreader add report.html articles/",
        "pandoc letter.docx -t markdown | newsreader add -",
    ),
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=SOURCE)
@with_library
def add(sources: Sequence[str], library: Path | None) -> int:
    """Add articles to the library: feeds, pages, files, folders, or - for standard input.

    A feed, a site with a feed, and a folder are subscribed to: `newsreader refresh` fetches their new articles. A list
    of feeds (OPML, or newsboat's urls file) subscribes to all of its feeds. Any other page is saved as an article. A
    source that fails does not stop the others.
    """
    from newsreader.errors import hide_passwords
    from newsreader.importing.add_sources import add_sources
    from newsreader.intake.text.clean import clean_line
    from newsreader.library.store import Library

    failures, output = Failures(), Output()
    choose = _ask if sys.stdin.isatty() and output.terminal else None
    with closing(Library(library_path(library))) as articles:
        for source in sources:
            shown = hide_passwords(clean_line(source))
            added: list[Added] = []
            said: list[str] = []

            def failed(error: NewsreaderError, shown: str = shown) -> None:
                named = len(sources) == 1 or shown in error.message
                failures.add(error if named else NewsreaderError(f"{shown}: {error.message}", error.hint))

            add_sources(
                articles,
                [source],
                standard_input(source),
                added.extend,
                failed,
                subscribe=True,
                choose=choose,
                said=said.append,
            )
            new = sum(one.new for one in added)
            if added or said:
                known = f", {len(added) - new} already there" if new < len(added) else ""
                counted = f"{new} new article{'' if new == 1 else 's'}{known}: {shown}"
                output.lines([*([counted] if added else []), *(clean_line(sentence) for sentence in said)])
    return failures.status


def _ask(links: Sequence[FeedLink]) -> FeedLink | None:
    """Ask on the terminal which feed of a site to subscribe to. Return None for none."""
    output = Output()
    output.lines(["This site has several feeds:"])
    output.lines(
        f"{number:>3}  {link.title or link.url}" + (f"  ({link.url})" if link.title else "")
        for number, link in enumerate(links, 1)
    )
    number = click.prompt("Which one? 0 for none", type=click.IntRange(0, len(links)), default=1)
    return links[number - 1] if number else None


@click.command(
    short_help="Fetch new articles of your subscriptions.",
    epilog=examples(
        "newsreader refresh",
        "newsreader refresh --jobs 4",
        "0 * * * *  newsreader refresh    (in a crontab: every hour)",
    ),
)
@click.option("--jobs", metavar="N", type=click.IntRange(1, 64), help="Feeds fetched in parallel (default 16).")
@with_library
def refresh(jobs: int | None, library: Path | None) -> int:
    """Fetch the new articles of your feeds and folders. Suitable for cron.

    A feed that failed recently, or whose server asked for a pause, is skipped for a while. A feed that fails or takes
    too long does not stop the others.
    """
    from newsreader import config
    from newsreader.intake.text.clean import clean_line
    from newsreader.library.store import Library
    from newsreader.refresh.protocol import RefreshRequest
    from newsreader.refresh.refresh_run import run

    settings, output = config.load(), Output()
    total = 0
    with closing(Library(library_path(library))) as articles:
        if not articles.subscriptions():
            raise NewsreaderError("You have no subscriptions yet.", "Subscribe to a feed with `newsreader add URL`.")
        request = RefreshRequest.of(settings, None, jobs or settings.refresh.jobs)
        with ProgressLine() as line:

            def show(progress: Progress) -> None:
                nonlocal total
                total = progress.total
                if total:
                    line.draw(progress.done, total, f"{progress.done}/{total} {clean_line(progress.name)[:30]}")

            result = run(articles, request, show, lambda _: None)
    for failure in result.failures:
        complain(f"{failure.name}: {failure.reason}")
    output.lines([_line(result, total)])
    return FAILED if result.failures else DONE


def _line(result: RefreshResult, total: int) -> str:
    """Return the result of a refresh as one line."""
    parts = [f"{result.new} new article{'' if result.new == 1 else 's'}"]
    if result.updated:
        parts.append(f"{result.updated} updated")
    if result.gone:
        parts.append(f"{result.gone} old articles deleted (retention settings)")
    checked = f"{total} subscription{'' if total == 1 else 's'} checked"
    failed = f", {len(result.failures)} failed" if result.failures else ""
    return f"{', '.join(parts)}; {checked}{failed}."


@click.group(
    short_help="Import and export lists of feeds.",
    epilog=examples("newsreader opml import feeds.opml", "newsreader opml export feeds.opml"),
)
def opml() -> None:
    """Import subscriptions from another reader (OPML, newsboat's urls file), or export them as OPML."""


@opml.command(
    "import",
    short_help="Subscribe to the feeds of a list.",
    epilog=examples(
        "newsreader opml import feeds.opml",
        "newsreader opml import ~/.newsboat/urls",
        "newsreader opml import https://example.org/feeds.opml",
    ),
)
@click.argument("file", type=SOURCE)
@with_library
def import_feeds(file: str, library: Path | None) -> int:
    """Subscribe to all feeds in FILE (OPML, or newsboat's urls file), with their folders and tags.

    FILE may be an address, or - for standard input.

    Lines that would run a command or read a file are skipped and reported. Nothing in FILE is ever run.
    """
    from newsreader.importing.subscribe import fetched_list, import_list, read_list
    from newsreader.intake.text.urls import is_web
    from newsreader.library.store import Library

    failures, output = Failures(), Output()
    feeds = fetched_list(file) if file == "-" or is_web(file) else read_list(Path(file), surely=True)
    assert feeds is not None
    with closing(Library(library_path(library))) as articles:
        import_list(articles, feeds, failures.add, lambda sentence: output.lines([sentence]))
    return failures.status


@opml.command(
    "export",
    short_help="Write your feeds as OPML.",
    epilog=examples("newsreader opml export feeds.opml", "newsreader opml export - | grep reuters"),
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@click.option("--with-passwords", "passwords", is_flag=True, help="Include the passwords of feeds.")
@with_library
def export_feeds(file: Path, force: bool, passwords: bool, library: Path | None) -> int:
    """Write your subscriptions to FILE as OPML 2.0, with your names and tags. - is standard output."""
    from newsreader.cli.common import confirm_overwrite, opened_library
    from newsreader.importing.subscribe import export_list
    from newsreader.system.file_writer import write_file

    overwrite = str(file) != "-" and confirm_overwrite(file, force)
    with closing(opened_library(library)) as articles:
        text = export_list(articles, passwords=passwords)
    if str(file) == "-":
        Output().lines(text.splitlines())
        return DONE
    write_file(file, text.encode(), overwrite=overwrite, private=passwords)
    return DONE
