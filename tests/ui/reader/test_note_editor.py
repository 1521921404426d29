"""Notes and links on the screen."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from fake_context import FakeContext
from newsreader.library.store import Library, View
from newsreader.model.analysis import Span
from newsreader.model.article import Article, Mark, MarkKind
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.dialogs.notes_dialog import NotesDialog
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.link_actions import links
from newsreader.ui.reader.pane import Pane
from newsreader.ui.widgets.article_view import selection
from newsreader.ui.widgets.note_bar import NoteBar
from newsroom import ARTICLES, notices, open_app, settled, stocked

WIDE = (160, 50)
TEXT = ARTICLES[0].text


async def test_a_sentence_is_noted_shown_and_changed_with_a_click(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("enter", "c", "down", "down", "up")
        assert screen.state.analysis is not None
        second = screen.state.analysis.sentences[1]
        await pilot.press(*"Why?", "enter")
        await settled(pilot)
        (note,) = library.all_notes()
        assert (note.start, note.end, note.words) == (second.start, second.end, "Why?")
        assert list(screen.body.notes) == [second]
        assert screen.body.has_focus
        assert "Note saved" in notices(app)
        assert screen.body._page is not None
        row = screen.body._page.row_of(second.start) - screen.body.scroll_offset.y
        column = screen.body._page.left + 4
        line = screen.body._page.row(row + screen.body.scroll_offset.y)
        assert line is not None
        await pilot.click("#body", offset=(column, row))
        await settled(pilot)
        if screen.controllers.notes.bar is None:  # a name stands there
            screen.body.post_message(screen.body.NoteChosen(screen.body, 0))
            await pilot.pause()
        assert app.screen.query_one("#note-words", Input).value == "Why?"
        await pilot.press("!", "enter")
        await settled(pilot)
        assert [note.words for note in library.all_notes()] == ["Why?!"]
        await pilot.press("j")
        await pilot.press("h", "j")
        await settled(pilot)
        assert screen.body.notes == ()


async def test_what_is_selected_is_noted(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        start = TEXT.index("divers found")
        page = screen.body._page
        assert page is not None
        screen.selections = {screen.body: selection.select(page.text_place + start - 1, page.text_place + start + 12)}
        await pilot.press("c", "enter")
        await settled(pilot)
        (note,) = library.all_notes()
        assert (note.quote, note.words) == ("divers found", "")
        assert not screen.selections


async def test_a_note_is_left_or_taken_away(library: Library) -> None:
    article = library.ids(View())[0]
    library.add_note(article, 0, 10, "First")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        assert [(s.start, s.end) for s in screen.body.notes] == [(0, 10)]
        await pilot.press("c", *"no", "escape")
        await settled(pilot)
        assert [note.words for note in library.all_notes()] == ["First"]
        screen.body.post_message(screen.body.NoteChosen(screen.body, 0))
        await pilot.pause()
        await pilot.click("#note-drop")
        await settled(pilot)
        assert library.all_notes() == []
        assert screen.body.notes == ()


async def test_notes_are_listed_searched_and_opened(library: Library) -> None:
    ids = library.ids(View())
    place = ARTICLES[1].text.index("Paragraph 40")
    library.add_note(ids[1], place, place + 12, "Look [/] here")
    library.add_note(ids[0], 0, 10, "Other")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("C")
        assert isinstance(app.screen, NotesDialog)
        assert app.screen.query_one(OptionList).option_count == 2
        await pilot.press(*"look")
        await pilot.pause()
        rows = [str(option.prompt) for option in app.screen.query_one(OptionList).options]
        assert len(rows) == 1
        assert "Look [/] here" in rows[0]
        await pilot.press("enter")
        await settled(pilot)
        await pilot.pause(0.3)
        assert (screen.state.id, screen.controllers.panes.current) == (ids[1], Pane.BODY)
        assert screen.body.position > place - 2_000
        assert screen.body.position > 0
        await pilot.press("C", "ctrl+d")
        await pilot.pause()
        assert [note.words for note in library.all_notes()] == ["Look [/] here"]
        await pilot.press(*"nothing like it")
        await pilot.pause()
        assert "No notes found" in str(app.screen.query_one(OptionList).options[0].prompt)
        await pilot.press("enter", "escape")
        assert not isinstance(app.screen, NotesDialog)


def linked() -> Article:
    text = "See the report and the map.\n\nThe bridge at night"
    return Article(
        text,
        title="Bridge",
        url="https://example.org/bridge",
        marks=(
            Mark(8, 14, MarkKind.LINK, "https://example.org/report"),
            Mark(23, 26, MarkKind.LINK, "javascript:alert(1)"),
            Mark(29, len(text), MarkKind.CAPTION, "https://example.org/night.jpg"),
        ),
    )


def test_links_are_those_of_the_web_with_their_words() -> None:
    assert links(linked()) == {
        "https://example.org/bridge": "This article",
        "https://example.org/report": "report",
        "https://example.org/night.jpg": "Picture: The bridge at night",
    }


async def test_links_are_opened_by_number_and_a_caption_with_a_click(
    library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(NewsreaderApp, "open_url", lambda self, url, **_: opened.append(url))
    library = stocked(library_path, [linked()])
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("L", "2")
        await settled(pilot)
        assert opened == ["https://example.org/report"]
        page = screen.body._page
        assert page is not None
        row = page.row_of(linked().text.index("The bridge"))
        await pilot.click("#body", offset=(page.left + 4, row))
        await settled(pilot)
        assert opened[1:] == ["https://example.org/night.jpg"]
    library.close()


async def test_an_article_without_links_says_so(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("j", "j", "L")
        assert "no links" in notices(app)


async def test_a_note_is_written_without_an_app(
    context: FakeContext, controllers: ReaderControllers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NoteBar, "go_in", lambda _: None)
    monkeypatch.setattr(NoteBar, "remove", lambda _: asyncio.sleep(0))
    context.config = context.config._replace(keys={"notes": "f7"})
    await controllers.notes.write()
    assert len(context.body.notes) == 1
    controllers.notes.step(1)
    await controllers.notes.take("")
    context.settle()
    assert context.notices == ["Highlighted: F7 lists all notes"]
    [note] = context.library.all_notes()
    assert list(context.body.notes) == [Span(note.start, note.end)]
    await controllers.notes.change(0)
    await controllers.notes.drop()
    context.settle()
    assert context.notices[-1] == "Note deleted"
    assert list(context.body.notes) == []


def test_a_note_is_gone_to_without_an_app(context: FakeContext, controllers: ReaderControllers) -> None:
    article = context.articles.ids[2]
    context.library.add_note(article, 0, 4, "Rain")
    [note] = context.library.all_notes()
    controllers.notes.list_all()
    context.answer(note)
    assert context.state.id == article
    assert controllers.panes.current is Pane.BODY
    assert context.body.revealed == [Span(0, 4)]
    assert list(context.body.notes) == [Span(0, 4)]
    controllers.notes.go_to(note._replace(article=None))
    assert context.notices == ["The article of this note is no longer in the library."]
