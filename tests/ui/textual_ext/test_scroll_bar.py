"""The bar beside a list and a text, moved with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from newsreader.model.article import Article, Entry
from newsreader.ui.textual_ext.scroll_view import KeyedScroll
from newsreader.ui.widgets.article_list.article_list import ArticleList
from newsreader.ui.widgets.article_view.body import Body

NOW = datetime(2026, 7, 20, 12, 0, tzinfo=UTC)
HEIGHT = 20
BAR = 29  # the column


def entries(ids: Sequence[int]) -> list[Entry]:
    return [Entry(n, f"Title {n}", "Coast Wire", "", NOW, NOW, read=False, starred=False) for n in ids]


class Views(App[None]):
    """A list of 100 articles, or an article of some 600 lines, 30 cells wide."""

    def __init__(self, view: KeyedScroll) -> None:
        super().__init__()
        self.scrolled = view

    def compose(self) -> ComposeResult:
        yield self.scrolled

    def fill(self, articles: int = 100) -> None:
        if isinstance(self.scrolled, ArticleList):
            self.scrolled.load(range(1, articles + 1), entries)
        elif isinstance(self.scrolled, Body):
            self.scrolled.show(Article("\n\n".join(f"Paragraph {n} of them." for n in range(3 * articles)), "Long"))

    def on_mount(self) -> None:
        self.fill()
        self.scrolled.focus()


@pytest.fixture(params=[ArticleList, Body], ids=["list", "text"])
def app(request: pytest.FixtureRequest) -> Views:
    return Views(request.param(now=lambda: NOW))


def bar(view: KeyedScroll) -> list[tuple[str, object]]:
    """The cells of the bar, and their styles."""
    return [
        (cell.text, cell.style)
        for strip in view.render_lines(Region(BAR, 0, 1, HEIGHT))
        for cell in strip
        if cell.cell_length
    ]


async def drag(pilot: Pilot[None], view: Widget, start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(view, offset=start)
    await pilot.hover(view, offset=end)
    await pilot.mouse_up(view, offset=end)
    await pilot.pause()


async def test_the_bar_tells_where_in_the_whole_the_view_is(app: Views) -> None:
    async with app.run_test(size=(BAR + 1, HEIGHT)) as pilot:
        await pilot.pause()
        at_the_top = bar(app.scrolled)
        assert len(at_the_top) == HEIGHT and at_the_top[0] != at_the_top[-1]
        await pilot.press("G")
        at_the_bottom = bar(app.scrolled)
        assert at_the_bottom[-1][0] == at_the_top[0][0] and at_the_bottom != at_the_top
        app.fill(1)
        await pilot.pause()
        assert {text for text, _ in bar(app.scrolled)} == {" "} and len(set(map(str, bar(app.scrolled)))) == 1
        assert app.scrolled.scroll_offset.y == 0


async def test_dragging_the_thumb_scrolls_and_does_nothing_else(app: Views) -> None:
    async with app.run_test(size=(BAR + 1, HEIGHT)) as pilot:
        await pilot.pause()
        still = bar(app.scrolled)
        await pilot.mouse_down(app.scrolled, offset=(BAR, 0))
        await pilot.hover(app.scrolled, offset=(10, 10))  # beside the bar, where a hand wanders
        assert bar(app.scrolled) != still and app.mouse_captured is app.scrolled
        half = app.scrolled.scroll_offset.y
        thumb = max(HEIGHT * HEIGHT / app.scrolled.virtual_size.height, 1)
        assert half == round(app.scrolled.max_scroll_y * 10 / (HEIGHT - thumb))
        await pilot.mouse_up(app.scrolled, offset=(10, 10))
        await pilot.hover(app.scrolled, offset=(10, 2))
        assert app.mouse_captured is None and app.scrolled.scroll_offset.y == half
        assert app.screen.get_selected_text() is None
        if isinstance(app.scrolled, ArticleList):
            assert app.scrolled.cursor_index == 0
            await pilot.click(app.scrolled, offset=(10, 10))
            assert app.scrolled.cursor_index == (half + 10) // 2


async def test_dragging_beyond_the_ends_stops_there(app: Views) -> None:
    async with app.run_test(size=(BAR + 1, HEIGHT)) as pilot:
        await pilot.pause()
        await drag(pilot, app.scrolled, (BAR, 0), (BAR, HEIGHT - 1))
        assert app.scrolled.scroll_offset.y == app.scrolled.max_scroll_y > 0
        await drag(pilot, app.scrolled, (BAR, HEIGHT - 1), (BAR, 0))
        assert app.scrolled.scroll_offset.y == 0


async def test_a_press_beside_the_thumb_turns_a_page(app: Views) -> None:
    async with app.run_test(size=(BAR + 1, HEIGHT)) as pilot:
        await pilot.pause()
        await pilot.click(app.scrolled, offset=(BAR, HEIGHT - 1))
        assert app.scrolled.scroll_offset.y == HEIGHT
        await pilot.click(app.scrolled, offset=(BAR, HEIGHT - 1))
        await pilot.click(app.scrolled, offset=(BAR, 0))
        assert app.scrolled.scroll_offset.y == HEIGHT
        if isinstance(app.scrolled, ArticleList):
            assert app.scrolled.cursor_index == 0


async def test_the_bar_answers_to_the_mouse_over_it(app: Views) -> None:
    async with app.run_test(size=(BAR + 1, HEIGHT)) as pilot:
        await pilot.hover(app.scrolled, offset=(3, 3))
        still = bar(app.scrolled)
        await pilot.hover(app.scrolled, offset=(BAR, 3))
        assert bar(app.scrolled) != still
        await pilot.hover(app.scrolled, offset=(3, 3))
        assert bar(app.scrolled) == still


async def test_the_wheel_scrolls_as_far_as_there_is_more(app: Views) -> None:
    async with app.run_test(size=(BAR + 1, HEIGHT)) as pilot:
        await pilot.pause()
        down = MouseScrollDown(app.scrolled, 3, 3, 0, 1, 0, False, False, False)
        app.scrolled.post_message(down)
        await pilot.pause()
        assert app.scrolled.scroll_offset.y > 0
        app.fill(1)
        app.scrolled.post_message(down)
        await pilot.pause()
        assert app.scrolled.scroll_offset.y == 0 == app.scrolled.max_scroll_y


async def test_what_is_selected_stays_so_while_the_thumb_is_dragged() -> None:
    app = Views(Body(now=lambda: NOW))
    async with app.run_test(size=(BAR + 1, HEIGHT)) as pilot:
        await pilot.pause()
        await drag(pilot, app.scrolled, (2, 4), (10, 4))
        selected = app.screen.get_selected_text()
        assert selected
        await drag(pilot, app.scrolled, (BAR, 0), (BAR, 5))
        assert app.scrolled.scroll_offset.y > 0 and app.screen.get_selected_text() == selected
