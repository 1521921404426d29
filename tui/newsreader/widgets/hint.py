"""One line for who is here for the first time; a click puts it away."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

__all__ = ["Hint"]

_KEYS = (
    ("Space", "reads on"),
    ("y", "copies the summary"),
    ("S", "offers feeds"),
    ("?", "shows all keys"),
    ("q", "leaves"),
)


class Hint(Static):
    """The few keys that are enough to begin with."""

    DEFAULT_CSS = """
    Hint {
        height: auto;
        padding: 0 1;
        background: $primary 20%;
        text-align: center;
    }
    """

    @dataclass
    class Dismissed(Message):
        """The line was clicked."""

    def __init__(self, *, id: str) -> None:
        words = [Content.styled(key, "bold") + Content(f" {what}") for key, what in _KEYS]
        super().__init__(Content("New here?  ") + Content(" · ").join(words), id=id, markup=False)

    def on_click(self) -> None:
        self.post_message(self.Dismissed())
