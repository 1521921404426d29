"""The search line, with help or an error message below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from newsreader.ui.keys import pane_bindings
from newsreader.ui.textual_ext.text_button import TextButton

__all__ = ["SearchBar"]

_BEST = "sort:best "


class _Wrong(Highlighter):
    """Marks the mistake in the line."""

    def __init__(self) -> None:
        self.span: tuple[int, int] | None = None

    def highlight(self, text: Text) -> None:
        """Mark the mistake, if there is one."""
        if self.span is not None:
            text.stylize("reverse", *self.span)


class SearchBar(Vertical):
    """Takes a search query. Its messages say what the user did; the screen reacts."""

    DEFAULT_CSS = """
    SearchBar {
        height: auto;

        & > #query-line { height: auto; }
        & #query-mark { width: 3; padding: 0 1; color: $text-accent; }
        & #query { width: 1fr; }
        & > #query-help { height: auto; padding: 0 1 0 3; color: $text-muted; }
        & > #query-keys { display: none; height: auto; padding: 0 2; }
        &:focus-within > #query-keys { display: block; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = pane_bindings.SEARCH

    @dataclass
    class Typed(Message):
        """The query has changed to `text`."""

        text: str

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, SearchBar.Typed)

    @dataclass
    class Stepped(Message):
        """The user asked for another result, `by` rows away."""

        by: int

    class Taken(Message):
        """The query is finished: go to the results."""

    class Ended(Message):
        """The user ended the search."""

    class Kept(Message):
        """The user asked to save the search."""

    def __init__(self, hint: Callable[[str], str], *, id: str) -> None:
        """Call `hint` for the help text on the query so far."""
        super().__init__(id=id)
        self._hint = hint
        self._wrong = _Wrong()
        self._input = Input(compact=True, highlighter=self._wrong, select_on_focus=False, id="query")
        self._help = Static(id="query-help", markup=False)

    def compose(self) -> ComposeResult:
        with Horizontal(id="query-line"):
            yield Static("/", id="query-mark")
            yield self._input
            yield TextButton("✕", self.action_end, id="query-end")
        yield self._help
        with Horizontal(id="query-keys"):
            yield TextButton("^R: best or newest", self.action_sort)
            yield TextButton("^S: save", self.action_keep)

    def on_mount(self) -> None:
        self.say_hint()

    @property
    def text(self) -> str:
        """The query."""
        return self._input.value

    def ask(self, text: str) -> None:
        """Set the query, as if it were typed."""
        self._input.value = text
        self._input.cursor_position = len(text)

    def go_in(self) -> None:
        """Focus the line, with the cursor at its end."""
        self.screen.set_focus(self._input)
        self._input.cursor_position = len(self._input.value)

    def say_hint(self) -> None:
        """Show the help text on the query so far."""
        self._wrong.span = None
        self._help.update(Content(self._hint(self.text)))
        self._help.display = bool(self._hint(self.text))

    def say_wrong(self, sentence: str, start: int, end: int) -> None:
        """Show an error message on the characters from `start` up to `end`."""
        self._wrong.span = (start, end)
        word = self.text[start:end]
        self._help.update(Content.styled(f"{word}  " if word else "", "bold $text-error") + Content(sentence))
        self._help.display = True
        self._input.refresh()

    @on(Input.Changed)
    def ask_for_more(self, event: Input.Changed) -> None:
        event.stop()
        self.say_hint()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Taken())

    def action_end(self) -> None:
        """End the search."""
        self.post_message(self.Ended())

    def action_step(self, by: int) -> None:
        """Go to another result without leaving the line."""
        self.post_message(self.Stepped(by))

    def action_sort(self) -> None:
        """Sort by relevance, or by date."""
        self.ask(self.text.removeprefix(_BEST) if self.text.startswith(_BEST) else _BEST + self.text)

    def action_keep(self) -> None:
        """Save the search."""
        self.post_message(self.Kept())
