"""Out of the reader: marked rows, files in four formats, programs of the reader's own, templates of what is copied."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from fake_context import FakeContext
from newsreader.config import Command
from newsreader.integration.pipe import PipeError, run
from newsreader.library.store import Library, View
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.dialogs.prompt_dialog import PromptDialog
from newsreader.ui.dialogs.text_dialog import TextDialog
from newsreader.ui.reader.controllers import ReaderControllers
from newsroom import ARTICLES, notices, open_app, settled, workers_done

pytestmark = pytest.mark.usefixtures("analysed_here")

WIDE = (160, 50)
PYTHON = sys.executable


@pytest.fixture(autouse=True)
def local_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsreader.ui.reader.copy_actions.copy_locally", lambda text: True)


def settings(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def states(app: NewsreaderApp, library: Library) -> list[tuple[bool, bool]]:
    app.changes.flush()
    return [(entry.read, entry.starred) for entry in library.first(View(), 10)]


async def test_what_a_key_does_it_does_to_all_marked_rows(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("x", "j", "x")
        assert screen.articles.marked == [library.ids(View())[0], library.ids(View())[2]]
        assert "2 selected" in notices(app)
        lines = [strip.text for strip in screen.articles.render_lines(screen.articles.region.reset_offset)]
        assert [line[1] for line in lines[1:8:2]] == ["✓", " ", "✓", " "]
        await pilot.press("s", "m")
        assert states(app, library) == [(True, True), (False, False), (True, True), (False, False)]
        await pilot.press("u", "m", "m")
        assert states(app, library) == [(False, True), (False, False), (False, True), (False, False)]
        await pilot.press("y")
        await settled(pilot)
        assert ARTICLES[0].title in app.clipboard
        assert ARTICLES[2].title in app.clipboard
        assert ARTICLES[1].title not in app.clipboard
        await pilot.press("X", "s")
        assert not screen.articles.marked
        assert states(app, library)[0] == (False, True)


async def test_in_the_text_a_key_means_the_article_whatever_is_marked(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("x", "x", "j", "enter", "s")
        assert states(app, library) == [(False, False), (False, False), (False, False), (True, True)]


async def test_rows_are_marked_with_the_mouse(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        ids = list(library.ids(View()))
        await pilot.click("#list", offset=(5, 2), control=True)
        await pilot.pause()
        assert list(screen.articles.marked) == [ids[1]]
        await pilot.click("#list", offset=(5, 6), shift=True)
        await pilot.pause()
        assert list(screen.articles.marked) == ids[1:]
        await pilot.click("#list", offset=(5, 2), control=True)
        assert list(screen.articles.marked) == ids[2:]


@pytest.mark.parametrize(("number", "kind"), [("1", "md"), ("2", "html"), ("3", "json"), ("4", "epub")])
async def test_the_article_is_exported_to_a_folder_that_is_remembered(
    library: Library, tmp_path: Path, number: str, kind: str
) -> None:
    library.remember("export.folder", str(tmp_path))
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("e", "1", number)
        name = f"2026-03-14-port-alden-closes-its-harbour-for-six-weeks.{kind}"
        assert app.screen.query_one(Input).value == str(tmp_path / name)
        await pilot.press("enter")
        await settled(pilot)
        assert (tmp_path / name).stat().st_size > 500
        assert f"1 article written to {tmp_path / name}" in notices(app)


async def test_marked_rows_and_the_whole_list_are_exported(library: Library, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("e")
        assert app.screen.query_one(OptionList).options[1].disabled
        await pilot.press("escape", "x", "x", "e", "enter", "3")
        app.screen.query_one(Input).value = str(tmp_path / "marked.json")
        await pilot.press("enter")
        await settled(pilot)
        rows = json.loads((tmp_path / "marked.json").read_text(encoding="utf-8"))
        assert [row["title"] for row in rows] == [article.title for article in ARTICLES[:2]]
        await pilot.press("e", "3", "1")
        app.screen.query_one(Input).value = str(tmp_path / "news")
        await pilot.press("enter")
        await settled(pilot)
        assert len(list((tmp_path / "news").glob("*.md"))) == len(ARTICLES)
        app.changes.flush()
        assert library.recall("export.folder") == str(tmp_path / "news")


async def test_a_file_is_written_over_only_when_asked_twice(library: Library, tmp_path: Path) -> None:
    there = settings(tmp_path / "there.md", "mine")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("e", "1", "1")
        app.screen.query_one(Input).value = str(tmp_path / "missing" / "a.md")
        await pilot.press("enter")
        assert "There is no folder" in str(app.screen.query_one("#ask-hint", Static).render())
        app.screen.query_one(Input).value = str(there)
        await pilot.press("enter")
        assert isinstance(app.screen, PromptDialog)
        assert "This file exists." in str(app.screen.query_one("#ask-hint", Static).render())
        assert there.read_text(encoding="utf-8") == "mine"
        await pilot.press("enter")
        await settled(pilot)
        assert "harbour" in there.read_text(encoding="utf-8")


ECHO = f"""[commands]
count = ["{PYTHON}", "-c", "import sys; print(len(sys.stdin.read().split()), 'words; $(id)')"]
titles.run = ["{PYTHON}", "-c", "import json, sys; [print(a['title']) for a in json.load(sys.stdin)]"]
titles.input = "json"
broken = ["{PYTHON}", "-c", "import sys; sys.exit('no paper in the \\u001b[31mprinter')"]
missing = ["no-such-program-here"]
"""


async def test_an_article_is_piped_to_a_program_of_ones_own(library: Library, tmp_path: Path) -> None:
    app = open_app(library, settings=settings(tmp_path / "config.toml", ECHO))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("vertical_line", "1")
        await settled(pilot)
        words = len(f"{ARTICLES[0].title} {ARTICLES[0].text}".split())
        assert f"count: {words} words; $(id)" in notices(app)
        await pilot.press("vertical_line", "3")
        await settled(pilot)
        assert "failed with status 1: no paper in the printer" in notices(app)
        await pilot.press("vertical_line", "4")
        await settled(pilot)
        assert "no-such-program-here cannot be run" in notices(app)


async def test_the_output_of_several_lines_is_shown_in_a_box(library: Library, tmp_path: Path) -> None:
    app = open_app(library, settings=settings(tmp_path / "config.toml", ECHO))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("j", "x", "x", "vertical_line", "2")
        while not isinstance(app.screen, TextDialog):
            await workers_done(pilot)
        words = str(app.screen.query_one(Static).render())
        assert words == f"{ARTICLES[1].title}\n{ARTICLES[2].title}"  # with [/] as it is
        await pilot.press("escape")
        assert not isinstance(app.screen, TextDialog)


async def test_without_programs_it_is_said_where_to_name_them(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("vertical_line")
        assert "newsreader config" in notices(app)


def test_a_program_that_takes_too_long_is_ended() -> None:
    started: list[subprocess.Popen[bytes]] = []
    with pytest.raises(PipeError, match="took longer"):
        run(Command((PYTHON, "-c", "import time; time.sleep(60)")), b"", started.append, patience=0.2)
    assert started[0].poll() is not None


def test_a_program_that_does_not_read_is_no_error() -> None:
    assert run(Command((PYTHON, "-c", "print('done')")), b"x" * 1_000_000, lambda _: None) == "done"


def test_articles_are_exported_without_an_app(
    context: FakeContext, controllers: ReaderControllers, tmp_path: Path
) -> None:
    controllers.export.ask_scope()
    context.answer("list")
    context.answer("json")
    context.answer(str(tmp_path / "all.json"))
    context.settle()
    assert len(json.loads((tmp_path / "all.json").read_text())) == len(ARTICLES)
    assert context.notices == [f"{len(ARTICLES)} articles written to {tmp_path / 'all.json'}"]
    assert context.library.recall("export.folder") == str(tmp_path)
    for answer in (None, "article"):
        controllers.export.ask_scope()
        context.answer(answer)
    context.answer(None)
    assert context.dialogs == []
