"""The mouse in every pane and box: what is clicked, turned and pressed does what its key does."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import OptionList, SelectionList
from textual.widgets._footer import FooterKey

from newsreader.library.store import Library, View
from newsreader.model.article import Article
from newsreader.ui.dialogs.feeds_dialog import FeedsDialog
from newsreader.ui.dialogs.help_dialog import HelpDialog
from newsreader.ui.dialogs.menu_dialog import MenuDialog
from newsreader.ui.dialogs.notes_dialog import NotesDialog
from newsreader.ui.dialogs.suggested_feeds_dialog import SuggestedFeedsDialog
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.screen import ReaderScreen
from newsroom import (
    ARTICLES,
    NOW,
    KnowingAnalyst,
    insight,
    notices,
    open_app,
    settled,
    shown_title,
    stocked,
    workers_done,
)

WIDE = (160, 50)


async def turn(pilot: Pilot[None], pane: Widget, *, down: bool) -> None:
    await pilot._post_mouse_events([MouseScrollDown if down else MouseScrollUp], pane, button=0)
    await pilot.pause()


def place(pilot: Pilot[None], words: str) -> tuple[int, int]:
    """Where `words` stand on the screen."""
    screen = pilot.app.screen
    for y, strip in enumerate(screen._compositor.render_strips()):
        if (x := strip.text.find(words)) >= 0:
            return x, y
    raise AssertionError(f"{words!r} is not on the screen")


async def click(pilot: Pilot[None], words: str, *, button: int = 1, times: int = 1) -> None:
    """Click where `words` stand."""
    await pilot.pause()
    x, y = place(pilot, words)
    target, region = pilot.app.get_widget_at(x, y)
    await pilot.click(target, offset=(x - region.x, y - region.y), button=button, times=times)
    await pilot.pause()


async def test_a_row_is_shown_by_a_click_and_opened_by_two(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await click(pilot, "Museum opens")
        screen = await settled(pilot)
        assert (shown_title(screen), screen.controllers.panes.current.value) == (ARTICLES[3].title, "list")
        await click(pilot, "Storm warning", times=2)
        screen = await settled(pilot)
        assert (shown_title(screen), screen.controllers.panes.current.value) == (ARTICLES[2].title, "body")


async def test_the_wheel_scrolls_the_pane_under_it(library_path: Path) -> None:
    many = [Article(ARTICLES[1].text, f"Report {n}", source=f"Paper {n}", published=NOW) for n in range(40)]
    library = stocked(library_path, many)
    app = open_app(library)
    async with app.run_test(size=(160, 12)) as pilot:
        screen = await settled(pilot)
        await pilot.press("b")
        screen = await settled(pilot)
        assert screen.controllers.sources.tree is not None
        for pane in (screen.articles, screen.body, insight(screen), screen.controllers.sources.tree):
            before, read = pane.scroll_offset.y, screen.state.id
            for _ in range(3):
                await turn(pilot, pane, down=True)
            assert pane.scroll_offset.y > before, pane
            for _ in range(9):
                await turn(pilot, pane, down=False)
            assert pane.scroll_offset.y == 0, pane
            assert screen.state.id == read
    library.close()


async def test_what_is_clicked_in_the_insight_pane_is_shown_in_the_text(library: Library) -> None:
    app = open_app(library, analyst=KnowingAnalyst)
    async with app.run_test(size=(160, 40)) as pilot:
        screen = await settled(pilot)
        analysis = screen.state.analysis
        assert analysis is not None
        for words, span in (
            ("3 The dockers", analysis.summary[2]),
            ("“They have known", analysis.quotes[2]),
            ("Marek Olsen  1", next(e for e in analysis.entities if e.name == "Marek Olsen")),
        ):
            screen.body._stop_flash()
            await click(pilot, words)
            assert screen.body._flash is not None, words
            assert screen.body._flash.start == span.start, words
        assert screen.controllers.copying.chosen_name() == "Marek Olsen"


async def test_a_name_clicked_in_the_text_is_stepped_through_and_searched(library: Library) -> None:
    app = open_app(library, analyst=KnowingAnalyst)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await click(pilot, "Brandt told")
        assert notices(app).startswith("Ilse Brandt: mention 2 of 3")
        await pilot.press("right_square_bracket")
        assert notices(app).startswith("Ilse Brandt: mention 3 of 3")
        await pilot.press("asterisk")
        await settled(pilot)
        assert (
            screen.controllers.search.bar is not None and screen.controllers.search.bar.text == 'person:"Ilse Brandt"'
        )


async def test_keys_of_the_footer_are_pressed_by_a_click(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=(200, 50)) as pilot:
        screen = await settled(pilot)
        keys = {key.description: key for key in screen.query(FooterKey)}
        await pilot.click(keys["Star"])
        await settled(pilot)
        app.changes.flush()
        assert library.counts().starred == 1
        await pilot.click(keys["Unread"])
        assert shown_title(await settled(pilot)) == ARTICLES[1].title
        await pilot.click(keys["Sources"])
        assert (await settled(pilot)).controllers.panes.current is Pane.SOURCES


@pytest.mark.parametrize("pane", ["#list", "#body", "#insight", "#sources", "#view", "#legend"])
async def test_the_right_button_offers_all_commands_and_chooses_nothing(library: Library, pane: str) -> None:
    app = open_app(library, analyst=KnowingAnalyst)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("b", "tab")
        await settled(pilot)
        before = screen.state.id, screen.controllers.lists.home(), screen.controllers.copying.chosen_name()
        await pilot.click(pane, offset=(5, 3 if pane in ("#list", "#body", "#insight", "#sources") else 0), button=3)
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette)
        assert (screen.state.id, screen.controllers.lists.home(), screen.controllers.copying.chosen_name()) == before


async def test_the_palette_has_what_only_the_sources_do(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert "Delete the saved search" in {command.title for command in app.get_system_commands(screen)}


@pytest.mark.parametrize(("key", "kind"), [("question_mark", HelpDialog), ("S", FeedsDialog), ("C", NotesDialog)])
@pytest.mark.parametrize("beside", [True, False])
async def test_a_box_is_closed_beside_it_and_by_its_edge(
    library: Library, key: str, kind: type[object], beside: bool
) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, kind)
        if beside:
            await pilot.click(offset=(1, 1))
        else:
            await click(pilot, "Esc: close")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)


async def test_a_choice_is_taken_by_a_click(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("Y")
        await pilot.pause()
        assert isinstance(app.screen, MenuDialog)
        await click(pilot, "Whole article")
        assert screen.is_active
        await workers_done(pilot)
        assert f"# {ARTICLES[0].title}\n" in app.clipboard
        assert notices(app).startswith("Article ")


async def test_feeds_and_their_menus_by_clicks_alone(library: Library) -> None:
    library.subscribe("https://quay.example/feed", title="Quay")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("S")
        await click(pilot, "Quay")
        await click(pilot, "Mute")
        await asyncio.to_thread(app.changes.flush)
        assert library.subscriptions()[0].muted
        await pilot.pause()
        await click(pilot, "Choose from well-known feeds")
        await settled(pilot)
        assert isinstance(app.screen, SuggestedFeedsDialog)
        await click(pilot, "a: all")
        offered = app.screen.query_one(SelectionList)
        assert len(offered.selected) == offered.option_count
        await click(pilot, "a: all")
        assert offered.selected == []
        await pilot.click(offset=(1, 1))
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)


async def test_a_note_is_taken_away_by_clicks(library: Library) -> None:
    newest = library.ids(View())[0]
    library.add_note(newest, 0, 10, "first words")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("C")
        await pilot.pause()
        await click(pilot, "Ctrl-D: delete")
        rows = [str(option.prompt) for option in app.screen.query_one(OptionList).options]
        assert rows == ["No notes yet. Press c in a text to write one."]
        await asyncio.to_thread(app.changes.flush)
    assert library.all_notes("") == []
