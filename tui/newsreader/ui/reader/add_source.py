"""Bringing sources in from within the reader: an address, a page, a file or a folder, named or from the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, TimeoutError
from typing import TYPE_CHECKING, BinaryIO

from textual import work
from textual.worker import get_current_worker

from newsreader.errors import NewsreaderError, hide_passwords
from newsreader.integration.clipboard import paste_locally
from newsreader.library.store import Added
from newsreader.ui.reader.messages import Arrived
from newsreader.ui.reader.sources_controller import ListingScreen

if TYPE_CHECKING:
    from newsreader.intake.formats.pages import FeedLink
    from newsreader.ui.dialogs.prompt_dialog import PromptDialog

__all__ = ["AddingScreen"]

GLANCE_S = 0.2
"""How soon a question is given up when the program ends."""

LONGEST = 500
"""Characters of an address that is taken from the clipboard."""


class AddingScreen(ListingScreen):
    """The panes, to which sources can be added."""

    async def action_add(self) -> None:
        """Ask what to add; an address in the clipboard is offered."""
        from newsreader.ui.dialogs.prompt_dialog import PromptDialog

        hint = "The address of a feed, a site or a page; a file, a folder or a list of feeds (OPML)."
        question = PromptDialog("Add", hint=hint)
        await self.app.push_screen(question, self.add_named)
        self.offer_what_is_copied(question)

    @work(thread=True, exclusive=True, group="asking", exit_on_error=False)
    def offer_what_is_copied(self, question: PromptDialog) -> None:
        """Put the address in the clipboard into the line; looking at the clipboard may take a moment."""
        copied = (paste_locally() or self.app.clipboard).strip()
        is_address = copied.startswith(("http://", "https://")) and len(copied) < LONGEST and not copied.split()[1:]
        if is_address and copied.isprintable():
            self.app.call_from_thread(question.offer, copied)

    def add_named(self, source: str | None) -> None:
        """Add what was named, and subscribe to it where that can be; None adds nothing."""
        if source is not None:
            self.add_sources([source], subscribe=True)

    @work(thread=True, group="adding", exit_on_error=False)
    def add_sources(self, sources: Sequence[str], *, stdin: BinaryIO | None = None, subscribe: bool = False) -> None:
        """Store what the sources hold off the screen's thread; the cursor goes to the first, unless to `subscribe`.

        With `subscribe` feeds, lists of feeds and folders are subscribed to as well. `stdin` is what "-" reads.
        """
        from newsreader.importing.add_sources import add_sources
        from newsreader.intake.text.clean import clean_line

        named = hide_passwords(", ".join(clean_line(source) for source in sources[:3]))
        self.say(f"Reading {named}{' …' if len(sources) > 3 else ''}")
        added: list[Added] = []
        failures: list[NewsreaderError] = []
        sentences: list[str] = []

        def arrived(batch: Sequence[Added]) -> None:
            first = not subscribe and not added
            added.extend(batch)
            self.post_message(Arrived([one.id for one in batch], first=first))

        add_sources(
            self._library,
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
            known = f", {len(added) - new} known already" if new < len(added) else ""
            sentences.append(f"{new} article{'' if new == 1 else 's'} added{known}.")
        if len(failures) > 1:
            sentences.append(f"{len(failures)} things could not be read:")
        self.app.call_from_thread(self.say_added, " ".join(sentences), failures)

    def say_added(self, sentences: str, failures: Sequence[NewsreaderError]) -> None:
        """Say what was added and what could not be."""
        if failures:
            self.say(f"{sentences} {failures[0]}".strip(), error=True)
        elif sentences:
            self.say(sentences)
        self.count_again()

    def choose_feed(self, links: Sequence[FeedLink]) -> FeedLink | None:
        """Ask which of several feeds is meant; waits for the answer, and is called in a thread for that."""
        from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog

        worker = get_current_worker()
        answer: Future[str | None] = Future()
        choices = [Choice(str(at), link.title or link.url) for at, link in enumerate(links)]
        screen = MenuDialog("Which feed?", choices)
        self.app.call_from_thread(self.app.push_screen, screen, answer.set_result)
        while not worker.is_cancelled and self.app.is_running:
            try:
                chosen = answer.result(GLANCE_S)
            except TimeoutError:
                continue
            return links[int(chosen)] if chosen is not None else None
        return None
