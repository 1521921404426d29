"""A library that another program wrote to: nothing in it controls a terminal, printed, drawn or saved."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from rich.segment import ControlType, Segment
from textual.color import Color

from newsreader import Article, export
from newsreader.cli.printing import Output
from newsreader.export.write_files import KINDS, Item, encode
from newsreader.integration.pipe import given as piped
from newsreader.library.store import Library, View
from newsreader.model.note import Note
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.reader.copy_formats import Copied
from newsreader.ui.textual_ext.printable_filter import PrintableFilter
from newsroom import NOW, open_app, settled, stocked

Run = Callable[..., tuple[int, str, str]]

EVIL = "\x1b]0;T\x07\x1b]8;;http://x.test/\x1b\\\x1b]52;c;eA==\x07\x1b[41m\x9b42m\x9d2;T\x9c\x90q\x9c\x85\x7f\u202e\u2067\u200f\u061c\x0b"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


@pytest.fixture
def infected(library_path: Path) -> Path:
    """A library in which every text that is shown holds control characters."""
    with closing(stocked(library_path)) as library:
        library.subscribe("https://example.org/feed", title="Feed", tags=["feedtag"])
        ids = list(library.ids(View()))
        library.set_tag(ids, "tagged", True)
        library.add_note(ids[0], 0, 10, "a note")
        library.save_search("search", "harbour")
    columns = {
        "article": ("title", "byline", "place", "url"),
        "body": ("text",),
        "source": ("name",),
        "tag": ("name",),
        "feed": ("url", "title", "name", "reason"),
        "feed_tag": ("name",),
        "note": ("words", "title"),
        "saved": ("name",),
    }
    with closing(sqlite3.connect(library_path)) as connection:
        for table, names in columns.items():
            for name in names:
                connection.execute(
                    f"UPDATE {table} SET {name} = substr({name}, 1, 12) || ? || substr({name}, 13)", (EVIL,)
                )
        connection.execute("UPDATE feed SET failures = 1")
        connection.commit()
    return library_path


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["list", "--json"],
        ["tidy", "--dry-run", "--older-than", "1"],
        ["tidy", "--dry-run", "--older-than", "1", "--json"],
        ["doctor"],
        ["opml", "export", "-"],
        *(["export", "--format", kind] for kind in ("md", "html", "json")),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("terminal", [True, False])
def test_no_command_prints_any(
    run: Run, infected: Path, command: list[str], terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    monkeypatch.setenv("TERM", "xterm")
    _, out, said = run(*command, "--library", infected)
    assert len(out) > 100
    own = re.compile("\x1b\\[[01]m") if terminal and command[0] in ("list", "tidy") else re.compile("(?!)")
    assert RAW.findall(own.sub("", out) + said) == []


def test_json_escapes_and_loses_nothing(run: Run, infected: Path) -> None:
    with closing(Library(infected, read_only=True)) as library:
        titles = [entry.title for entry in library.first(View(), 10)]
    assert all(EVIL in title for title in titles)
    _, out, _ = run("list", "--json", "--library", infected)
    assert [row["title"] for row in json.loads(out)] == titles
    _, out, _ = run("export", "--format", "json", "--library", infected)
    for row in json.loads(out):
        assert EVIL in row["body"]
        assert all(row["body"][part["start"] : part["end"]] == part["text"] for part in row["entities"])


def test_json_can_hold_what_utf_8_cannot() -> None:
    assert json.loads(export.dumps({"a": "x\ud800\U000e0001y é漢\xa0"})) == {"a": "x\ud800\U000e0001y é漢\xa0"}
    assert export.dumps("x\ud800\U000e0001é漢\x9b").encode() == '"x\\ud800\\udb40\\udc01é漢\\u009b"'.encode()


@pytest.mark.parametrize("kind", [*KINDS, "text"])
def test_no_file_holds_any(kind: str) -> None:
    item = Item(
        Article(f"One{EVIL} paragraph.\n\nAnother\tone.", f"Title{EVIL}", url=f"https://example.org/{EVIL}"),
        None,
        [Note(1, 1, 0, 3, f"One{EVIL}", f"Words{EVIL}", NOW)],
        [f"tag{EVIL}"],
    )
    data = piped([item], "text") if kind == "text" else encode([item], kind, datetime.now(UTC))
    if kind == "epub":
        with zipfile.ZipFile(BytesIO(data)) as book:
            texts = [book.read(name).decode() for name in book.namelist()]
    else:
        texts = [data.decode()]
    assert any("paragraph." in text for text in texts)
    assert [RAW.findall(text) for text in texts if RAW.search(text)] == []


def test_a_sequence_across_a_document_takes_nothing_away() -> None:
    items = [Item(Article("One.", "First \x1b]0;"), None), Item(Article("Two.", "Second \x07 end"), None)]
    assert "<p>One.</p>" in encode(items, "html", datetime.now(UTC)).decode()


@pytest.mark.parametrize("keys", ["j", "b", "b j j", "L", "S", "T", "C", "/ a n", "e", "Y", "question_mark", "colon"])
async def test_the_reader_draws_none(infected: Path, keys: str) -> None:
    with closing(Library(infected)) as library:
        app = open_app(library)
        async with app.run_test(size=(160, 45)) as pilot:
            await settled(pilot)
            await pilot.press(*keys.split())
            await settled(pilot)
            drawn = drawn_by(app)
    assert len("".join(drawn).split()) > 20
    assert [line for line in drawn if RAW.search(line)] == []


def drawn_by(app: NewsreaderApp) -> list[str]:
    """The lines as they are sent to the terminal, without styles."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


async def test_what_is_copied_holds_none(infected: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("newsreader.ui.reader.copy_actions.copy_locally", copied.append)
    with closing(Library(infected)) as library:
        app = open_app(library)
        async with app.run_test(size=(160, 45)) as pilot:
            screen = await settled(pilot)
            screen.controllers.copying.put_on_clipboard(Copied(f"one{EVIL}two", "Copied"))
            await settled(pilot)
            assert [text[:3] for text in copied] == ["one"]
            assert [RAW.findall(text) for text in (*copied, app.clipboard)] == [[], []]


def test_lines_keep_their_width_and_control_segments_stay() -> None:
    control = Segment("\x1b[1;1H", None, [(ControlType.HOME,)])
    plain = [Segment("ab"), Segment("漢 é")]
    found = PrintableFilter().apply([control, Segment(f"a{EVIL}b"), *plain], Color(0, 0, 0))
    assert found[0] is control
    assert [RAW.search(segment.text) for segment in found[1:]] == [None, None, None]
    assert found[1].cell_length == Segment(f"a{EVIL}b").cell_length
    assert PrintableFilter().apply(plain, Color(0, 0, 0)) is plain


def test_a_style_is_only_what_the_program_gives(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    output = Output()
    output.lines([f"{output.heading('bold')} and \x1b[1mnot\x1b[0m", "\x1b[31mred", "\ufdd0open"])
    assert capsys.readouterr().out == "\x1b[1mbold\x1b[0m and [1mnot[0m\n[31mred\n\x1b[1mopen\x1b[0m\n"


def test_arguments_are_named_without_control_characters(run: Run) -> None:
    for arguments in (
        ["list", f"--no{EVIL}"],
        ["list", "--library", f"/{EVIL}"],
        ["add", f"nothing{EVIL}"],
        ["summary", f"x{EVIL}"],
    ):
        status, _, said = run(*(argument.replace("\0", "") for argument in arguments))
        assert status
        assert said
        assert RAW.findall(said) == []
