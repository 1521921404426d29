"""The line in which a search is typed, with what helps and what is wrong below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.highlighter import Highlighter
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from newsreader.ui.textual_ext.text_button import TextButton

__all__ = ["SearchBar"]

_BEST = "sort:best "


class _Wrong(Highlighter):
    """Marks what is wrong in the line."""

    def __init__(self) -> None:
        self.span: tuple[int, int] | None = None

    def highlight(self, text: Text) -> None:
        """Mark it, if anything is."""
        if self.span is not None:
            text.stylize("reverse", *self.span)


class SearchBar(Vertical):
    """Asks for a search; each message says what the reader did, and the screen decides."""

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

    BINDINGS = [
        Binding(
            "escape",
            "end",
            "End the search",
            tooltip="End the search, back to where you were",
            id="search.end",
            priority=True,
        ),
        Binding("down", "step(1)", "Next", show=False, id="search.next"),
        Binding("up", "step(-1)", "Previous", show=False, id="search.previous"),
        Binding("ctrl+r", "sort", "Best or newest", tooltip="Best first, or newest first", id="search.sort"),
        Binding("ctrl+s", "keep", "Save", tooltip="Save the search under a name, in the source list", id="search.keep"),
    ]

    @dataclass
    class Typed(Message):
        """The search was changed to `text`."""

        text: str

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, SearchBar.Typed)

    @dataclass
    class Stepped(Message):
        """Another of the articles found is wanted, `by` rows away."""

        by: int

    class Taken(Message):
        """The search is as it should be: on to what was found."""

    class Ended(Message):
        """The search is over."""

    class Kept(Message):
        """The search is to be saved."""

    def __init__(self, hint: Callable[[str], str], *, id: str) -> None:
        """`hint` gives the words that help with what is typed so far."""
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
            yield TextButton("^R best or newest", self.action_sort)
            yield TextButton("^S save", self.action_keep)

    def on_mount(self) -> None:
        self.say_hint()

    @property
    def text(self) -> str:
        """What is typed."""
        return self._input.value

    def ask(self, text: str) -> None:
        """Put `text` into the line, as if it had been typed."""
        self._input.value = text
        self._input.cursor_position = len(text)

    def go_in(self) -> None:
        """Put the cursor at the end of the line."""
        self.screen.set_focus(self._input)
        self._input.cursor_position = len(self._input.value)

    def say_hint(self) -> None:
        """Say what may help with what is typed."""
        self._wrong.span = None
        self._help.update(Content(self._hint(self.text)))
        self._help.display = bool(self._hint(self.text))

    def say_wrong(self, sentence: str, start: int, end: int) -> None:
        """Say what is wrong with the characters from `start` up to `end`."""
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
        """Go to another of the articles found without leaving the line."""
        self.post_message(self.Stepped(by))

    def action_sort(self) -> None:
        """Best first, or newest first."""
        self.ask(self.text.removeprefix(_BEST) if self.text.startswith(_BEST) else _BEST + self.text)

    def action_keep(self) -> None:
        """Save the search."""
        self.post_message(self.Kept())
