"""The source list through its keys and the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from fake_context import FakeContext
from newsreader.library.store import Library, View
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.screen import ReaderScreen
from newsreader.ui.reader.sources_controller import SETTLED_S
from newsreader.ui.widgets.source_rows import SourceRow
from newsreader.ui.widgets.source_tree import SourceTree
from newsroom import ARTICLES, open_app, settled, stocked

ROOMY, WIDE, MEDIUM, NARROW = (160, 50), (130, 40), (100, 30), (60, 20)


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    opened = stocked(library_path)
    opened.save_search("Ports", "port")
    opened.subscribe("https://quay.example/feed", title="Quay Post", tags=["Sea"])
    yield opened
    opened.close()


def tree(screen: ReaderScreen) -> SourceTree:
    """The source list."""
    assert screen.controllers.sources.tree is not None
    return screen.controllers.sources.tree


def lines(screen: ReaderScreen) -> list[str]:
    """Its rows as words."""
    return [" ".join(str(option.prompt).split()) for option in tree(screen).options]


async def opened(pilot: Pilot[None]) -> ReaderScreen:
    """The reader with the source list open."""
    await settled(pilot)
    await pilot.press("b")
    return await settled(pilot)


async def choose(pilot: Pilot[None], screen: ReaderScreen, words: str) -> None:
    """Choose the row of these words."""
    row = lines(screen).index(words)
    while tree(screen).highlighted != row:
        await pilot.press("j")
    await pilot.press("enter")
    await settled(pilot)


def shown(screen: ReaderScreen) -> list[str]:
    """The titles in the list."""
    return [entry.title for entry in screen.controllers.lists.rows(screen.articles.ids)]


async def test_the_sources_open_with_a_key_and_close_with_it(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=ROOMY) as pilot:
        screen = await opened(pilot)
        assert lines(screen)[3].startswith("Today ")  # how many depends on where the day begins
        assert lines(screen)[:3] + lines(screen)[4:] == [
            "All 4",
            "Unread 4",
            "Starred",
            "▾ Searches",
            "Ports 3",
            "▾ Sea",
            "Quay Post",
            "▾ Sources",
            "City Desk 2",
            "Coast Wire 1",
            "Weather Office 1",
        ]
        assert tree(screen).has_focus
        assert screen.articles.region.x >= tree(screen).region.right
        assert screen.body.region.width > 40
        await pilot.press("b")
        assert not tree(screen).region
        assert screen.controllers.panes.current is Pane.LIST


@pytest.mark.parametrize("size", [ROOMY, WIDE, MEDIUM, NARROW])
async def test_choosing_a_row_lists_its_articles(library: Library, size: tuple[int, int]) -> None:
    app = open_app(library)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        if size is not ROOMY:
            assert not screen.articles.region
        await choose(pilot, screen, "City Desk 2")
        assert shown(screen) == [ARTICLES[1].title, ARTICLES[3].title]
        assert screen.articles.has_focus
        assert "City Desk · 2 articles" in str(screen.query_one("#view", Static).content)
        await pilot.press("h")
        await choose(pilot, screen, "Ports 3")
        assert shown(screen) == [ARTICLES[i].title for i in (0, 2, 3)]
        assert "Ports · 3 articles" in str(screen.query_one("#view", Static).content)


async def test_folders_close_by_key_and_mouse_and_stay_closed(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=ROOMY) as pilot:
        screen = await opened(pilot)
        row = lines(screen).index("▾ Searches")
        await pilot.click(tree(screen), offset=(1, row))
        await settled(pilot)
        assert "▸ Searches" in lines(screen)
        assert "Ports 3" not in lines(screen)
        while tree(screen).highlighted != lines(screen).index("City Desk 2"):
            await pilot.press("j")
        await pilot.press("left")
        await settled(pilot)
        assert lines(screen)[-1] == "▸ Sources"
        await pilot.press("q")
    app = open_app(library)
    async with app.run_test(size=ROOMY) as pilot:
        screen = await settled(pilot)
        screen = await settled(pilot)
        assert lines(screen)[-1] == "▸ Sources"
        assert tree(screen).region
        assert screen.controllers.panes.current is Pane.LIST


async def test_a_click_lists_a_row(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=ROOMY) as pilot:
        screen = await opened(pilot)
        await pilot.click(tree(screen), offset=(10, lines(screen).index("Weather Office 1")))
        await settled(pilot)
        assert shown(screen) == [ARTICLES[2].title]


async def test_counts_follow_what_is_read(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=ROOMY) as pilot:
        screen = await opened(pilot)
        await pilot.press("tab", "m")
        app.changes.flush()
        screen.controllers.sources.read()
        await settled(pilot)
        assert "Unread 3" in lines(screen)
        assert "Coast Wire" in lines(screen)


async def test_a_saved_search_is_forgotten(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=ROOMY) as pilot:
        screen = await opened(pilot)
        while tree(screen).highlighted != lines(screen).index("Ports 3"):
            await pilot.press("j")
        await pilot.press("d")
        app.changes.flush()
        assert library.saved_searches() == []
        screen.controllers.sources.read()
        await settled(pilot)
        assert "▾ Searches" not in lines(screen)


async def test_a_list_is_come_back_to_with_its_name(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=ROOMY) as pilot:
        screen = await opened(pilot)
        await choose(pilot, screen, "City Desk 2")
        await pilot.press("q")
    app = open_app(library)
    async with app.run_test(size=MEDIUM) as pilot:
        screen = await settled(pilot)
        assert shown(screen) == [ARTICLES[1].title, ARTICLES[3].title]


async def test_sources_open_close_and_choose_without_an_app(
    context: FakeContext, controllers: ReaderControllers, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[list[SourceRow], str]] = []
    monkeypatch.setattr(SourceTree, "show", lambda _, rows, current: shown.append((list(rows), current)))
    panes: list[Pane] = []
    controllers.panes.changed.connect(lambda: panes.append(controllers.panes.current))
    await controllers.sources.toggle()
    context.settle()
    rows, current = shown[-1]
    assert next(row for row in rows if row.key == current).view == View()
    row = next(row for row in rows if row.view == View(source="City Desk"))
    controllers.sources.choose(row)
    context.settle()
    assert controllers.lists.view == row.view
    assert shown[-1][1] == row.key
    controllers.panes.back()
    assert panes == [Pane.SOURCES, Pane.LIST, Pane.SOURCES]
    controllers.sources.delete(row)
    assert context.notices == ["Only saved searches can be deleted here; S manages the feeds."]
    await controllers.sources.toggle()
    context.settle()
    assert context.library.recall("sources") == {"open": False, "closed": []}


def test_counts_are_read_once_for_several_changes(
    context: FakeContext, controllers: ReaderControllers, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[bool] = []
    monkeypatch.setattr(controllers.sources, "read", lambda: reads.append(True))
    controllers.sources.tree = SourceTree(id="sources")
    for _ in range(3):
        controllers.sources.count_later()
    for timer in list(context.timers):
        if timer.seconds == SETTLED_S:
            timer.run()
    assert reads == [True]
