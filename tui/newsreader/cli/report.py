"""What the printing commands say: rows of the library, what was found in articles, exported files."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader import export
from newsreader.cli.printing import Output, ProgressLine, how_far
from newsreader.errors import NewsreaderError
from newsreader.model.analysis import METHODS

if TYPE_CHECKING:
    from newsreader.background.bulk_analysis import Progress
    from newsreader.export.write_files import Item
    from newsreader.library.store import Library
    from newsreader.library.views import View
    from newsreader.model.analysis import Analysis
    from newsreader.model.article import Article, Entry

__all__ = ["Report", "chosen", "list_json", "list_rows", "rows_of", "understood", "write_articles"]

CHUNK = 100
"""Rows printed at a time."""

WIDE = 60
"""Columns from which on a terminal a list has room for the source."""

SOURCE_COLUMNS = 18


WINDOW = 500
"""Rows fetched at a time: the rows of a library of a million are never in memory at once."""


def chosen(library: Library, view: View, most: int | None = None) -> Iterator[Entry]:
    """The articles in `view`, in its order, at most `most`. Raises QueryError, before the first, for its query."""
    if most is not None and most <= WINDOW:
        yield from library.first(view, most)
        return
    yield from rows_of(library, library.ids(view)[:most])


def rows_of(library: Library, ids: Sequence[int]) -> Iterator[Entry]:
    """The articles of these numbers, in their order."""
    for start in range(0, len(ids), WINDOW):
        yield from library.entries(ids[start : start + WINDOW])


def _date(entry: Entry) -> str:
    return entry.shown.date().isoformat()


def list_rows(output: Output, rows: Iterator[Entry]) -> None:
    """Print articles as they come, one a line."""
    from newsreader.intake.text.clean import clean_line

    dot, star = ("●", "★") if output.can_show("●★") else ("N", "*")
    while chunk := list(islice(rows, CHUNK)):
        if not output.terminal:
            output.lines(
                "\t".join(
                    (
                        str(e.id),
                        _date(e),
                        "read" if e.read else "unread",
                        "starred" if e.starred else "-",
                        clean_line(e.source),
                        clean_line(e.title),
                    )
                )
                for e in chunk
            )
            continue
        for entry in chunk:
            flags = (" " if entry.read else dot) + (star if entry.starred else " ")
            source = output.column(clean_line(entry.source), SOURCE_COLUMNS) + "  " if output.columns >= WIDE else ""
            before = f"{_date(entry)} {flags} {source}"
            used = len(f"{_date(entry)} {flags} ") + (SOURCE_COLUMNS + 2) * bool(source)
            title = output.clipped(clean_line(entry.title), used)
            output.lines([before + (title if entry.read else output.heading(title))])


def list_json(output: Output, rows: Iterator[Entry]) -> None:
    """Print articles as one JSON array of objects, as they come.

    Each has id, title, url, source, published (ISO 8601, UTC, or null), read, starred, tags.
    """
    _print_array(
        output,
        (
            {
                "id": entry.id,
                "title": entry.title,
                "url": entry.url,
                "source": entry.source,
                "published": entry.published.isoformat() if entry.published else None,
                "read": entry.read,
                "starred": entry.starred,
                "tags": list(entry.tags),
            }
            for entry in rows
        ),
    )


def _print_array(output: Output, rows: Iterable[object]) -> None:
    """Print `rows` as one JSON array as they come, an element a line; it is closed even when they break off."""
    first = True
    output.lines(["["])
    try:
        before = ""
        for row in rows:
            if not first:
                output.lines([before + ","])
            first = False
            before = output.json(row)
        if not first:
            output.lines([before])
    finally:
        output.lines(["]"])


class Report:
    """Prints one `part` ("summary", "quotes" or "entities") of what was found in articles, at most `most` of it."""

    def __init__(self, output: Output, part: str, most: int | None) -> None:
        self._output = output
        self._part = part
        self._most = most

    def show(self, found: Iterator[tuple[Article, Analysis]], *, as_json: bool) -> None:
        """Print `found` as it comes; of several articles each with its title above."""
        if as_json:
            _print_array(self._output, (export.article_data(*pair, [self._part]) for pair in found))
            return
        head = list(islice(found, 2))
        for number, (article, analysis) in enumerate(chain(head, found)):
            lines = list(self._lines(article, analysis))
            if len(head) > 1:
                title = self._output.paragraph(article.title or "Untitled")
                lines = [*([""] if number else []), self._output.heading(title), *lines]
            self._output.lines(lines)

    def _lines(self, article: Article, analysis: Analysis) -> Iterator[str]:
        output = self._output
        if self._part == "summary":
            for number, span in enumerate(analysis.summary, 1):
                sentence = " ".join(article.text[span.start : span.end].split())
                yield output.paragraph(f"{number}. {sentence}", "   ") if output.terminal else sentence
        elif self._part == "quotes":
            for group in export.best(analysis, self._most):
                yield output.paragraph(export.statement_line(article, analysis, group), "  ")
        else:
            yield from self._names(analysis)

    def _names(self, analysis: Analysis) -> Iterator[str]:
        mentions = Counter((entity.label, entity.name) for entity in analysis.entities)
        for label in LABELS:
            names = [(count, name) for (of, name), count in mentions.most_common() if of == label]
            for count, name in names[: self._most]:
                yield f"{label:<7} {count:>4}  {' '.join(name.split())}"


LABELS = ("PERSON", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC", "DATE", "MONEY")
"""The classes of names in the order in which they are printed (see `Entity.label`)."""


def write_articles(library: Library, view: View, kind: str, target: Path | None, *, overwrite: bool = False) -> int:
    """Write the articles in `view` as `kind` (md, html, json, epub) to `target`, or to standard output.

    Those that are not analysed yet are analysed first; a terminal shows how far that is. Return how many could not be:
    they are written without summary, quotes and names. A file that exists is replaced with `overwrite` only. Raises
    NewsreaderError where none is meant or the file cannot be written.
    """
    from newsreader.export.write_files import encode, write

    if kind == "epub" and target is None and sys.stdout.isatty():
        raise NewsreaderError("A book is no text to show in a terminal.", "Name a file with -o.")
    ids = library.ids(view)
    if not ids:
        raise NewsreaderError("No article in the library is meant by that.", "`newsreader list` shows them all.")
    with ProgressLine() as line:

        def show(progress: Progress) -> None:
            done = progress.done + progress.failed
            line.draw(done, progress.total, f"analysed: {how_far(done, progress.total, progress.seconds_left)}")

        items = understood(library, ids, show)
    if target is not None:
        write(items, kind, target, datetime.now(UTC), overwrite=overwrite)
    else:
        data = encode(items, kind, datetime.now(UTC))
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return sum(item.analysis is None for item in items)


def understood(
    library: Library, ids: Iterable[int], progress: Callable[[Progress], None] = lambda _: None
) -> list[Item]:
    """Return these articles with their analyses, notes and tags.

    What is not analysed yet is analysed now, on all cores, and stored where the library can be written; `progress` is
    called after each such article. What cannot be analysed has no analysis. Raises AnalysisError where none can be.
    """
    from newsreader.background.bulk_analysis import analyse_these
    from newsreader.export.write_files import Item

    analyses = {number: library.analysis(number, METHODS[0]) for number in ids}
    missing = [number for number, analysis in analyses.items() if analysis is None and library.failure(number) is None]
    unstored = analyse_these(library.path, missing, progress)
    for number in missing:
        analyses[number] = unstored.get(number) or library.analysis(number, METHODS[0])
    items: list[Item] = []
    for number, analysis in analyses.items():
        [entry] = library.entries([number])
        items.append(Item(library.article(number), analysis, library.notes(number), entry.tags))
    return items
