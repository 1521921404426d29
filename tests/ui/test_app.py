"""The reader through its keys: what a person presses and what then shows, at three widths."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import OptionList, Static

from newsreader.library.store import Library, View, ViewKind
from newsreader.model.analysis import METHODS
from newsreader.model.article import Article
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.dialogs.help_dialog import HelpDialog
from newsreader.ui.dialogs.menu_dialog import MenuDialog
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.screen import ReaderScreen
from newsroom import (
    ARTICLES,
    FailingAnalyst,
    KnowingAnalyst,
    SilentAnalyst,
    insight,
    notices,
    open_app,
    settled,
    shown_title,
    stocked,
    workers_done,
)

WIDE, MEDIUM, NARROW = (160, 50), (100, 30), (60, 20)


@pytest.fixture(autouse=True)
def local_clipboard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have gone to this machine's clipboard."""
    copied: list[str] = []

    def keep(text: str) -> bool:
        copied.append(text)
        return True

    monkeypatch.setattr("newsreader.ui.reader.copy_actions.copy_locally", keep)
    return copied


def kept(app: NewsreaderApp, library: Library) -> dict[str, tuple[bool, bool]]:
    """What the library holds once all is written: title to (read, starred)."""
    app.changes.flush()
    return {e.title: (e.read, e.starred) for e in library.first(View(), 10)}


async def test_the_newest_article_shows_with_all_that_is_known(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        assert shown_title(screen) == ARTICLES[0].title
        rows = [str(option.prompt) for option in insight(screen).options]
        assert any(row.startswith("1 ") for row in rows), rows
        assert any("Ilse Brandt" in row for row in rows), rows
        assert screen.body.analysis is not None
        assert "4 unread of 4" in str(screen.query_one("#view", Static).content)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Hafen ist zu. Die Boote liegen an der Mauer, und das ist nicht gut für die Stadt.", "German"),
        ("The harbour is closed. The boats of the town stay in it until Monday.", "English"),
    ],
)
async def test_a_brief_is_shown_whole_with_its_language(tmp_path: Path, text: str, language: str) -> None:
    library = stocked(tmp_path / "briefs.db", [Article(text, title="Brief")])
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        rows = [str(option.prompt) for option in insight(screen).options]
        assert "Short article, shown whole · 1 min" in rows[0]
        assert rows[0].endswith(f" · {language}")
        assert [row[:2] for row in rows[1:3]] == ["1 ", "2 "]
    library.close()


async def test_an_analysis_that_fails_says_why(library: Library) -> None:
    app = open_app(library, analyst=FailingAnalyst)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        assert "The analysis does not start." in str(insight(screen).options[0].prompt)


async def test_moving_in_the_list_reads_nothing(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j", "k")
        screen = await settled(pilot)
        assert shown_title(screen) == ARTICLES[1].title
        assert not any(read for read, _ in kept(app, library).values())


async def test_a_title_with_brackets_is_shown_as_it_is(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j", "enter")
        screen = await settled(pilot)
        assert shown_title(screen) == "Storm warning [/] for the coast"
        lines = "\n".join(strip.text for strip in screen.body.render_lines(screen.body.region.reset_offset))
        assert "Storm warning [/] for the coast" in lines


@pytest.mark.parametrize("key", ["enter", "l", "tab"])
async def test_going_into_an_article_reads_it(library: Library, key: str) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(key)
        screen = await settled(pilot)
        assert screen.controllers.panes.current is Pane.BODY
        assert screen.body.has_focus
        assert kept(app, library)[ARTICLES[0].title] == (True, False)


async def test_panes_one_after_the_other_and_back(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        seen = []
        for key in ("enter", "l", "h", "escape", "tab", "tab", "tab", "shift+tab", "i", "i"):
            await pilot.press(key)
            seen.append(screen.controllers.panes.current.value)
        assert seen == ["body", "insight", "body", "list", "body", "insight", "list", "insight", "body", "insight"]
        assert insight(screen).has_focus


async def test_next_and_previous_unread(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("j", "m", "k")
        kept(app, library)
        await pilot.press("n")
        assert shown_title(await settled(pilot)) == ARTICLES[2].title
        await pilot.press("p")
        assert shown_title(await settled(pilot)) == ARTICLES[0].title
        assert kept(app, library)[ARTICLES[2].title][0]
        await pilot.press("p")
        assert "No unread articles above." in notices(app)
        assert screen.articles.cursor_id == screen.state.id


async def test_next_and_previous_article_while_reading(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "J")
        screen = await settled(pilot)
        assert (shown_title(screen), screen.controllers.panes.current) == (ARTICLES[1].title, Pane.BODY)
        await pilot.press("K")
        assert shown_title(await settled(pilot)) == ARTICLES[0].title


async def test_space_pages_to_the_end_and_goes_on_with_the_next_unread(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press("j")
        screen = await settled(pilot)
        assert shown_title(screen) == ARTICLES[1].title
        positions = [screen.body.position]
        for _ in range(60):
            await pilot.press("space")
            screen = await settled(pilot)
            if shown_title(screen) != ARTICLES[1].title:
                break
            positions.append(screen.body.position)
        assert positions == sorted(positions)
        assert len(positions) > 3
        assert shown_title(screen) == ARTICLES[2].title


async def test_star_and_read_and_undo(library: Library) -> None:
    title = ARTICLES[0].title
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("s")
        assert kept(app, library)[title] == (False, True)
        await pilot.press("m")
        assert kept(app, library)[title] == (True, True)
        await pilot.press("m")
        assert kept(app, library)[title] == (False, True)
        await pilot.press("u")
        assert kept(app, library)[title] == (True, True)
        await pilot.press("u", "u")
        assert kept(app, library)[title] == (False, False)
        screen = await settled(pilot)
        entry = screen.articles.entry(screen.state.id or 0)
        assert entry is not None
        assert (entry.read, entry.starred) == (False, False)
        await pilot.press("u")
        assert "Nothing to undo." in notices(app)


async def test_the_summary_is_copied_with_one_key(library: Library, local_clipboard: list[str]) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert screen.state.analysis is not None
        first = screen.state.analysis.summary[0]
        assert ARTICLES[0].text[first.start : first.end] in app.clipboard
        assert ARTICLES[0].title in app.clipboard
        assert ARTICLES[0].url in app.clipboard
        assert local_clipboard == [app.clipboard]
        assert "Summary copied (3 sentences)" in notices(app)


async def test_nothing_is_copied_before_there_is_a_summary(library: Library, local_clipboard: list[str]) -> None:
    app = open_app(library, analyst=SilentAnalyst)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert local_clipboard == []
        assert "no summary yet" in notices(app)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("Summary with title and link", "https://example.org/harbour"),
        ("Key quotes", "Ilse Brandt"),
        ("Whole article as Markdown", "# Port Alden closes its harbour for six weeks"),
        ("Link", "https://example.org/harbour"),
    ],
)
async def test_the_menu_copies_what_was_chosen(library: Library, choice: str, expected: str) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("Y")
        assert isinstance(app.screen, MenuDialog)
        options = app.screen.query_one(OptionList).options
        number = next(n for n, option in enumerate(options, start=1) if choice in str(option.prompt))
        await pilot.press(str(number))
        await settled(pilot)
        assert expected in app.clipboard


async def test_quotes_are_shown_all_or_by_speaker_from_any_pane(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        for pane in ("h", "l", "i"):  # list, text, insight
            await pilot.press(pane)
            before = insight(screen).showing_all, insight(screen).by_speaker
            await pilot.press("full_stop", "w")
            assert (insight(screen).showing_all, insight(screen).by_speaker) == (not before[0], not before[1])


async def test_the_selected_quote_is_copied_with_its_speaker(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("i")
        while insight(screen).chosen_quote() is None:
            await pilot.press("j")
        await pilot.press("Y")
        options = app.screen.query_one(OptionList).options
        number = next(n for n, o in enumerate(options, start=1) if "selected quote" in str(o.prompt))
        await pilot.press(str(number))
        await settled(pilot)
        assert app.clipboard.startswith("“")
        assert "— Ilse Brandt" in app.clipboard or "— Marek Olsen" in app.clipboard


async def test_escape_leaves_the_menu_without_copying(library: Library, local_clipboard: list[str]) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("Y", "escape")
        await settled(pilot)
        assert local_clipboard == []
        assert isinstance(app.screen, ReaderScreen)


async def test_longer_and_shorter_summaries_at_once_and_remembered(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)

        def length() -> int:
            assert screen.state.analysis is not None
            return len(screen.state.analysis.summary)

        assert length() == 3
        await pilot.press("plus")
        assert length() == 4
        await pilot.press("minus", "minus", "minus", "minus", "minus")
        assert length() == 1
        app.changes.flush()
        assert library.recall("length", 3) == 1
        await pilot.press("j")
        await settled(pilot)
        assert length() == 1


async def test_another_method_is_shown_and_remembered(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("v")
        await settled(pilot)
        assert screen.state.analysis is not None
        assert screen.state.analysis.method == METHODS[1]
        app.changes.flush()
        assert library.recall("method", "") == METHODS[1]


async def test_choosing_a_sentence_a_quote_and_a_name_scrolls_to_it(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=NARROW) as pilot:
        screen = await settled(pilot)
        assert screen.state.analysis is not None
        brandt = [e for e in screen.state.analysis.entities if e.name == "Ilse Brandt"]
        await pilot.press("i")
        row = next(
            i for i, option in enumerate(insight(screen).options) if str(option.prompt).startswith("Ilse Brandt")
        )
        insight(screen).highlighted = row
        await pilot.press("enter")
        await settled(pilot)
        assert screen.controllers.panes.current is Pane.BODY
        assert f"mention 1 of {len(brandt)}" in notices(app)
        await pilot.press("right_square_bracket")
        await settled(pilot)
        assert f"mention 2 of {len(brandt)}" in notices(app)
        await pilot.press("left_square_bracket", "left_square_bracket")
        await settled(pilot)
        assert f"mention {len(brandt)} of {len(brandt)}" in notices(app)
        assert screen.body.position > 0


async def test_stepping_without_a_name_says_what_to_do(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("right_square_bracket")
        assert "Choose a name first" in notices(app)


async def test_a_name_is_chosen_in_the_text_stepped_through_copied_and_searched(
    library: Library, local_clipboard: list[str]
) -> None:
    app = open_app(library, analyst=KnowingAnalyst)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("enter", "2", "right_curly_bracket")
        assert notices(app).startswith("Coast Wire: mention 1 of 1")
        await pilot.press("right_curly_bracket")
        assert notices(app).startswith("Ilse Brandt: mention 1 of 3")
        await pilot.press("right_square_bracket")
        assert notices(app).startswith("Ilse Brandt: mention 2 of 3")
        await pilot.press("left_curly_bracket")
        assert notices(app).startswith("Ilse Brandt: mention 1 of 3")
        await pilot.press("Y")
        menu = app.screen
        assert isinstance(menu, MenuDialog)
        rows = [str(option.prompt) for option in menu.query_one(OptionList).options]
        number = next(at for at, row in enumerate(rows, 1) if "Ilse Brandt" in row)
        await pilot.press(str(number))
        await workers_done(pilot)
        assert local_clipboard == ["Ilse Brandt"]
        assert screen.controllers.panes.current is Pane.BODY
        await pilot.press("asterisk")
        await settled(pilot)
        assert screen.controllers.search.bar is not None
        assert screen.controllers.search.bar.text == 'person:"Ilse Brandt"'


async def test_highlighting_is_cycled_and_remembered(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        seen = []
        for _ in range(3):
            await pilot.press("H")
            seen.append(screen.body.highlighting)
        assert seen == ["people", "off", "all"]
        await pilot.press("H")
        app.changes.flush()
        assert library.recall("highlighting", "") == "people"


async def test_the_link_opens_in_the_browser(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(NewsreaderApp, "open_url", lambda self, url, **_: opened.append(url))
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("o")
        assert opened == ["https://example.org/harbour"]
        await pilot.press("j", "j", "o")
        assert opened == ["https://example.org/harbour"]
        assert "has no link" in notices(app)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "ssh://host", "--help"])
async def test_nothing_but_web_links_is_opened(library: Library, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    opened: list[str] = []
    monkeypatch.setattr(NewsreaderApp, "open_url", lambda self, url, **_: opened.append(url))
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        screen.controllers.opener.open(address)
        await pilot.pause()
        assert opened == []
        assert "Only http and https links" in notices(app)


async def test_help_lists_every_key(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpDialog)
        words = str(app.screen.query_one(Static).content)
        for binding in (*ReaderScreen.BINDINGS, *NewsreaderApp.BINDINGS):
            assert getattr(binding, "tooltip") in words  # noqa: B009 - a BindingType may be a tuple
        await pilot.press("escape")
        assert isinstance(app.screen, ReaderScreen)


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_offers_every_action(library: Library, key: str) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        titles = {command.title for command in app.get_system_commands(screen)}
        for binding in (*ReaderScreen.BINDINGS, *NewsreaderApp.BINDINGS):
            if getattr(binding, "action") != "command_palette":  # noqa: B009
                assert getattr(binding, "tooltip") in titles  # noqa: B009
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette)


async def test_an_action_of_the_palette_works(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        command = next(c for c in app.get_system_commands(screen) if c.title.startswith("Star"))
        app.call_later(command.callback)
        await settled(pilot)
        assert kept(app, library)[ARTICLES[0].title] == (False, True)


async def test_the_theme_is_remembered(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        app.theme = "nord"
        await pilot.pause()
        app.changes.flush()
        assert library.recall("theme", "") == "nord"
    again = open_app(library)
    async with again.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert again.theme == "nord"


@pytest.mark.parametrize("kind", [ViewKind.UNREAD, ViewKind.STARRED])
async def test_lists_of_unread_and_starred_articles(library: Library, kind: ViewKind) -> None:
    ids = library.ids(View())
    library.set_read(list(ids[:1]), True)
    library.set_starred(list(ids[:1]), True)
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("g", "u" if kind is ViewKind.UNREAD else "s")
        screen = await settled(pilot)
        assert list(screen.articles.ids) == (list(ids[1:]) if kind is ViewKind.UNREAD else list(ids[:1]))
        await pilot.press("g", "a")
        assert len((await settled(pilot)).articles.ids) == len(ids)


async def test_an_open_article_is_come_back_to_at_the_place_where_it_was_left(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press("j", "enter", "space", "space")
        screen = await settled(pilot)
        left = screen.body.position
        assert left > 0
        await pilot.press("q")
    again = open_app(library)
    async with again.run_test(size=MEDIUM) as pilot:
        screen = await settled(pilot)
        assert (shown_title(screen), screen.controllers.panes.current) == (ARTICLES[1].title, Pane.BODY)
        assert screen.body.position == left


async def test_who_left_from_the_list_finds_the_newest_on_top(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j", "q")
    again = open_app(library)
    async with again.run_test(size=WIDE) as pilot:
        assert shown_title(await settled(pilot)) == ARTICLES[0].title


@pytest.mark.parametrize(
    ("size", "pane", "visible"),
    [
        (WIDE, Pane.LIST, {"list", "body", "insight"}),
        (MEDIUM, Pane.LIST, {"list", "body"}),
        (MEDIUM, Pane.BODY, {"list", "body"}),
        (MEDIUM, Pane.INSIGHT, {"body", "insight"}),
        (NARROW, Pane.LIST, {"list"}),
        (NARROW, Pane.BODY, {"body"}),
        (NARROW, Pane.INSIGHT, {"insight"}),
    ],
)
async def test_what_fits_shows(library: Library, size: tuple[int, int], pane: Pane, visible: set[str]) -> None:
    app = open_app(library)
    async with app.run_test(size=size) as pilot:
        screen = await settled(pilot)
        screen.controllers.panes.go_to(pane)
        await pilot.pause()
        assert {p.value for p in Pane if any(w.region.area > 0 for w in screen.query(f"#{p}"))} == visible


async def test_resizing_keeps_the_article_and_the_pane(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "tab", "tab")
        screen = await settled(pilot)
        for size in (MEDIUM, NARROW, (20, 5), WIDE):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert (shown_title(screen), screen.controllers.panes.current) == (ARTICLES[1].title, Pane.INSIGHT)
            assert insight(screen).has_focus


async def test_a_click_in_a_pane_goes_there(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.click("#body", offset=(20, 8))
        await pilot.pause()
        assert screen.controllers.panes.current is Pane.BODY
        await pilot.click("#list", offset=(5, 3))
        await settled(pilot)
        assert screen.controllers.panes.current.value == "list"
        assert shown_title(screen) == ARTICLES[1].title


async def test_a_click_on_a_quote_chooses_it_to_be_copied(library: Library, local_clipboard: list[str]) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        assert screen.state.analysis is not None
        quotes = screen.state.analysis.quotes
        last = len(quotes) - 1
        begun = last
        while (before := quotes[begun].continues) is not None:
            begun = before
        screen.body.post_message(screen.body.QuoteChosen(screen.body, last))
        await settled(pilot)
        assert insight(screen).chosen_quote() == begun
        await pilot.press("Y", "3")
        await settled(pilot)
        words = ARTICLES[0].text[quotes[begun].start : quotes[begun].end]
        assert words in local_clipboard[-1]


async def test_sources_are_added_while_the_reader_is_open(library: Library, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("Ferry runs again\n\nThe ferry to Lund runs again from Monday.", encoding="utf-8")
    app = open_app(library, [str(tmp_path / "new.txt"), str(tmp_path / "missing.txt")])
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        screen = await settled(pilot)
        assert shown_title(screen) == "Ferry runs again"
        assert "1 article added" in notices(app)
        assert "missing.txt" in notices(app)


async def test_an_empty_library_says_so(library_path: Path) -> None:
    empty = stocked(library_path, [])
    app = open_app(empty)
    async with app.run_test(size=NARROW) as pilot:
        for key in ("enter", "n", "J", "s", "m", "u", "y", "Y", "o", "plus", "v", "space", "i", "h"):
            await pilot.press(key)
        screen = await settled(pilot)
        assert screen.state.article is None
    empty.close()
