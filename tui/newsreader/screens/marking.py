"""Keys that mark: read, starred, and back again."""

from __future__ import annotations

from dataclasses import replace

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

    def action_undo(self) -> None:
        """Take the last change of read or star back."""
        if not self._changes.undo(self.state_kept):
            self.say("Nothing to undo.")
