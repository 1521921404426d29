"""Keys typed one after the other: a number before a key, two keys for one action, and what drops them."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from newsreader.config import Config, ConfigError
from newsreader.library.store import Library, View, ViewKind
from newsreader.ui.keys.key_sequences import counted
from newsreader.ui.keys.keymap import check
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.screen import ReaderScreen
from newsroom import ARTICLES, insight, open_app, settled, stocked

WIDE = (160, 50)
MANY = [ARTICLES[2]._replace(title=f"Report {number}", url=f"https://example.org/{number}") for number in range(30)]


def typed(screen: ReaderScreen) -> str:
    """What the bottom line shows of what is typed."""
    return " ".join(str(line.content) for line in screen.query("#typed").results(Static) if line.display)


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("step(-1)", ("", "step", (-5,))),
        ("bottom", ("", "place", (5,))),
        ("star", None),
        ("view('all')", None),
        ("app.help", None),
    ],
)
def test_what_a_number_makes_of_an_action(action: str, expected: object) -> None:
    assert counted(action, 5) == expected


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ("5 j", 5),
        ("1 2 G", 11),
        ("9 9 9 9 9 9 9 9 9 9 j", 29),
        ("1 0 j 3 k", 7),
        ("G 4 g g", 3),
        ("G g g", 0),
        ("5 escape j", 1),
        ("5 s j", 1),
        ("g x j", 1),
        ("g escape 2 j", 2),
        ("0 j", 1),
        ("4 J", 4),
        ("2 J K", 1),
        ("2 n", 2),
        ("9 9 n", 29),
        ("5 n 2 p", 3),
    ],
)
async def test_numbers_and_pairs_of_keys_in_the_list(library_path: Path, keys: str, row: int) -> None:
    library = stocked(library_path, MANY)
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press(*keys.split())
        await settled(pilot)
        assert screen.articles.cursor_index == row
        assert typed(screen) == ""
        assert screen.controllers.panes.current is Pane.LIST
    library.close()


async def test_an_article_that_a_number_passes_over_stays_unread(library_path: Path) -> None:
    library = stocked(library_path, MANY)
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("3", "n")
        await settled(pilot)
        app.changes.flush()
        assert library.counts().unread == len(MANY) - 1
    library.close()


async def test_what_is_typed_shows_with_what_may_follow_and_moves_nothing(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        before = screen.query_one("#panes").region
        await pilot.press("1", "2")
        assert typed(screen).startswith("12")
        assert "j Down" in typed(screen)
        assert "Star" not in typed(screen)
        await pilot.press("g")
        assert typed(screen).startswith("12 g")
        assert "u Unread" in typed(screen)
        assert "Down" not in typed(screen)
        assert screen.query_one("#panes").region == before
        assert screen.query_one("#typed").region.y == WIDE[1] - 1
        await pilot.press("escape")
        assert typed(screen) == ""
        assert screen.controllers.panes.current is Pane.LIST


async def test_escape_drops_what_is_typed_and_goes_back_only_then(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("enter", "5", "escape")
        assert screen.controllers.panes.current.value == "body"
        await pilot.press("escape")
        assert screen.controllers.panes.current.value == "list"


@pytest.mark.parametrize("pane", ["escape", "enter", "i", "b"])
async def test_lists_are_chosen_by_two_keys_from_every_pane(library: Library, pane: str) -> None:
    ids = library.ids(View())
    library.set_starred(list(ids[:1]), True)
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press(pane, "g", "s")
        screen = await settled(pilot)
        assert list(screen.articles.ids) == list(ids[:1])
        assert screen.controllers.lists.home()[0] == View(ViewKind.STARRED)


async def rows_of(pilot: Pilot[None], keys: str) -> int | None:
    screen = await settled(pilot)
    await pilot.press(*keys.split())
    await pilot.pause()
    return (
        screen.controllers.sources.tree
        if screen.controllers.panes.current is Pane.SOURCES and screen.controllers.sources.tree
        else insight(screen)
    ).highlighted


@pytest.mark.parametrize("pane", ["i", "b"])
async def test_numbers_count_in_insight_and_sources(library: Library, pane: str) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press(pane)
        first = await rows_of(pilot, "g g")
        step = await rows_of(pilot, "j")
        assert first is not None and step is not None and first < step
        third = await rows_of(pilot, "3 G")
        assert third is not None and third > step
        assert await rows_of(pilot, "g g 2 j") == third
        last = await rows_of(pilot, "G")
        assert last == await rows_of(pilot, "g g 9 9 j") == await rows_of(pilot, "9 9 G")
        assert await rows_of(pilot, "9 9 k") == first


async def test_in_the_text_numbers_count_lines_pages_and_paragraphs(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("j", "enter")
        screen = await settled(pilot)
        await pilot.press("7", "j")
        assert screen.body.scroll_offset.y == 7
        await pilot.press("g", "g", "pagedown", "pagedown")
        two_pages = screen.body.scroll_offset.y
        await pilot.press("g", "g", "2", "space")
        assert screen.body.scroll_offset.y == two_pages
        await pilot.press("4", "0", "G")
        await pilot.pause(0.3)
        article = screen.state.article
        assert article is not None
        lines = "\n".join(strip.text for strip in screen.body.render_lines(screen.body.region.reset_offset))
        assert "Paragraph 40 of the long report" in lines
        assert screen.state.article is article


async def test_digits_and_pairs_can_be_given_away(library: Library, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('[keys]\n"view.unread" = ["2", "z ?"]\nzen = "f9"\n', encoding="utf-8")
    library.set_read(list(library.ids(View())[:1]), True)
    app = open_app(library, settings=settings)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        for keys in (["2"], ["z", "question_mark"]):
            await pilot.press(*keys)
            screen = await settled(pilot)
            assert len(screen.articles.ids) == len(ARTICLES) - 1
            await pilot.press("g", "a")
            screen = await settled(pilot)
            assert len(screen.articles.ids) == len(ARTICLES)
        await pilot.press("3", "G")
        assert screen.articles.cursor_index == 2


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"star": "g"}, "the key g is already used for 'view.all'"),
        ({"star": "j s"}, "the key j s is already used for 'down'"),
        ({"star": "g g"}, "the key g g is already used for 'top'"),
        ({"star": "g gibberish"}, "unknown key 'g gibberish'"),
        ({"star": "right"}, "the key right is already used for 'open'"),
        ({"star": "home"}, "the key home is already used for 'top'"),
        ({"down": "s"}, "the key s is already used for 'star'"),
    ],
)
def test_pairs_of_keys_that_cannot_be(tmp_path: Path, keys: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        check(Config(keys=keys), tmp_path, ())


def test_pairs_of_keys_that_can_be(tmp_path: Path) -> None:
    views = {"view.all": "1", "view.unread": "2", "view.starred": "3"}
    check(Config(keys={"star": "g x,f5", **views}), tmp_path, ())
    check(Config(keys={"top": "g", **views}), tmp_path, ())
