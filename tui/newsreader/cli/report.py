"""Output of the printing commands: rows of the library, the analysis of articles, exported files."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader import export
from newsreader.cli.printing import Output, ProgressLine, how_far
from newsreader.errors import NewsreaderError

if TYPE_CHECKING:
    from newsreader.background.bulk_analysis import AnalysisProgress
    from newsreader.library.store import Library
    from newsreader.library.views import View
    from newsreader.model.analysis import Analysis
    from newsreader.model.article import Article, Entry

__all__ = ["Report", "chosen", "list_json", "list_rows", "rows_of", "write_articles"]

CHUNK = 100
"""Rows printed at a time."""

WIDE = 60
"""The least columns of a terminal at which a list shows the source."""

SOURCE_COLUMNS = 18

WINDOW = 500
"""Rows fetched at a time: a library of a million articles never is in memory at once."""


def chosen(library: Library, view: View, most: int | None = None) -> Iterator[Entry]:
    """Yield the articles in `view` in its order, at most `most`. Raises QueryError for an invalid query."""
    if most is not None and most <= WINDOW:
        yield from library.first(view, most)
        return
    yield from rows_of(library, library.ids(view)[:most])


def rows_of(library: Library, ids: Sequence[int]) -> Iterator[Entry]:
    """Yield the articles with these ids, in the order of `ids`."""
    for start in range(0, len(ids), WINDOW):
        yield from library.entries(ids[start : start + WINDOW])


def _date(entry: Entry) -> str:
    return entry.shown.date().isoformat()


def list_rows(output: Output, rows: Iterator[Entry]) -> None:
    """Print one line for each article, as `rows` yields them."""
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
    """Print one JSON array with an object for each article, as `rows` yields them.

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
    """Print one JSON array, an element a line, as `rows` yields them. After an error it is still closed."""
    output.lines(["["])
    last: list[str] = []
    try:
        for row in rows:
            text = output.json(row)
            output.lines(f"{line}," for line in last)
            last = [text]
    finally:
        output.lines([*last, "]"])


class Report:
    """Prints one `part` ("summary", "quotes" or "entities") of analyses, at most `most` items of it."""

    def __init__(self, output: Output, part: str, most: int | None) -> None:
        self._output = output
        self._part = part
        self._most = most

    def show(self, found: Iterator[tuple[Article, Analysis]], *, as_json: bool) -> None:
        """Print each analysis as `found` yields it, under the title of its article if there are several."""
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
"""The labels of entities (see `Entity.label`) in the order in which they are printed."""


def write_articles(library: Library, view: View, kind: str, target: Path | None, *, overwrite: bool = False) -> int:
    """Write the articles in `view` as `kind` (md, html, json, epub) to `target`, or to standard output.

    Articles that are not analysed yet are analysed first, with a progress bar on a terminal. Return the number of
    articles that could not be analysed: they are written without summary, quotes and names. An existing file is
    replaced only with `overwrite`. Raises NewsreaderError if `view` is empty or the file cannot be written.
    """
    from newsreader.background.export_items import export_items
    from newsreader.export.write_files import encode, write

    if kind == "epub" and target is None and sys.stdout.isatty():
        raise NewsreaderError("An EPUB cannot be shown in a terminal.", "Name a file with -o.")
    ids = library.ids(view)
    if not ids:
        raise NewsreaderError("No article matches.", "`newsreader list` shows all articles.")
    with ProgressLine() as line:

        def show(progress: AnalysisProgress) -> None:
            done = progress.done + progress.failed
            line.draw(done, progress.total, f"analysed: {how_far(done, progress.total, progress.seconds_left)}")

        items = export_items(library, ids, show)
    if target is not None:
        write(items, kind, target, datetime.now(UTC), overwrite=overwrite)
    else:
        data = encode(items, kind, datetime.now(UTC))
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return sum(item.analysis is None for item in items)
