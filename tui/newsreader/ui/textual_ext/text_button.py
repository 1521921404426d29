"""Words that run something when they are clicked."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.widgets import Static

__all__ = ["TextButton"]


class TextButton(Static):
    """A label that calls `do` when it is clicked."""

    DEFAULT_CSS = """
    TextButton {
        width: auto;
        padding: 0 1;
        color: $text-muted;
        &:hover { background: $block-hover-background; color: $foreground; }
    }
    """

    ALLOW_SELECT = False

    def __init__(self, words: str, do: Callable[[], object], *, id: str | None = None) -> None:
        super().__init__(words, id=id, markup=False)
        self._do = do

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self._do()
