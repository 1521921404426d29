"""A small newsroom for the tests of the app: four articles, an analyst without a process, a clock that stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot
from textual.worker import WorkerCancelled, WorkerFailed

from economy import pause_unseen
from newsreader import Analysis, Entity, Quote, Span
from newsreader import analyse as analyse_anew
from newsreader.background.analysis_client import Analyst
from newsreader.errors import NewsreaderError
from newsreader.language.resources.models import MODEL
from newsreader.library.store import Library, View
from newsreader.model.article import Article, Mark, MarkKind
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.reader.screen import ReaderScreen
from newsreader.ui.widgets.insight import Insight

__all__ = [
    "ARTICLES",
    "NOW",
    "FailingAnalyst",
    "InlineAnalyst",
    "KnowingAnalyst",
    "SilentAnalyst",
    "analyse",
    "insight",
    "notices",
    "open_app",
    "reader",
    "settled",
    "shown_title",
    "stocked",
]

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)

_HARBOUR = """PORT ALDEN, March 14 (Coast Wire) -- The harbour of Port Alden will close to large ships for six weeks \
from April, Transport Minister Ilse Brandt said on Saturday, after divers found cracks in the eastern sea wall.

"We cannot wait for the autumn storms," Brandt told reporters on the quay. "The wall is a hundred years old, and it \
has earned a repair." She said that the government would pay 40 million euros for the work.

What the union says

The dockers' union accused the ministry of acting too late. "They have known about these cracks since 2019," said \
Marek Olsen, the union's president. About 600 dockers will be without work for most of the spring.

Brandt rejected the charge. "Every report was read within a week," she said, "and every report said that the wall was \
safe." The repairs are to begin on April 2 and end in May.

Ferries to the islands are not affected, according to the port authority."""

_LONG = "\n\n".join(
    f"Paragraph {number} of the long report describes the budget of the city of Norden in detail. "
    f"The council of Norden met {number} times, and Mayor Ruth Falk spoke at each of the meetings."
    for number in range(1, 61)
)

ARTICLES = (
    Article(
        text=_HARBOUR,
        title="Port Alden closes its harbour for six weeks",
        marks=(Mark(_HARBOUR.index("What the union"), _HARBOUR.index("What the union") + 19, MarkKind.HEADING, "2"),),
        byline="Jana Holt",
        source="Coast Wire",
        place="Port Alden",
        published=NOW - timedelta(hours=1),
        url="https://example.org/harbour",
    ),
    Article(
        text=_LONG,
        title="Norden's budget, line by line",
        source="City Desk",
        published=NOW - timedelta(hours=5),
        url="https://example.org/budget",
    ),
    Article(
        text="Rain is expected on Sunday. Fishermen are told to stay in port.",
        title="Storm warning [/] for the coast",
        source="Weather Office",
        published=NOW - timedelta(days=1),
    ),
    Article(
        text="The museum of Port Alden opens a new wing on Friday.\n\nEntry is free on the first day.",
        title="Museum opens new wing",
        source="City Desk",
        published=NOW - timedelta(days=3),
        url="https://example.org/museum",
    ),
)


analyse = cache(analyse_anew)
"""Once a text in a run: most tests read the same one."""


class SilentAnalyst(Analyst):
    """Stands in for an analyst without a process of its own, and never has an answer."""

    def __init__(self, library: Path) -> None:
        super().__init__(library)
        self._store = Library(library)
        self.prepare()

    def prepare(self) -> None:
        """What is done before the app shows."""

    def start(self) -> None:
        """There is no process to start."""

    def request(self, article_id: int, method: str = "news", *, ahead: Sequence[int] = ()) -> None:
        """Take the wish and do nothing."""

    def close(self) -> None:
        """Nothing is left running."""
        self._store.close()


class InlineAnalyst(SilentAnalyst):
    """Analyses what is wanted on the spot, in the test's own process."""

    def request(self, article_id: int, method: str = "news", *, ahead: Sequence[int] = ()) -> None:
        """Analyse one article and keep the result, unless it is there."""
        if self._store.analysis(article_id, method) is None:
            article = self._store.article(article_id)
            self._store.store_analysis(article_id, analyse(article.text, article.title, method=method))
            self._on_done(article_id, method)


class FailingAnalyst(SilentAnalyst):
    """Never gets anywhere."""

    def request(self, article_id: int, method: str = "news", *, ahead: Sequence[int] = ()) -> None:
        """Say that it did not work."""
        self._on_failed(article_id, "The analysis does not start.")


def _span(words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = _HARBOUR.index(words, start + 1)
    return start, start + len(words)


def _known() -> Analysis:
    """What is known of the first article, by hand: a picture must not change with a model."""
    brandt, olsen = "Ilse Brandt", "Marek Olsen"
    entities = [
        Entity(*_span("Port Alden"), "LOC", "Port Alden"),
        Entity(*_span("March 14"), "DATE", "March 14"),
        Entity(*_span("Coast Wire"), "ORG", "Coast Wire"),
        Entity(*_span("Ilse Brandt"), "PERSON", brandt),
        Entity(*_span("Brandt", 1), "PERSON", brandt),
        Entity(*_span("40 million euros"), "MONEY", "40 million euros"),
        Entity(*_span("Marek Olsen"), "PERSON", olsen),
        Entity(*_span("Brandt", 2), "PERSON", brandt),
    ]
    sentences = [
        Span(_span("The harbour")[0], _span("sea wall.")[1]),
        Span(_span("She said")[0], _span("for the work.")[1]),
        Span(_span("The dockers")[0], _span("too late.")[1]),
        Span(_span("About 600")[0], _span("spring.")[1]),
        Span(_span("Ferries")[0], _span("authority.")[1]),
    ]
    first = Quote(*_span("We cannot wait for the autumn storms,"), brandt, *_span("Brandt", 1), 0.9, None, "minister")
    quotes = (
        first,
        Quote(_span("The wall is")[0], _span("a repair.")[1], brandt, *_span("Brandt", 1), 0.8, 0, "minister"),
        Quote(*_span("They have known about these cracks since 2019,"), olsen, *_span("Marek Olsen"), 0.7, None, None),
    )
    choices = ((0,), (0, 2), (0, 1, 2), (0, 1, 2, 3), (0, 1, 2, 3, 4))
    return Analysis(tuple(sentences), tuple(entities), quotes, (), "news", MODEL, choices, "en").at_length(3)


class KnowingAnalyst(SilentAnalyst):
    """Knows one article by heart."""

    def prepare(self) -> None:
        """Keep what is known of the newest article."""
        self._store.store_analysis(self._store.first(View(), 1)[0].id, _known())


def stocked(path: Path, articles: Sequence[Article] = ARTICLES) -> Library:
    """A library with `articles`, first seen now."""
    library = Library(path, now=lambda: NOW)
    library.add(articles)
    return library


def open_app(
    library: Library,
    sources: Sequence[str] = (),
    analyst: type[SilentAnalyst] = InlineAnalyst,
    *,
    settings: Path | None = None,
) -> NewsreaderApp:
    """The app on `library`, without a process of its own and with a clock that stands."""
    return NewsreaderApp(library, sources, analyst=analyst(library.path), now=lambda: NOW, settings=settings)


def reader(app: App[None]) -> ReaderScreen:
    """The reader's screen, whatever lies over it."""
    return next(screen for screen in app.screen_stack if isinstance(screen, ReaderScreen))


async def workers_done(pilot: Pilot[None]) -> None:
    """Wait until nothing works behind the screen any more."""
    workers = pilot.app.workers
    while running := [worker for worker in workers if not worker.is_finished]:
        try:
            await workers.wait_for_complete(running)
        except WorkerCancelled:
            pass  # a newer list took the place of an older one
        except WorkerFailed as failure:
            if not isinstance(failure.error, NewsreaderError):
                raise  # what the screen says of the others is for the test to look at
        await pause_unseen(pilot)
    await pause_unseen(pilot)


async def settled(pilot: Pilot[None]) -> ReaderScreen:
    """The reader when all that was asked for is done."""
    app = pilot.app
    while reader(app).insight is None:  # mounted after the first look
        await pause_unseen(pilot)
    await workers_done(pilot)
    screen = reader(app)
    screen.controllers.article.settle()  # instead of waiting until the reader has settled on the article
    await pilot.pause()
    return screen


def notices(app: App[None]) -> str:
    """What the notices on the screen say."""
    return " | ".join(n.message for n in app._notifications)


def insight(screen: ReaderScreen) -> Insight:
    """The pane of summary, quotes and names."""
    assert screen.insight is not None
    return screen.insight


def shown_title(screen: ReaderScreen) -> str:
    """The title of the article on the screen."""
    assert screen.state.article is not None
    return screen.state.article.title
