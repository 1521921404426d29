"""One line of help for new users. A click closes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

__all__ = ["Hint"]

_WHAT = {
    "page": "read on",
    "copy": "copy the summary",
    "feeds": "manage feeds",
    "help": "all keys",
    "quit": "quit",
}


class Hint(Static):
    """Shows the keys of `ACTIONS`, which are enough to start with."""

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
        """Show `keys`, the labels of the keys of `ACTIONS`."""
        pairs = zip(keys, _WHAT.values(), strict=True)
        words = [Content.styled(key, "bold") + Content(f": {what}") for key, what in pairs]
        super().__init__(Content("New here?  ") + Content(" · ").join(words), id=id, markup=False)

    def on_click(self) -> None:
        self.post_message(self.Dismissed())
