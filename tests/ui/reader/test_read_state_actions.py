"""Marking whole lists, tags and jumps through the keys of the reader."""

from __future__ import annotations

from textual.widgets import Input, Static

from fake_context import FakeContext
from newsreader.library.store import Library, View
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.pane import Pane
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
            screen.controllers.lists.update_gathered()
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


# Without an app


def test_a_star_shows_at_once_and_is_stored_later(context: FakeContext, controllers: ReaderControllers) -> None:
    first = context.articles.ids[0]
    controllers.read_state.toggle_star()
    assert context.articles.entry(first).starred
    context.settle()
    assert context.library.counts().starred == 1
    assert context.lines["view"] == "All · 4 unread of 4 · 1 ★"
    controllers.read_state.undo()
    context.settle()
    assert context.library.counts().starred == 0
    controllers.read_state.undo()
    assert context.notices == ["Nothing to undo."]


def test_actions_apply_to_all_selected_rows(context: FakeContext, controllers: ReaderControllers) -> None:
    controllers.read_state.select_row()
    controllers.read_state.select_row()
    assert context.notices[-1].startswith("2 selected: m s D y e | apply to all of them, X clears")
    controllers.read_state.toggle_read()
    context.settle()
    assert context.library.counts().unread == len(ARTICLES) - 2
    controllers.read_state.toggle_read()
    context.settle()
    assert context.library.counts().unread == len(ARTICLES)
    controllers.read_state.clear_selection()
    assert context.notices[-1] == "No rows are selected."
    assert controllers.read_state.chosen() == (context.state.id,)


def test_going_into_an_article_marks_it_read_once(context: FakeContext, controllers: ReaderControllers) -> None:
    read: list[bool] = []
    controllers.read_state.article_read.connect(lambda entry: read.append(entry is not None))
    controllers.panes.go_to(Pane.BODY)
    controllers.panes.go_to(Pane.INSIGHT)
    context.settle()
    assert read == [True, False]
    assert context.library.counts().unread == len(ARTICLES) - 1


async def test_the_question_for_a_tag_names_those_of_the_article(
    context: FakeContext, controllers: ReaderControllers
) -> None:
    await controllers.read_state.tag()
    context.answer("port")
    context.settle()
    await controllers.read_state.tag()
    context.answer("PORT")
    context.settle()
    assert context.notices == ["Tagged “port”", "Tag “PORT” removed"]


def test_all_of_a_list_is_read_and_deleted_articles_are_counted(
    context: FakeContext, controllers: ReaderControllers
) -> None:
    controllers.read_state.mark_all_read()
    controllers.read_state.mark_all_read()
    context.settle()
    assert context.notices == ["4 articles marked read (u undoes it)", "All articles are already read."]
    controllers.read_state.delete()
    context.settle()
    assert context.notices[-1] == "1 article deleted (u undoes it)"
    assert len(context.library.ids(View())) == len(ARTICLES) - 1
