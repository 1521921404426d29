"""The list of articles, driven as a reader drives it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.pilot import Pilot

from newsreader.model.article import Entry
from newsreader.ui.widgets.article_list.article_list import ArticleList
from newsreader.ui.widgets.article_list.index_search import place_of

NOW = datetime(2026, 7, 20, 12, 0, tzinfo=UTC)


class Shelf:
    """Entries for any id, made when asked for; `asked` keeps what was."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.gone: set[int] = set()
        self.titles: dict[int, str] = {}
        self.undated: set[int] = set()

    def __call__(self, ids: Sequence[int]) -> list[Entry]:
        self.asked.append(list(ids))
        return [self.entry(article_id) for article_id in ids if article_id not in self.gone]

    def entry(self, article_id: int) -> Entry:
        return Entry(
            id=article_id,
            title=self.titles.get(article_id, f"Title {article_id}"),
            source="Coast Wire",
            url="",
            published=NOW - timedelta(minutes=article_id) if article_id not in self.undated else None,
            shown=NOW - timedelta(minutes=article_id),
            read=article_id % 2 == 0,
            starred=article_id % 5 == 0,
        )


class ListApp(App[None]):
    def __init__(self, ids: Sequence[int] = range(1, 101)) -> None:
        super().__init__()
        self.shelf = Shelf()
        self.first_ids = ids
        self.said: list[tuple[str, int]] = []
        self.articles = ArticleList(now=lambda: NOW)

    def compose(self) -> ComposeResult:
        yield self.articles

    def on_mount(self) -> None:
        self.watch(self.articles, "cursor_id", self.note_cursor, init=False)
        self.articles.load(self.first_ids, self.shelf)
        self.articles.focus()

    def note_cursor(self, article_id: int) -> None:
        self.said.append(("highlighted", article_id))

    def on_article_list_opened(self, message: ArticleList.Opened) -> None:
        self.said.append(("opened", message.id))


def shown(app: ListApp) -> list[str]:
    """The lines on the screen."""
    articles = app.articles
    return [articles.render_line(y).text.rstrip() for y in range(articles.size.height)]


async def test_two_lines_a_row_with_state_title_source_and_age() -> None:
    app = ListApp(range(4, 7))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert shown(app)[:6] == [
            "▌   Title 4",
            "▌   Coast Wire · 4m",
            " ●★ Title 5",
            "    Coast Wire · 5m",
            "    Title 6",
            "    Coast Wire · 6m",
        ]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["j", "j"], 3),
        (["down", "down", "k"], 2),
        (["up"], 1),
        (["G"], 100),
        (["end", "home"], 1),
        (["G", "home"], 1),
        (["pagedown"], 5),
        (["pagedown", "pagedown", "pageup"], 5),
        (["G", "j"], 100),
    ],
)
async def test_keys_move_the_cursor(keys: list[str], expected: int) -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press(*keys)
        assert app.articles.cursor_id == expected
        assert any(f"Title {expected}" in line and line.startswith("▌") for line in shown(app))
        assert app.said[-1] == ("highlighted", expected)


@pytest.mark.parametrize("key", ["enter", "l", "right"])
async def test_opening(key: str) -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("j", key)
        assert app.said[-1] == ("opened", 2)


async def test_a_click_moves_the_cursor_and_a_double_click_opens() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.click(ArticleList, offset=(6, 5))
        assert app.said == [("highlighted", 1), ("highlighted", 3)]
        await pilot.click(ArticleList, offset=(6, 2), times=2)
        assert app.said[2:] == [("highlighted", 2), ("opened", 2)]


async def test_a_click_below_the_last_row_does_nothing() -> None:
    app = ListApp(range(1, 3))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.click(ArticleList, offset=(6, 8))
        assert app.said == [("highlighted", 1)]


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot._post_mouse_events([MouseScrollDown], ArticleList, button=0)
        await pilot.pause()
        assert app.articles.cursor_id == 1
        assert app.articles.scroll_offset.y > 0


async def test_of_a_million_rows_only_those_near_the_screen_are_fetched() -> None:
    app = ListApp(array("q", range(1_000_000)))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("G")
        assert "Title 999999" in shown(app)[18]
        await pilot.press("k", "k", "k", "k")
        await pilot.press("home")
        assert all(len(ids) < 100 for ids in app.shelf.asked)
        assert len(app.shelf.asked) <= 4


async def test_a_step_asks_for_nothing_that_is_there() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        asked = len(app.shelf.asked)
        await pilot.press(*"jjjjj")
        assert len(app.shelf.asked) == asked


async def test_the_rows_that_are_kept_are_bounded() -> None:
    app = ListApp(range(100_000))
    async with app.run_test(size=(40, 40)) as pilot:
        for index in range(0, 100_000, 1_000):
            app.articles.move_to_index(index)
            await pilot.pause()
        assert len(app.articles._entries) < 1_100


async def test_new_articles_on_top_move_nothing_on_the_screen() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        for _ in range(30):
            await pilot.press("j")
        before, said = shown(app), list(app.said)
        app.articles.load([*range(1_000, 1_400), *range(1, 101)], app.shelf)
        await pilot.pause()
        assert shown(app) == before
        assert app.articles.cursor_id == 31
        assert app.said == said


async def test_new_articles_move_nothing_either_where_the_cursor_is_out_of_sight() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.articles.scroll_to(y=60, animate=False)
        await pilot.pause()
        before = shown(app)
        app.articles.load([*range(1_000, 1_007), *range(1, 101)], app.shelf)
        await pilot.pause()
        assert shown(app) == before
        assert app.articles.cursor_id == 1


async def test_where_the_article_is_gone_the_cursor_goes_to_the_next_one() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.articles.move_to(50)
        await pilot.pause()
        app.articles.load([n for n in range(1, 101) if n not in (50, 51)], app.shelf)
        await pilot.pause()
        assert app.said[-1] == ("highlighted", 52)
        app.articles.load(range(1, 40), app.shelf)
        await pilot.pause()
        assert app.said[-1] == ("highlighted", 39)


async def test_a_load_can_say_where_the_cursor_goes() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.articles.load(range(1, 101), app.shelf, cursor=77)
        await pilot.pause()
        assert app.articles.cursor_id == 77
        assert any("Title 77" in line for line in shown(app))
        app.articles.load(range(1, 101), app.shelf, cursor=5_000)
        assert app.articles.cursor_id == 77


async def test_moving_from_outside() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)):
        articles = app.articles
        assert articles.move_to(60) and articles.cursor_index == 59
        assert not articles.move_to(6_000) and articles.cursor_id == 60
        articles.cursor_down(3)
        articles.cursor_up()
        assert articles.cursor_id == 62
        articles.move_to_index(-5)
        assert articles.cursor_id == 1
        assert articles.index_of(100) == 99
        assert list(articles.ids) == list(range(1, 101))


async def test_an_entry_that_changed_is_drawn_anew() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        entry = app.articles.entry(3)
        assert entry is not None
        app.articles.update_entry(entry._replace(read=True, starred=True))
        await pilot.pause()
        assert shown(app)[4] == "  ★ Title 3"
        app.shelf.titles[3] = "Another title"
        app.articles.forget()
        await pilot.pause()
        assert shown(app)[4] == " ●  Another title"


async def test_articles_that_are_gone_from_the_library_leave_a_blank_row() -> None:
    app = ListApp()
    app.shelf.gone = {2}
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert shown(app)[2:5] == ["", "", " ●  Title 3"]
        asked = len(app.shelf.asked)
        app.articles.refresh()
        await pilot.pause()
        assert len(app.shelf.asked) == asked


async def test_an_empty_list_says_so() -> None:
    app = ListApp(())
    async with app.run_test(size=(40, 10)) as pilot:
        app.articles.empty = "Nothing here yet. Add articles with newsreader add."
        await pilot.press("j", "G", "enter", "pagedown")
        assert "Nothing here yet. Add articles with" in "\n".join(shown(app))
        assert app.articles.cursor_id is None and app.articles.cursor_index is None
        assert app.said == []
        app.articles.load([7], app.shelf)
        await pilot.pause()
        assert app.said == [("highlighted", 7)]
        app.articles.load([], app.shelf)
        await pilot.pause()
        assert app.articles.cursor_id is None


@pytest.mark.parametrize("width", [1, 4, 6, 11, 30])
async def test_any_title_fits_at_any_width(width: int) -> None:
    app = ListApp()
    titles = [
        "[/] [bold]x[/bold]",
        "日本の首相が発表",
        "👨\u200d👩\u200d👧" * 9,
        "e\u0301" * 50,
        "مرحبا بالعالم",
        "",
        "a\x1b[31mb",
    ]
    app.shelf.titles = dict(enumerate(titles, 1))
    async with app.run_test(size=(40, 20)) as pilot:
        app.articles.styles.width = width
        await pilot.pause()
        room = app.articles.room.width
        for y in range(20):
            strip = app.articles.render_line(y)
            assert strip.cell_length == room == cell_len(strip.text)
            assert "\x1b" not in strip.text


async def test_a_title_is_shown_as_it_is() -> None:
    app = ListApp()
    app.shelf.titles[1] = "Title [/] x [bold]y[/bold] $(id)"
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert shown(app)[0] == "▌●  Title [/] x [bold]y[/bold] $(id)"


async def looks(pilot: Pilot[None], app: ListApp, y: int) -> str:
    await pilot.pause()
    return str([(segment.text, segment.style) for segment in app.articles.render_line(y)])


@pytest.mark.parametrize("no_color", [False, True])
async def test_state_focus_and_cursor_can_be_told_apart(no_color: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    app = ListApp(range(1, 6))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        unread = next(s for s in app.articles.render_line(4) if "Title 3" in s.text)
        read = next(s for s in app.articles.render_line(6) if "Title 4" in s.text)
        assert unread.style is not None and unread.style.bold
        assert read.style is not None and not read.style.bold
        assert "●" in app.articles.render_line(4).text and "●" not in app.articles.render_line(6).text
        focused = await looks(pilot, app, 0)
        app.set_focus(None)
        blurred = await looks(pilot, app, 0)
        assert focused != blurred
        assert app.articles.render_line(0).text[0] == "▏"


async def test_a_cursor_moved_while_the_list_is_hidden_is_in_sight_when_it_comes_back() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        app.articles.display = False
        await pilot.pause()
        app.articles.load(range(1, 101), app.shelf, cursor=50)
        app.articles.cursor_down(20)
        app.articles.display = True
        await pilot.pause()
        assert any("Title 70" in line for line in shown(app))


async def test_a_resize_keeps_the_cursor_in_sight() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 40)) as pilot:
        app.articles.move_to(18)
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        assert any("Title 18" in line for line in shown(app))


@given(
    st.lists(st.integers(0, 60), unique=True, max_size=40), st.lists(st.integers(0, 60), max_size=5), st.integers(0, 50)
)
def test_place_of_is_the_place_of_the_first_that_is_there(ids: list[int], wanted: list[int], near: int) -> None:
    there = [article_id for article_id in wanted if article_id in ids]
    expected = ids.index(there[0]) if there else None
    assert place_of(ids, wanted, near) == expected
    assert place_of(array("q", [*range(1_000, 3_000), *ids]), wanted, near) == (
        None if expected is None else expected + 2_000
    )


async def test_an_article_without_a_date_has_no_age() -> None:
    app = ListApp()
    app.shelf.undated.add(2)
    async with app.run_test(size=(40, 10)):
        lines = [strip.text.strip() for strip in app.articles.render_lines(app.articles.region.reset_offset)]
        assert lines[1:4:2] == ["▌   Coast Wire · 1m", "Coast Wire"]
