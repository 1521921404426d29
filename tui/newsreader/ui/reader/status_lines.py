"""The line above the list and the line below the text, which a refresh borrows for its progress."""

from __future__ import annotations

from textual.content import Content

from newsreader.ui.reader.context import ReaderContext

__all__ = ["StatusLines"]

BAR = 20
"""The width of the progress bar in columns."""


class StatusLines:
    """ListCounts above the list and the legend below the text, or the progress of a refresh on both."""

    def __init__(self, context: ReaderContext) -> None:
        self._context = context
        self._in_progress = False

    @property
    def in_progress(self) -> bool:
        """True while the lines show the progress of a refresh."""
        return self._in_progress

    def show_counts(self, words: str) -> None:
        """Show above the list how many articles it has."""
        if not self._in_progress:
            self._context.show_line("view", words)

    def show_legend(self) -> None:
        """Show below the text which style marks which kind of name."""
        if not self._in_progress:
            self._context.show_line("legend", self._context.body.legend())

    def show_progress(self, done: int, total: int, name: str) -> None:
        """Show that `done` of `total` feeds are fetched, the last of them `name`; a total of 0 is not known yet."""
        self._in_progress = True
        filled = BAR * done // total if total else 0
        bar = Content.styled("━" * filled, "$accent") + Content.styled("━" * (BAR - filled), "dim")
        words = f" {done} of {total}" + f" · {name}" * bool(name) if total else " Refreshing…"
        # Both lines are on the screen anyway: nothing moves to make room for the progress.
        self._context.show_line("legend", bar + Content(words))
        self._context.show_line("view", Content("Refreshing") + Content(words if total else "…"))

    def end_progress(self) -> None:
        """Show the legend again; the counts follow with the next `show_counts`."""
        self._in_progress = False
        self.show_legend()
