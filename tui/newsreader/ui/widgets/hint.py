"""One line for who is here for the first time; a click puts it away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

__all__ = ["Hint"]

_WHAT = {
    "page": "reads on",
    "copy": "copies the summary",
    "feeds": "offers feeds",
    "help": "shows all keys",
    "quit": "leaves",
}


class Hint(Static):
    """The few keys that are enough to begin with: those of `ACTIONS`."""

    ACTIONS = tuple(_WHAT)

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

    def __init__(self, keys: Sequence[str], *, id: str) -> None:
        """`keys` are those of the `ACTIONS`, as they are read."""
        pairs = zip(keys, _WHAT.values(), strict=True)
        words = [Content.styled(key, "bold") + Content(f" {what}") for key, what in pairs]
        super().__init__(Content("New here?  ") + Content(" · ").join(words), id=id, markup=False)

    def on_click(self) -> None:
        self.post_message(self.Dismissed())
