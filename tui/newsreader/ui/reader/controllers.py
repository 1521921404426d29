"""All controllers of the reader's screen, made and connected in one place."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from newsreader.background.analysis_client import Analyst
from newsreader.config import Config
from newsreader.ui.reader.article_controller import ArticleController
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.find_in_article import FindInArticleController
from newsreader.ui.reader.full_text_controller import FullTextController
from newsreader.ui.reader.gc_scheduler import GcScheduler
from newsreader.ui.reader.hint_controller import HintController
from newsreader.ui.reader.insight_controller import InsightController
from newsreader.ui.reader.list_controller import ListController
from newsreader.ui.reader.navigation import NavigationController
from newsreader.ui.reader.note_editor import NoteController
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.pane_controller import PaneController
from newsreader.ui.reader.pane_layout import PaneLayoutController
from newsreader.ui.reader.read_state_actions import ReadStateController
from newsreader.ui.reader.reading_place import ReadingPlace
from newsreader.ui.reader.refresh_controller import RefreshController
from newsreader.ui.reader.search_controller import SearchController
from newsreader.ui.reader.sources_controller import SourcesController
from newsreader.ui.reader.status_lines import StatusLines

if TYPE_CHECKING:
    from newsreader.ui.reader.add_source import AddSourceController
    from newsreader.ui.reader.copy_actions import CopyController
    from newsreader.ui.reader.export_actions import ExportController
    from newsreader.ui.reader.feeds_actions import FeedsController
    from newsreader.ui.reader.image_actions import ImageController
    from newsreader.ui.reader.link_actions import LinkController
    from newsreader.ui.reader.open_actions import OpenController
    from newsreader.ui.reader.pipe_actions import PipeController

__all__ = ["ReaderControllers"]


class ReaderControllers:
    """The controllers. Each gets the ones that it uses, so the order below is the order of dependence.

    Those that only a key or a click needs are imported and made when they are first used: the first paint does not
    wait for them.
    """

    def __init__(self, context: ReaderContext, analyst: Analyst) -> None:
        place = context.library.recall("place", {})
        self._context = context
        self.state = context.state
        self.lines = StatusLines(context)
        self.panes = PaneController(context, Pane.BODY if place.get("article") else Pane.LIST)
        self.layout = PaneLayoutController(context, self.panes)
        self.article = ArticleController(context, self.panes, analyst)
        self.gc = GcScheduler(context)
        self.lists = ListController(context, self.lines, self.article)
        self.place = ReadingPlace(context, self.panes, self.lists, place)
        self.insight = InsightController(context, self.article, self.lines)
        self.find = FindInArticleController(context, self.panes)
        self.notes = NoteController(context, self.panes, self.article)
        self.search = SearchController(context, self.panes, self.lists)
        self.sources = SourcesController(context, self.panes, self.lists, self.search)
        self.read_state = ReadStateController(context, self.panes, self.article, self.lists)
        self.hint = HintController(context, self.read_state)
        self.navigation = NavigationController(context, self.panes, self.article, self.lists, self.read_state)
        self.refresh = RefreshController(context, self.article, self.lists, self.lines, self.sources)
        self.full_text = FullTextController(context, self.article, self.read_state)

    @cached_property
    def opener(self) -> OpenController:
        """Opens web addresses."""
        from newsreader.ui.reader.open_actions import OpenController

        return OpenController(self._context, self.article)

    @cached_property
    def images(self) -> ImageController:
        """Shows pictures."""
        from newsreader.ui.reader.image_actions import ImageController

        return ImageController(self._context, self.opener)

    @cached_property
    def links(self) -> LinkController:
        """Lists links."""
        from newsreader.ui.reader.link_actions import LinkController

        return LinkController(self._context, self.images)

    @cached_property
    def copying(self) -> CopyController:
        """Copies parts of articles."""
        from newsreader.ui.reader.copy_actions import CopyController

        return CopyController(self._context, self.article, self.read_state)

    @cached_property
    def pipe(self) -> PipeController:
        """Pipes articles to programs."""
        from newsreader.ui.reader.pipe_actions import PipeController

        return PipeController(self._context, self.read_state)

    @cached_property
    def export(self) -> ExportController:
        """Exports articles to files."""
        from newsreader.ui.reader.export_actions import ExportController

        return ExportController(self._context)

    @cached_property
    def adding(self) -> AddSourceController:
        """Adds sources."""
        from newsreader.ui.reader.add_source import AddSourceController

        return AddSourceController(self._context, self.sources)

    @cached_property
    def feeds(self) -> FeedsController:
        """Opens the dialogs for feeds."""
        from newsreader.ui.reader.feeds_actions import FeedsController

        return FeedsController(self._context, self.sources, self.adding, self.refresh)

    def start(self) -> None:
        """Prepare the first paint, when the screen is mounted."""
        self.refresh.start()
        self.sources.start()
        self.layout.start()
        self.insight.start()
        self.article.start()
        self.place.restore()

    def start_rest(self) -> None:
        """Do what waits until after the first paint, when the insight pane is mounted."""
        self.article.show_insight()
        self.lines.show_legend()
        self.gc.begin()

    def apply_config(self, before: Config) -> None:
        """Follow the settings that have changed since `before`."""
        self.insight.apply_config(before)

    def fit(self, columns: int) -> None:
        """Follow a change of the terminal's width."""
        self.sources.fit(columns)
        self.layout.fit(columns)

    def save(self) -> None:
        """Store what only the screen knows, and stop fetching; called before the app ends."""
        self.article.store_position()
        self.refresh.stop()

    def stop(self) -> None:
        """Stop background work, when the screen is unmounted."""
        self.refresh.stop()
        if "pipe" in vars(self):  # it was used
            self.pipe.stop()
