"""Refresh feeds in the background while the user reads, and show the progress."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError, error_boundary
from newsreader.library.store import Added
from newsreader.ui.keys.keyed import keyed
from newsreader.ui.reader.article_controller import ArticleController
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.list_controller import ListController
from newsreader.ui.reader.messages import ArticlesAdded, RefreshFinished, RefreshProgress
from newsreader.ui.reader.sources_controller import SourcesController
from newsreader.ui.reader.status_lines import StatusLines

if TYPE_CHECKING:
    from newsreader.refresh.protocol import Progress, RefreshResult

__all__ = ["RefreshController"]

NAMED = 3
"""The number of failures that the notice names."""


class RefreshController:
    """Runs one refresh at a time."""

    def __init__(
        self,
        context: ReaderContext,
        article: ArticleController,
        lists: ListController,
        lines: StatusLines,
        sources: SourcesController,
    ) -> None:
        self._context = context
        self._article = article
        self._lists = lists
        self._lines = lines
        self._sources = sources
        self._cancelled: threading.Event | None = None
        context.listen(RefreshProgress, self.on_progress)
        context.listen(RefreshFinished, self.on_finished)

    def start(self) -> None:
        """Refresh now and at the interval that the settings set, if they set one."""
        minutes = self._context.config.refresh.every
        if minutes:
            self._context.set_interval(minutes * 60, self.refresh_due)
            self._context.call_after_refresh(self.refresh_due)

    @property
    def is_running(self) -> bool:
        """True while a refresh runs."""
        return self._cancelled is not None

    def stop(self) -> None:
        """Stop the running refresh; the articles that it has fetched stay."""
        if self._cancelled is not None:
            self._cancelled.set()

    # Start a refresh

    def toggle(self) -> None:
        """Refresh all feeds that are due, or stop the running refresh."""
        if self.is_running:
            self.stop()
            self._context.notify("Refresh stopped. The articles that were fetched are kept.")
        elif not self._context.library.subscriptions():
            none = "There are no feeds yet: {add} adds one, {feeds} suggests some."
            self._context.notify(keyed(none, self._context.config.keys))
        else:
            self._begin(None)

    def refresh_due(self) -> None:
        """Refresh all feeds that are due, without a word if there are none."""
        library = self._context.library
        if not self.is_running and library.subscriptions() and not library.read_only:
            self._begin(None)

    def refresh_current(self) -> None:
        """Refresh the feeds of the current list, or else the feed of the open article."""
        entry = self._article.entry()
        subscriptions = self._context.library.subscriptions()
        view = self._lists.view
        listed = [one for one in subscriptions if one.name == view.source or view.folder in one.tags]
        if not listed and entry is not None and not (view.source or view.folder):
            listed = [one for one in subscriptions if one.name in (entry.source, *entry.also)]
        if listed:
            self.refresh([one.id for one in listed])
        else:
            none = "This list has no feed. {refresh.all} refreshes all feeds, and {add} adds one."
            self._context.notify(keyed(none, self._context.config.keys))

    def refresh(self, feeds: Sequence[int]) -> None:
        """Refresh these feeds, unless a refresh is running."""
        if self.is_running:
            running = "A refresh is already running; {refresh.all} stops it."
            self._context.notify(keyed(running, self._context.config.keys))
        else:
            self._begin(feeds)

    def _begin(self, feeds: Sequence[int] | None) -> None:
        """Start a worker that refreshes these feeds, or all that are due."""
        self._cancelled = threading.Event()
        self._lines.show_progress(0, 0, "")
        self._context.run_worker(partial(self.fetch, feeds, self._cancelled), group="refresh")

    def fetch(self, feeds: Sequence[int] | None, cancelled: threading.Event) -> None:
        """Refresh feeds, and post progress and result; runs in a thread."""
        from newsreader.refresh import client

        result: RefreshResult | None = None
        error: NewsreaderError | None = None

        def progress(at: Progress) -> None:
            self._context.post(RefreshProgress(at.done, at.total, at.name))

        def arrived(added: Sequence[Added]) -> None:
            self._context.post(ArticlesAdded([one.id for one in added]))

        try:
            with error_boundary("The refresh", "failed"):
                result = client.refresh(
                    self._context.library,
                    feeds,
                    jobs=self._context.config.refresh.jobs,
                    config=self._context.config,
                    progress=progress,
                    arrived=arrived,
                    cancelled=cancelled,
                )
        except NewsreaderError as failed:
            error = failed
        self._context.post(RefreshFinished(result, error))

    # Follow a refresh

    def on_progress(self, message: RefreshProgress) -> None:
        """Show the progress, unless the refresh has ended meanwhile."""
        if self.is_running:
            self._lines.show_progress(message.done, message.total, message.name)

    def on_finished(self, message: RefreshFinished) -> None:
        """Show the lines as before, and say what the refresh has done."""
        self._cancelled = None
        self._lines.end_progress()
        self._lists.show_counts()
        self._sources.count_later()
        if message.error is not None:
            self._context.notify(str(message.error), error=True)
        elif message.result is not None:
            if message.result.gone:
                self._lists.update_later()  # the list may still show them
            self._context.notify(self._summary(message.result), error=bool(message.result.failures))

    def _summary(self, result: RefreshResult) -> str:
        """Return how many articles came and went, and which feeds failed, in sentences."""
        words = f"{result.new} new article{'' if result.new == 1 else 's'}." if result.new else "Nothing new."
        if result.gone:
            words += f" {result.gone} old article{'' if result.gone == 1 else 's'} deleted (retention settings)."
        if count := len(result.failures):
            named = "; ".join(f"{one.name}: {one.reason.rstrip('.')}" for one in result.failures[:NAMED])
            more = f"; and {count - NAMED} more, see {{feeds}}" if count > NAMED else ""
            words += f" {count} feed{'' if count == 1 else 's'} failed: {named}"
            words += f"{keyed(more, self._context.config.keys)}."
        return words
