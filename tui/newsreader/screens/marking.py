"""Keys that mark: read, starred, and back again."""

from __future__ import annotations

from dataclasses import replace

from textual import on

from newsreader.screens.messages import AllRead
from newsreader.screens.panes import PanesScreen

__all__ = ["MarkingScreen"]


class MarkingScreen(PanesScreen):
    """The panes, with articles marked by keyboard."""

    def action_read(self) -> None:
        """Mark the article read or unread."""
        entry = self.entry()
        if entry is not None:
            self.set_read(entry, not entry.read)

    def action_star(self) -> None:
        """Star the article, or take the star away."""
        entry = self.entry()
        if entry is not None:
            self.articles.update_entry(replace(entry, starred=not entry.starred))
            self._changes.set_starred([entry.id], not entry.starred, self.state_kept)

    def action_all_read(self) -> None:
        """Mark all of the list read."""

        def kept(articles: int) -> None:
            self.post_message(AllRead(articles))

        self._changes.set_all_read(self._view, kept)

    @on(AllRead)
    def show_all_read(self, event: AllRead) -> None:
        event.stop()
        self.show_state_kept()
        articles = "1 article" if event.articles == 1 else f"{event.articles} articles"
        self.say(f"{articles} marked read (u takes it back)" if event.articles else "All of them are read already.")

    def action_tag(self) -> None:
        """Give the article a tag, or take it away where it has it."""
        entry = self.entry()
        if entry is None:
            return
        from newsreader.screens.ask import AskScreen

        def tag(name: str | None) -> None:
            if name is not None:
                wanted = name.casefold() not in {tag.casefold() for tag in entry.tags}
                self._changes.set_tag([entry.id], name, wanted, self.state_kept)
                self.say(f"Tagged “{name}”" if wanted else f"Tag “{name}” taken away")

        known = ", ".join(heading.name for heading in self._library.tags()[:12])
        has = f"It has {', '.join(entry.tags)}: type one of them to take it away." if entry.tags else ""
        hint = "\n".join(line for line in (has, f"In use: {known}" if known else "") if line)
        self.app.push_screen(AskScreen("Tag the article", hint=hint), tag)

    def action_undo(self) -> None:
        """Take the last change of read, star or tag back."""
        if not self._changes.undo(self.state_kept):
            self.say("Nothing to undo.")
