"""Add sources from within the reader: an address, a page, a file or a folder, typed or from the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, TimeoutError
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from newsreader.errors import NewsreaderError, hide_passwords
from newsreader.integration.clipboard import paste_locally
from newsreader.library.store import Added
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.messages import ArticlesAdded
from newsreader.ui.reader.sources_controller import SourcesController

if TYPE_CHECKING:
    from newsreader.intake.formats.pages import FeedLink
    from newsreader.ui.dialogs.prompt_dialog import PromptDialog

__all__ = ["AddSourceController"]

POLL_S = 0.2
"""The seconds after which a thread that waits for an answer checks whether the program ends."""

LONGEST = 500
"""The most characters of an address that is taken from the clipboard."""

NAMED = 3
"""The number of sources that a notice names."""


class AddSourceController:
    """Asks for a source, and stores its articles."""

    def __init__(self, context: ReaderContext, sources: SourcesController) -> None:
        self._context = context
        self._sources = sources

    async def ask(self) -> None:
        """Ask what to add, and suggest an address that is in the clipboard."""
        from newsreader.ui.dialogs.prompt_dialog import PromptDialog

        hint = "The address of a feed, a site or a page; a file, a folder or a list of feeds (OPML)."
        dialog = PromptDialog("Add", hint=hint)
        await self._context.push_screen(dialog, self.add_named)
        work = partial(self.suggest_from_clipboard, dialog)
        self._context.run_worker(work, group="asking", exclusive=True)

    def suggest_from_clipboard(self, dialog: PromptDialog) -> None:
        """Put the address in the clipboard into the dialog; runs in a thread, as a clipboard may answer slowly."""
        copied = (paste_locally() or self._context.terminal.clipboard).strip()
        is_address = copied.startswith(("http://", "https://")) and len(copied) < LONGEST and not copied.split()[1:]
        if is_address and copied.isprintable():
            self._context.call_from_thread(dialog.offer, copied)

    def add_named(self, source: str | None) -> None:
        """Add a source, and subscribe to it if it is a feed; None adds nothing."""
        if source is not None:
            self.add([source], subscribe=True)

    def add(self, sources: Sequence[str], *, stdin: BinaryIO | None = None, subscribe: bool = False) -> None:
        """Add sources in a worker; `stdin` is what the source "-" reads.

        With `subscribe`, feeds, lists of feeds and folders are subscribed to as well. Without, the cursor goes to the
        first article.
        """
        self._context.run_worker(partial(self.add_sources, sources, stdin, subscribe=subscribe), group="adding")

    def add_sources(self, sources: Sequence[str], stdin: BinaryIO | None, *, subscribe: bool) -> None:
        """Store the articles of the sources; runs in a thread."""
        from newsreader.importing.add_sources import add_sources
        from newsreader.intake.text.clean import clean_line

        named = hide_passwords(", ".join(clean_line(source) for source in sources[:NAMED]))
        self._context.notify(f"Reading {named}{' …' if len(sources) > NAMED else ''}")
        added: list[Added] = []
        failures: list[NewsreaderError] = []
        sentences: list[str] = []

        def arrived(batch: Sequence[Added]) -> None:
            first = not subscribe and not added
            added.extend(batch)
            self._context.post(ArticlesAdded([one.id for one in batch], first=first))

        add_sources(
            self._context.library,
            sources,
            stdin,
            arrived,
            failures.append,
            subscribe=subscribe,
            choose=self.choose_feed,
            said=sentences.append,
        )
        new = sum(one.new for one in added)
        if added:
            known = f", {len(added) - new} already in the library" if new < len(added) else ""
            sentences.append(f"{new} article{'' if new == 1 else 's'} added{known}.")
        if len(failures) > 1:
            sentences.append(f"{len(failures)} sources could not be read:")
        self._context.call_from_thread(self.notify_added, " ".join(sentences), failures)

    def notify_added(self, sentences: str, failures: Sequence[NewsreaderError]) -> None:
        """Say what was added, and the first of the failures."""
        if failures:
            self._context.notify(f"{sentences} {failures[0]}".strip(), error=True)
        elif sentences:
            self._context.notify(sentences)
        self._sources.count_later()

    def choose_feed(self, links: Sequence[FeedLink]) -> FeedLink | None:
        """Ask which of several feeds is meant, and wait for the answer; runs in a thread."""
        from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog

        answer: Future[str | None] = Future()
        choices = [Choice(str(at), link.title or link.url) for at, link in enumerate(links)]
        dialog = MenuDialog("Which feed?", choices)
        self._context.call_from_thread(self._context.push_screen, dialog, answer.set_result)
        while not self._context.is_cancelled() and self._context.is_running:
            try:
                chosen = answer.result(POLL_S)
            except TimeoutError:
                continue
            return links[int(chosen)] if chosen is not None else None
        return None
