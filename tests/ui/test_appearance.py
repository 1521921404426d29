"""Themes, zen, the widths of panes, notices and the first hint: how the reader looks and is arranged."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.command import CommandPalette
from textual.events import MouseDown, MouseMove, MouseUp
from textual.pilot import Pilot
from textual.widgets import Footer, OptionList
from textual.widgets._footer import FooterKey
from textual.widgets._toast import Toast

from newsreader.library.store import Library
from newsreader.model.article import Article
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.dialogs.theme_dialog import ThemeDialog
from newsreader.ui.reader.pane import Pane
from newsreader.ui.textual_ext.contrast import ENOUGH, contrast
from newsreader.ui.themes import DUSK, OWN
from newsreader.ui.widgets.article_view.span_styles import CLASSES
from newsroom import SilentAnalyst, notices, open_app, settled, stocked

WIDE, MEDIUM, NARROW = (160, 50), (100, 30), (60, 20)


def width(pilot: Pilot[None], pane: str) -> int:
    return pilot.app.screen.query_one(f"#{pane}").outer_size.width


async def test_every_theme_shows_names_with_enough_contrast(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=NARROW) as pilot:
        screen = await settled(pilot)
        own = {theme.name for theme in OWN}
        checked = 0
        for name, theme in app.available_themes.items():
            if theme.ansi:
                continue  # the terminal's own colours: what they are is not known
            app.theme = name
            await pilot.pause()
            for over in ((), ("quote",), ("hit",), ("flash",), ("selection",), ("quote", "link")):
                for part in (*sorted(set(CLASSES.values())), "link", "title", "details", "heading", "caption"):
                    style = screen.body._style_cache.style(part, *over)
                    assert style.color is not None
                    assert style.bgcolor is not None
                    found = contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
                    assert found >= ENOUGH, (name, part, over, found)
                    checked += 1
            own.discard(name)
        assert not own
        assert checked > 1_000


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_our_themes_can_be_read_everywhere(theme: object) -> None:
    colors = {key: Color.parse(value) for key, value in vars(theme).items() if str(value).startswith("#")}
    for ground in ("background", "surface", "panel"):
        for part in ("foreground", "primary", "secondary", "accent", "warning", "error", "success"):
            assert contrast(colors[part], colors[ground]) >= ENOUGH, (part, ground)


async def test_a_theme_is_seen_before_it_is_taken(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert app.theme == DUSK.name
        await pilot.press("t", "k")
        assert isinstance(app.screen, ThemeDialog)
        assert app.theme == "newsprint"
        await pilot.press("escape")
        await pilot.pause()
        assert app.theme == DUSK.name
        await pilot.press("t", "up", "enter")
        await settled(pilot)
        app.changes.flush()
        assert (app.theme, library.recall("theme")) == ("newsprint", "newsprint")


async def test_a_theme_is_chosen_and_left_with_the_mouse(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("t")
        await pilot.click(offset=(20, 20))
        await pilot.pause()
        assert not isinstance(app.screen, ThemeDialog)
        await pilot.press("t")
        await pilot.click(OptionList, offset=(4, 1))
        await pilot.pause()
        assert app.theme == "newsprint"
        assert not isinstance(app.screen, ThemeDialog)


async def test_zen_shows_nothing_but_the_text(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("z")
        await pilot.pause()
        assert screen.controllers.panes.current is Pane.BODY
        assert screen.body.region == screen.region
        assert screen.query_one(Footer).region.area == 0
        await pilot.press("J")
        assert screen.controllers.panes.zen
        await pilot.press("escape")
        await pilot.pause()
        assert (screen.controllers.panes.zen, screen.controllers.panes.current) == (False, Pane.BODY)
        assert width(pilot, "articles") > 0
        await pilot.press("z", "i")
        await pilot.pause()
        assert (screen.controllers.panes.zen, screen.controllers.panes.current) == (False, Pane.INSIGHT)


async def test_a_border_is_moved_with_keys_and_stays_there(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        before = width(pilot, "articles"), width(pilot, "beside")
        await pilot.press("greater_than_sign")
        await pilot.pause()
        assert (width(pilot, "articles"), width(pilot, "beside")) == (before[0] + 4, before[1])
        await pilot.press("i", "less_than_sign", "less_than_sign")
        await pilot.pause()
        assert width(pilot, "beside") == before[1] + 8
        await pilot.press("h", *["less_than_sign"] * 9)
        await pilot.pause()
        assert width(pilot, "articles") == 24
        app.changes.flush()
    again = open_app(library)
    async with again.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert (width(pilot, "articles"), width(pilot, "beside")) == (24, before[1] + 8)
        await pilot.resize_terminal(*NARROW)
        await pilot.pause()
        await pilot.press("h")
        await pilot.pause()
        assert width(pilot, "articles") == NARROW[0]
        await pilot.press("greater_than_sign")
        assert any("no border" in n.message for n in again._notifications)


async def drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press the left button at `start`, move to `end` and let go."""
    for kind, (x, y) in ((MouseDown, start), (MouseMove, end), (MouseUp, end)):
        pilot.app.screen._forward_event(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
        await pilot.pause()


@pytest.mark.parametrize(("pane", "by"), [("articles", 10), ("beside", -10)])
async def test_a_border_is_dragged_with_the_mouse(library: Library, pane: str, by: int) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        before = width(pilot, pane)
        region = screen.query_one(f"#{pane}").region
        at = region.right - 1 if pane == "articles" else region.x
        await drag(pilot, (at, 9), (at + by, 12))
        assert width(pilot, pane) == before + 10
        app.changes.flush()
        assert library.recall("widths") == {pane: before + 10}
        await drag(pilot, (5, 9), (15, 12))
        assert width(pilot, pane) == before + 10


async def test_a_notice_takes_one_line_over_no_text_and_the_next_takes_its_place(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        screen = await settled(pilot)
        await pilot.press("space")  # the hint goes
        for sentence in ("The first of them.", "The second of them."):
            screen.context.notify(sentence)
            await pilot.pause()
        (toast,) = screen.query(Toast)
        assert toast.region.height == 1
        assert not toast.region.overlaps(screen.body.region)
        assert [n.message for n in app._notifications] == ["The second of them."]
        screen.context.notify("Something went wrong.", error=True)
        await pilot.pause()
        screen.context.notify("And this goes on.")
        await pilot.pause()
        assert "Something went wrong." in [n.message for n in app._notifications]


async def test_the_first_hint_goes_when_an_article_is_opened_and_does_not_come_back(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        assert "all keys" in str(screen.query_one("#hint").render())
        await pilot.press("enter")
        await pilot.pause()
        assert not screen.query("#hint")
        app.changes.flush()
    again = open_app(library)
    async with again.run_test(size=WIDE) as pilot:
        assert not (await settled(pilot)).query("#hint")


async def test_a_click_puts_the_hint_away(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.click("#hint")
        await pilot.pause()
        assert not screen.query("#hint")


@pytest.mark.parametrize("key", ["question_mark", "Y"])
async def test_a_click_beside_a_box_closes_it(library: Library, key: str) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press(key)
        assert app.screen is not screen
        await pilot.click(offset=(1, 1))
        await pilot.pause()
        assert app.screen is screen


async def test_the_right_button_offers_all_commands(library: Library) -> None:
    app: NewsreaderApp = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("z")
        await pilot.click("#body", button=3)
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette)


async def test_a_library_that_is_only_read_says_so_once_and_reads_on(library: Library) -> None:
    only_read = Library(library.path, read_only=True)
    app = open_app(only_read, analyst=SilentAnalyst)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        assert notices(app) == "The library was opened for reading only."
        for key in ("j", "enter", "space", "J", "K", "H", "t", "k", "enter", "less_than_sign", "plus"):
            await pilot.press(key)
            app.changes.flush()
        await settled(pilot)
        assert "is read-only" not in notices(app)
        await pilot.press("s")
        app.changes.flush()
        await settled(pilot)
        assert notices(app).count("is read-only") == 1
        entry = screen.articles.entry(screen.state.id or 0)
        assert entry is not None
        assert not entry.starred
        await pilot.press("c", "enter")
        await settled(pilot)
        assert notices(app).count("is read-only") == 2
    only_read.close()


SCRIPTS = {
    "right to left": "وقال الوزير إن الحكومة ستدفع ثمن العمل في الميناء. הנמל ייסגר לשישה שבועות לאוניות גדולות.",
    "wide": "港口将在四月关闭六周，交通部长星期六说。「壁は百年前のものです」と大臣は述べた。항구는 6주 동안.",
    "joined": "The 👩\u200d👩\u200d👧 family 🇵🇱🇯🇵 saw 👍🏽 and ❤️ at the cafe\u0301 a\u0301\u0323\u0308 many.",
}


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (24, 10)], ids=str)
async def test_all_scripts_fill_their_lines_and_no_more(library_path: Path, text: str, size: tuple[int, int]) -> None:
    library = stocked(library_path, [Article(text * 6, title=text, source=text[:40])])
    app = open_app(library, analyst=SilentAnalyst)
    async with app.run_test(size=size) as pilot:
        screen = await settled(pilot)
        for pane in (Pane.LIST, Pane.BODY):
            screen.controllers.panes.go_to(pane)
            await pilot.pause()
            for widget in (screen.articles, screen.body):
                for strip in widget.render_lines(widget.region.reset_offset):
                    assert cell_len(strip.text) == widget.region.width
        page = screen.body._page
        assert page is not None
        shown = "".join(page.article.text[line.start : line.end] for line in page.layout.lines)
        assert shown.replace(" ", "") == (text * 6).replace(" ", "")
    library.close()


async def test_on_a_small_screen_the_footer_has_room_for_more_and_a_notice_covers_no_text(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        screen = await settled(pilot)
        keys = [key for key in screen.query(FooterKey) if key.region.right <= NARROW[0]]
        assert {key.description for key in keys} >= {"Help", "Quit", "Page", "Unread", "Insight", "Copy"}
        screen.context.notify("A sentence.")
        await pilot.pause()
        (toast,) = screen.query(Toast)
        assert toast.region.y == screen.query_one(Footer).region.y
        assert not toast.region.overlaps(screen.articles.region)
        await pilot.resize_terminal(*MEDIUM)
        await pilot.pause()
        assert not screen.query_one(Footer).compact
