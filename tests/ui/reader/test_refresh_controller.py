"""Adding, refreshing and whole articles through the keys of the reader, with a server on loopback or without one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from textual.widgets import Input, OptionList, Static

from fake_context import FakeContext
from loopback import Site, site  # noqa: F401
from newsreader.config import Config, FeedSettings, RefreshSettings
from newsreader.errors import NewsreaderError
from newsreader.library.store import Added, Library, View
from newsreader.model.article import Article
from newsreader.refresh import client
from newsreader.refresh.protocol import Failure, Progress, RefreshError, RefreshResult
from newsreader.ui.dialogs.menu_dialog import MenuDialog
from newsreader.ui.dialogs.prompt_dialog import PromptDialog
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.widgets.article_list.article_row import source_line
from newsroom import ARTICLES, notices, open_app, settled, shown_title

WIDE = (160, 40)

ITEM = """<item><title>{0}</title><link>https://example.org/{0}</link><guid>{0}</guid>
<description>{0} was said to be news today in Port Alden, and nobody knew more about it yet.</description></item>"""


def feed(*titles: str) -> bytes:
    """An RSS feed with these entries."""
    items = "".join(ITEM.format(title) for title in titles)
    return f"<rss version='2.0'><channel><title>Quay Post</title>{items}</channel></rss>".encode()


@pytest.fixture(autouse=True)
def clipboard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is on this machine's clipboard."""
    held = [""]
    monkeypatch.setattr("newsreader.ui.reader.add_source.paste_locally", lambda: held[0])
    return held


async def test_a_feed_is_added_by_the_address_in_the_clipboard_and_refreshed(
    library: Library,
    site: Site,  # noqa: F811
    clipboard: list[str],
) -> None:
    clipboard[0] = site.serve("/feed", feed("Cranes"), Content_Type="application/rss+xml")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        before = shown_title(screen)
        await pilot.press("a")
        await settled(pilot)
        assert isinstance(app.screen, PromptDialog)
        assert app.screen.query_one(Input).value == clipboard[0]
        await pilot.press("enter")
        await settled(pilot)
        assert "You are subscribed to Quay Post. 1 article added." in notices(app)
        assert [one.name for one in library.subscriptions()] == ["Quay Post"]

        site.serve("/feed", feed("Gulls", "Cranes"), Content_Type="application/rss+xml")
        await pilot.press("R")
        await settled(pilot)
        screen.controllers.lists.update_gathered()
        await settled(pilot)
        assert "1 new article." in notices(app)
        assert {entry.title for entry in screen.controllers.lists.rows(screen.articles.ids)} >= {
            "Gulls",
            "Cranes",
            before,
        }
        assert shown_title(screen) == before


async def test_of_several_feeds_one_is_chosen(
    library: Library,
    site: Site,  # noqa: F811
) -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{n}" href="/{n}">' for n in ("All", "Sea")
    )
    site.serve("/", f"<html><head>{links}</head><body><p>Welcome.</p></body></html>".encode(), Content_Type="text/html")
    site.serve("/Sea", feed("Cranes"), Content_Type="application/rss+xml")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        screen.controllers.adding.add_named(site.url + "/")
        while not (isinstance(app.screen, MenuDialog) and app.screen.query("OptionList")):
            await pilot.pause(0.01)
        assert [str(o.prompt) for o in app.screen.query_one(OptionList).options] == ["1 All", "2 Sea"]
        await pilot.press("2")
        await settled(pilot)
        assert [one.url for one in library.subscriptions()] == [site.url + "/Sea"]


async def test_what_cannot_be_added_is_said(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("a")
        await settled(pilot)
        await pilot.press(*"nothing", "enter")
        await settled(pilot)
        assert "nothing" in notices(app)


class Stage:
    """Plays a refresh, step by step."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.asked: list[Sequence[int] | None] = []
        self.go_on = threading.Event()
        self.result: RefreshResult | NewsreaderError | None = RefreshResult(1, 0)
        self.cancelled = False

    def refresh(
        self,
        library: Library,
        feeds: Sequence[int] | None = None,
        *,
        jobs: int,
        config: Config,
        progress: Callable[[Progress], None],
        arrived: Callable[[Sequence[Added]], None],
        cancelled: threading.Event,
    ) -> RefreshResult | None:
        """Bring one article, say how far it is, and wait."""
        self.asked.append(feeds)
        arrived(library.add([Article("Gulls over Port Alden.", "Gulls", published=ARTICLES[0].published)]))
        progress(Progress(3, 8, "Quay [/] Post"))
        while not self.go_on.wait(0.01) and not cancelled.is_set():
            pass
        self.cancelled = cancelled.is_set()
        if isinstance(self.result, NewsreaderError):
            raise self.result
        return None if self.cancelled else self.result


@pytest.fixture
def stage(library: Library, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A library with two feeds, and a refresh that waits."""
    library.subscribe("https://quay.example/feed", title="Quay Post")
    library.subscribe("https://coast.example/feed", title="Coast Wire")
    played = Stage(library)
    monkeypatch.setattr(client, "refresh", played.refresh)
    return played


async def test_reading_goes_on_while_feeds_are_asked(library: Library, stage: Stage) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("j", "enter", "pagedown")
        position, top = screen.body.position, screen.body.region
        await pilot.press("R")
        while "3 of 8" not in str(screen.query_one("#view", Static).content):
            await pilot.pause(0.01)
        assert "Quay [/] Post" in str(screen.query_one("#legend", Static).content)
        while len(screen.articles.ids) == len(ARTICLES):
            await pilot.pause(0.01)
        assert (shown_title(screen), screen.body.position, screen.body.region) == (ARTICLES[1].title, position, top)
        assert screen.articles.cursor_id == screen.state.id
        await pilot.press("s", "K")
        assert shown_title(screen) == "Gulls"
        stage.go_on.set()
        await settled(pilot)
        assert "1 new article." in notices(app)
        assert "of 8" not in str(screen.query_one("#view", Static).content)
        assert "people" in str(screen.query_one("#legend", Static).content)
        assert stage.asked == [None]


async def test_failures_are_named_with_their_reasons(library: Library, stage: Stage) -> None:
    stage.result = RefreshResult(0, 0, tuple(Failure(f"Feed {n}", "It did not answer.") for n in range(5)))
    stage.go_on.set()
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("R")
        await settled(pilot)
        assert "Nothing new. 5 feeds failed: Feed 0: It did not answer; Feed 1:" in notices(app)
        assert "and 2 more" in notices(app)
        assert len(app._notifications) == 1  # one round, one notice


async def test_what_is_thrown_out_is_said(library: Library, stage: Stage) -> None:
    stage.result = RefreshResult(0, 0, (), 2)
    stage.go_on.set()
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("R")
        await settled(pilot)
        assert notices(app) == "Nothing new. 2 old articles deleted (retention settings)."


async def test_what_is_thrown_out_leaves_the_list(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.subscribe("https://quay.example/feed", title="Quay Post")

    def throw_out(library: Library, *_: object, **__: object) -> RefreshResult:
        library.delete([library.ids(View())[-1]])
        return RefreshResult(0, 0, (), 1)

    monkeypatch.setattr(client, "refresh", throw_out)
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        before = list(screen.articles.ids)
        await pilot.press("R")
        await settled(pilot)
        assert screen.controllers.lists._gathering is not None
        screen.controllers.lists.update_gathered()
        await settled(pilot)
        assert list(screen.articles.ids) == before[:-1]


async def test_a_refresh_that_fails_is_said_and_another_can_follow(library: Library, stage: Stage) -> None:
    stage.result = RefreshError("The process broke off.")
    stage.go_on.set()
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        for _ in range(2):
            await pilot.press("R")
            await settled(pilot)
        assert "The process broke off." in notices(app)
        assert len(stage.asked) == 2


async def test_a_second_r_stops_it_and_so_does_leaving(library: Library, stage: Stage) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("R")
        while not stage.asked:
            await pilot.pause(0.01)
        await pilot.press("R")
        await settled(pilot)
        assert stage.cancelled
        stage.cancelled = False
        await pilot.press("R")
        while len(stage.asked) < 2:
            await pilot.pause(0.01)
        await pilot.press("q")
    assert stage.cancelled


async def test_one_source_is_refreshed_alone(library: Library, stage: Stage) -> None:
    stage.go_on.set()
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        coast = next(one.id for one in library.subscriptions() if one.name == "Coast Wire")
        quay = next(one.id for one in library.subscriptions() if one.name == "Quay Post")
        await pilot.press("r")
        await settled(pilot)
        screen.controllers.lists.show(View(source="Quay Post"))
        await settled(pilot)
        await pilot.press("r")
        await settled(pilot)
        assert stage.asked == [[coast], [quay]]
        screen.controllers.lists.show(View(source="City Desk"))
        await settled(pilot)
        await pilot.press("r")
        assert "This list has no feed." in notices(app)


async def test_without_feeds_a_refresh_says_what_to_do(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("R")
        assert "There are no feeds yet" in notices(app)


async def test_the_whole_article_and_the_feeds_text(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[int] = []

    def full_text(library: Library, article_id: int, *, asked: bool) -> bool:
        assert asked
        fetched.append(article_id)
        article = library.article(article_id)
        library.store_page(article_id, article._replace(text="The whole story.\n\n" + article.text, marks=()))
        return True

    monkeypatch.setattr(client, "full_text", full_text)
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)

        def text() -> str:
            assert screen.state.article is not None
            return screen.state.article.text

        await pilot.press("f")
        await settled(pilot)
        assert text().startswith("The whole story.")
        await pilot.press("f")
        app.changes.flush()
        await settled(pilot)
        assert text() == ARTICLES[0].text
        await pilot.press("f")
        app.changes.flush()
        await settled(pilot)
        assert text().startswith("The whole story.")
        assert len(fetched) == 1
        await pilot.press("j", "j", "f")
        assert "no page to fetch" in notices(app)


@pytest.mark.parametrize(
    ("whole", "said"), [(True, "The whole article (f:"), (False, "the rest is for subscribers (f:")]
)
async def test_a_page_that_is_not_all_free_is_said(
    library: Library, monkeypatch: pytest.MonkeyPatch, whole: bool, said: str
) -> None:
    monkeypatch.setattr(client, "full_text", lambda library, article_id, asked: whole)
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("f")
        await settled(pilot)
        assert said in notices(app)


@pytest.mark.parametrize(("wish", "expected"), [("teaser", [3]), ("always", [0, 3]), ("never", [])])
async def test_the_rest_of_a_teaser_is_fetched_when_the_settings_wish_so(
    library: Library, wish: str, expected: list[int]
) -> None:
    for name in ("Coast Wire", "City Desk"):
        library.subscribe(f"https://{name[:4]}.example/feed", title=name)
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        screen.context.config = screen.context.config._replace(feeds=FeedSettings(full_text=wish))
        numbers = list(screen.articles.ids)
        long = [library.article(number) for number in numbers]
        assert len(long[0].text) > 600
        assert [at for at in (0, 2, 3) if screen.controllers.full_text.wants_page(numbers[at])] == expected


def test_a_story_names_all_its_sources(library: Library) -> None:
    entry = library.first(View(), 1)[0]._replace(also=("Quay Post",))
    assert source_line(entry, "1h", 60) == [(" ", "tick"), ("  Coast Wire, Quay Post · 1h", "meta")]


# Without an app


def test_a_refresh_shows_progress_and_result(
    context: FakeContext, controllers: ReaderControllers, stage: Stage
) -> None:
    stage.go_on.set()
    stage.result = RefreshResult(2, 0, (Failure("Quay Post", "It did not answer."),), 1)
    controllers.refresh.toggle()
    assert controllers.refresh.is_running
    assert context.lines["view"] == "Refreshing…"
    context.settle()
    assert not controllers.refresh.is_running
    assert context.lines["view"].startswith("All ·")
    said = "2 new articles. 1 old article deleted (retention settings). 1 feed failed: Quay Post: It did not answer."
    assert context.notices == [said]


def test_the_settings_refresh_at_intervals(context: FakeContext, controllers: ReaderControllers, stage: Stage) -> None:
    stage.go_on.set()
    context.config = Config(refresh=RefreshSettings(every=15))
    controllers.refresh.start()
    context.settle()
    assert stage.asked == [None]
    context.timer(15 * 60).run()
    assert stage.asked == [None, None]


def test_a_list_without_a_feed_says_what_refreshes(context: FakeContext, controllers: ReaderControllers) -> None:
    controllers.refresh.toggle()
    controllers.refresh.refresh_current()
    assert context.notices == [
        "There are no feeds yet: a adds one, S suggests some.",
        "This list has no feed. R refreshes all feeds, and a adds one.",
    ]
