"""The output of the printing commands: rows, JSON, parts of an analysis, exported files."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsreader import Analysis, analyse
from newsreader.cli import report
from newsreader.cli.printing import Output
from newsreader.cli.report import Report, chosen, list_json, list_rows, rows_of, write_articles
from newsreader.errors import NewsreaderError
from newsreader.library.store import Library, View
from newsreader.model.article import Article, Entry

pytestmark = pytest.mark.usefixtures("analysed_here")

TEXT = (
    "The council of Arden voted to close the old bridge. “It is time,” said Ada Brook, the mayor. "
    "“Nobody asked the people who bake the bread,” said Tom Reed. Brook and Reed live in Arden.\n"
)


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    with closing(Library(library_path)) as library:
        library.add(
            Article(TEXT, f"Bridge {n}", source="Arden Post", published=datetime(2026, 2, n, 8, tzinfo=UTC))
            for n in (1, 2, 3)
        )
        newest = library.ids(View())[0]
        library.set_read([newest], True)
        library.set_starred([newest], True)
        yield library


def titles(rows: Iterator[Entry]) -> list[str]:
    return [entry.title for entry in rows]


@pytest.mark.parametrize("most", [None, 1, 2, 9])
def test_the_chosen_articles_keep_the_order_of_the_view(
    library: Library, monkeypatch: pytest.MonkeyPatch, most: int | None
) -> None:
    monkeypatch.setattr(report, "WINDOW", 2)  # both ways of fetching them
    assert titles(chosen(library, View(), most)) == ["Bridge 3", "Bridge 2", "Bridge 1"][:most]


def test_rows_come_in_the_order_of_their_ids(library: Library) -> None:
    assert titles(rows_of(library, library.ids(View())[::-1])) == ["Bridge 1", "Bridge 2", "Bridge 3"]


def test_a_pipe_gets_one_line_with_tabs_for_each_article(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    list_rows(Output(), chosen(library, View(), 2))
    rows = [line.split("\t")[1:] for line in capsys.readouterr().out.splitlines()]
    assert rows == [
        ["2026-02-03", "read", "starred", "Arden Post", "Bridge 3"],
        ["2026-02-02", "unread", "-", "Arden Post", "Bridge 2"],
    ]


@pytest.mark.parametrize("columns", [100, 40])
def test_a_terminal_gets_rows_that_fit(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    output = Output()
    output.terminal, output.columns = True, columns
    list_rows(output, chosen(library, View(), 2))
    starred, unread = capsys.readouterr().out.splitlines()
    assert starred.startswith("2026-02-03  ★ ") and unread.startswith("2026-02-02 ●  ")
    assert ("Arden Post" in starred) is (columns >= report.WIDE)
    assert max(len(starred), len(unread)) <= columns


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_of_a_list_is_whole_after_an_error(
    library: Library, capsys: pytest.CaptureFixture[str], count: int
) -> None:
    def broken() -> Iterator[Entry]:
        if count:
            yield from chosen(library, View(), count)
        raise NewsreaderError("The disk is gone.")

    with pytest.raises(NewsreaderError):
        list_json(Output(), broken())
    assert [row["title"] for row in json.loads(capsys.readouterr().out)] == ["Bridge 3", "Bridge 2", "Bridge 1"][:count]


def analyses(*names: str) -> Iterator[tuple[Article, Analysis]]:
    for name in names:
        yield Article(TEXT, name), analyse(TEXT, name)


@pytest.mark.parametrize(
    ("part", "most", "expected"),
    [
        ("quotes", 1, ["— Tom Reed"]),
        ("quotes", None, ["— Ada Brook", "— Tom Reed"]),
        ("entities", 1, ["PERSON", "LOC"]),
    ],
)
def test_a_part_of_one_article_is_printed_without_its_title(
    capsys: pytest.CaptureFixture[str], part: str, most: int | None, expected: list[str]
) -> None:
    Report(Output(), part, most).show(analyses("Bridge"), as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(expected)
    assert all(any(words in line for line in lines) for words in expected)


def test_several_articles_are_printed_under_their_titles(capsys: pytest.CaptureFixture[str]) -> None:
    Report(Output(), "quotes", 1).show(analyses("Bridge", ""), as_json=False)
    first, quote, space, second, again = capsys.readouterr().out.splitlines()
    assert (first, space, second) == ("Bridge", "", "Untitled")
    assert quote == again


def test_export_to_standard_output_reports_what_has_no_analysis(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", stdout)
    assert write_articles(library, View(), "json", None) == 0
    rows = json.loads(stdout.buffer.getvalue())
    assert [row["title"] for row in rows] == ["Bridge 3", "Bridge 2", "Bridge 1"]
    assert all(row["quotes"] for row in rows)


def test_a_book_is_not_written_to_a_terminal(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(NewsreaderError, match="cannot be shown in a terminal"):
        write_articles(library, View(), "epub", None)


def test_an_export_of_nothing_is_an_error(library: Library, tmp_path: Path) -> None:
    with pytest.raises(NewsreaderError, match="No article matches"):
        write_articles(library, View(query="tomatoes"), "md", tmp_path / "out.md")
    assert not (tmp_path / "out.md").exists()
