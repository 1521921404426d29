"""Searching through the keys of the reader: what is typed, what shows, and the way back."""

from __future__ import annotations

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from fake_context import FakeContext
from newsreader.library.store import Library, View
from newsreader.ui.dialogs.prompt_dialog import PromptDialog
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.screen import ReaderScreen
from newsreader.ui.widgets.search_bar import SearchBar
from newsroom import ARTICLES, notices, open_app, settled, shown_title

WIDE, NARROW = (160, 50), (60, 20)


async def typed(pilot: Pilot[None], text: str) -> ReaderScreen:
    """The reader after `text` was typed into the search."""
    screen = await settled(pilot)
    await pilot.press("slash")
    await settled(pilot)
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await settled(pilot)
    await settled(pilot)
    return screen


def titles(screen: ReaderScreen) -> list[str]:
    """The titles in the list."""
    return [entry.title for entry in screen.controllers.lists.rows(screen.articles.ids)]


def help_line(screen: ReaderScreen) -> str:
    """What stands below the search."""
    return str(screen.query_one("#query-help", Static).content)


def drawn(screen: ReaderScreen) -> str:
    """The list as it is drawn."""
    return "\n".join(strip.text for strip in screen.articles.render_lines(screen.articles.region.reset_offset))


@pytest.mark.parametrize(("key", "letters"), [("slash", "muse"), ("a", "https://muse.example"), ("T", "muse")])
async def test_what_is_typed_before_a_line_is_there_goes_into_it(library: Library, key: str, letters: str) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        before = library.counts()
        for name in (key, *letters):
            app.post_message(Key(name, "/" if name == "slash" else name))
        await settled(pilot)
        await settled(pilot)
        assert app.screen.query_one(Input).value == letters
        assert library.counts() == before


async def test_what_is_found_shows_while_it_is_typed(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await typed(pilot, "muse")
        assert titles(screen) == [ARTICLES[3].title]
        assert shown_title(screen) == ARTICLES[3].title
        assert [ARTICLES[3].text[hit.start : hit.end] for hit in screen.body.hits] == ["museum"]
        assert "The museum of Port" in drawn(screen)
        assert "Search · 1 article" in str(screen.query_one("#view", Static).content)


async def test_the_language_is_hinted_at(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await typed(pilot, "")
        assert "person:" in help_line(screen)
        await pilot.press(*"per")
        await settled(pilot)
        assert help_line(screen) == "person:putin names a person"


async def test_a_wrong_query_says_what_is_wrong_where(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await typed(pilot, "port is:new")
        assert "is:new" in help_line(screen)
        assert "Unknown value “is:new”" in help_line(screen)
        await pilot.press("down")  # what there is in the list can still be looked through
        await settled(pilot)
        assert notices(app) == ""
        await pilot.press("backspace", "backspace", "backspace", *"unread")
        await settled(pilot)
        assert titles(screen) == [ARTICLES[i].title for i in (0, 2, 3)]
        assert "no" not in help_line(screen)


async def test_an_answer_to_an_older_search_is_dropped(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await typed(pilot, "museum")
        screen.controllers.search.search(View(query="harbour"))
        await settled(pilot)
        assert titles(screen) == [ARTICLES[3].title]


async def test_enter_goes_to_the_list_and_escape_back_to_where_the_reader_was(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("j", "enter")
        await typed(pilot, "port")
        await pilot.press("enter")
        assert screen.focused is screen.articles
        await pilot.press("j")
        await settled(pilot)
        assert shown_title(screen) == ARTICLES[2].title
        await pilot.press("escape")
        await settled(pilot)
        assert shown_title(screen) == ARTICLES[1].title
        assert screen.controllers.panes.current is Pane.BODY
        assert screen.controllers.search.bar is None
        assert len(screen.articles.ids) == len(ARTICLES)
        assert not screen.body.hits


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_escape_in_the_line_ends_the_search_and_so_does_the_mouse(
    library: Library, size: tuple[int, int]
) -> None:
    app = open_app(library)
    async with app.run_test(size=size) as pilot:
        screen = await typed(pilot, "port")
        await pilot.press("escape")
        await settled(pilot)
        assert screen.controllers.search.bar is None
        await typed(pilot, "port")
        await pilot.click("#query-end")
        await settled(pilot)
        assert screen.controllers.search.bar is None
        assert shown_title(screen) == ARTICLES[0].title


async def test_the_best_come_first_on_request(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await typed(pilot, "port")
        assert titles(screen) == [ARTICLES[i].title for i in (0, 2, 3)]
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert screen.query_one("#query", Input).value == "sort:best port"
        assert titles(screen)[0] == ARTICLES[0].title
        await pilot.press("enter", "n")
        await settled(pilot)
        assert shown_title(screen) == titles(screen)[1]


async def test_a_search_is_saved_under_a_name(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, "museum")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, PromptDialog)
        app.screen.query_one(Input).value = "Museums"
        await pilot.press("enter")
        app.changes.flush()
        [saved] = library.saved_searches()
        assert saved.name == "Museums"
        assert saved.query.startswith("museum")


async def test_the_chosen_name_is_searched_and_copied(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("asterisk")
        assert "Choose a name first" in notices(app)
        await pilot.press("i")
        assert screen.insight is not None
        while screen.insight.chosen_name() != "Ilse Brandt":
            await pilot.press("j")
        await pilot.pause()
        await pilot.press("Y")
        options = app.screen.query_one(OptionList).options
        number = next(n for n, o in enumerate(options, start=1) if "The name Ilse Brandt" in str(o.prompt))
        await pilot.press(str(number))
        await settled(pilot)
        assert app.clipboard == "Ilse Brandt"
        await pilot.press("asterisk")
        await settled(pilot)
        await settled(pilot)
        assert screen.query_one("#query", Input).value == 'person:"Ilse Brandt"'
        assert titles(screen) == [ARTICLES[0].title]
        assert screen.focused is screen.articles


async def test_a_list_of_its_own_ends_the_search(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await typed(pilot, "museum")
        await pilot.press("enter", "g", "a")
        await settled(pilot)
        assert screen.controllers.search.bar is None
        assert len(screen.articles.ids) == len(ARTICLES)


async def test_a_search_is_not_come_back_to(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, "museum")
        await pilot.press("enter", "enter", "q")
    assert library.recall("place")["query"] == ""


async def test_a_search_runs_without_an_app(
    context: FakeContext, controllers: ReaderControllers, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong: list[str] = []
    monkeypatch.setattr(SearchBar, "go_in", lambda _: None)
    monkeypatch.setattr(SearchBar, "remove", lambda _: None)
    monkeypatch.setattr(SearchBar, "say_wrong", lambda _, sentence, start, end: wrong.append(sentence))
    context.articles.cursor_down()
    before = context.state.id
    await controllers.search.open()
    monkeypatch.setattr(SearchBar, "text", "museum")
    controllers.search.on_typed("museum")
    context.settle()
    assert [context.library.article(one).title for one in context.articles.ids] == [ARTICLES[3].title]
    assert list(context.articles.found) == list(context.articles.ids)
    controllers.article.settle()
    context.settle()
    assert len(context.body.hits) == 1
    assert controllers.lists.home() == (View(), "All")
    controllers.search.ask_name()
    context.answer("Museums")
    assert context.notices == ["Search saved as “Museums”: b shows it in the source list."]
    monkeypatch.setattr(SearchBar, "text", "is:new")
    controllers.search.on_typed("is:new")
    context.settle()
    assert len(wrong) == 1
    controllers.panes.back()
    context.settle()
    assert (controllers.search.bar, context.state.id) == (None, before)
    assert len(context.articles.ids) == len(ARTICLES)
    assert context.articles.found == {}


async def test_a_name_is_chosen_before_it_is_searched(context: FakeContext, controllers: ReaderControllers) -> None:
    await controllers.search.open_for_name()
    controllers.search.ask_name()
    assert context.notices[0].startswith("Choose a name first")
    assert context.notices[1] == "Type a search first."
