"""The bar under the text that finds words in the article and shows the number of matches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from newsreader.ui.keys import pane_bindings
from newsreader.ui.textual_ext.text_button import TextButton

__all__ = ["FindBar"]


class FindBar(Horizontal):
    """Takes the words to find. Its messages say what the user did; the screen reacts."""

    DEFAULT_CSS = """
    FindBar {
        height: auto;
        background: $panel;

        & > Input { width: 1fr; }
        & > #found-count { width: auto; padding: 0 1; color: $text-muted; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = pane_bindings.FIND

    @dataclass
    class Typed(Message):
        """The words have changed."""

        words: str

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, FindBar.Typed)

    @dataclass
    class Stepped(Message):
        """The user asked for the next match, or the previous one with -1."""

        by: int

    class Ended(Message):
        """The user closed the bar."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._input = Input(compact=True, placeholder="Find in the article", id="found-words")
        self._count = Static(id="found-count", markup=False)

    def compose(self) -> ComposeResult:
        yield self._input
        yield self._count
        yield TextButton("↑", lambda: self.action_step(-1), id="found-previous")
        yield TextButton("↓", lambda: self.action_step(1), id="found-next")
        yield TextButton("✕", self.action_end, id="found-end")

    @property
    def words(self) -> str:
        """The words to find."""
        return self._input.value

    def go_in(self) -> None:
        """Focus the bar and select its words, so that typing replaces them."""
        self._input.focus()
        self._input.action_select_all()

    def say(self, sentence: str) -> None:
        """Show the number of matches."""
        self._count.update(sentence)

    @on(Input.Changed)
    def tell_words(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_step(1)

    def action_step(self, by: int) -> None:
        """Go to the next match, or to the previous one with -1."""
        self.post_message(self.Stepped(by))

    def action_end(self) -> None:
        """Close the bar."""
        self.post_message(self.Ended())
