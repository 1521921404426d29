"""Marking whole lists, tags and jumps through the keys of the reader."""

from __future__ import annotations

from textual.widgets import Input, Static

from newsreader.library.store import Library, View
from newsroom import ARTICLES, notices, open_app, settled, shown_title


async def test_all_of_the_list_is_marked_read_and_undone(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("j", "s", "A")
        app.changes.flush()
        await settled(pilot)
        assert library.counts().unread == 0
        assert "4 articles marked read" in notices(app)
        assert "0 unread" in str(screen.query_one("#view", Static).content)
        await pilot.press("u")
        app.changes.flush()
        assert library.counts().unread == len(ARTICLES)
        assert library.counts().starred == 1


async def test_only_the_list_that_shows_is_marked(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("s", "g", "s", "A")
        app.changes.flush()
        assert library.counts().unread == len(ARTICLES) - 1


async def test_a_tag_is_given_taken_and_undone(library: Library) -> None:
    app = open_app(library)

    def tags() -> tuple[str, ...]:
        app.changes.flush()
        return library.first(View(), 1)[0].tags

    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("T", *"port", "enter")
        assert tags() == ("port",)
        await settled(pilot)
        await pilot.press("T", *"PORT", "enter")
        assert tags() == ()
        await pilot.press("u")
        assert tags() == ("port",)
        await pilot.press("T", "escape")
        assert tags() == ("port",)


async def test_going_to_a_date(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("comma")
        app.screen.query_one(Input).value = "2026-03-13"
        await pilot.press("enter")
        await settled(pilot)
        assert shown_title(screen) == ARTICLES[2].title
        await pilot.press("comma", *"never", "enter")
        assert "not a date" in notices(app)


async def test_what_is_deleted_leaves_every_list_and_comes_back_when_undone(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await settled(pilot)

        async def listed() -> list[int]:
            app.changes.flush()
            await settled(pilot)
            screen.list_gathered()
            await settled(pilot)
            return list(screen.articles.ids)

        before = await listed()
        await pilot.press("g", "u", "j", "D")
        assert await listed() == [before[0], *before[2:]]
        assert "1 article deleted" in notices(app)
        assert shown_title(screen) == ARTICLES[2].title
        await pilot.press("u")
        assert await listed() == before
        await pilot.press("home", "x", "x", "D")
        assert await listed() == before[2:]
        assert not screen.articles.marked
        assert list(library.ids(View())) == before[2:]
