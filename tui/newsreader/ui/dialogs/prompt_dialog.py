"""A question with a line to answer it in."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from newsreader.ui.dialogs.modal import Modal

__all__ = ["PromptDialog"]


class PromptDialog(Modal[str | None]):
    """Asks for one line; gives it without spaces around it, or None when the reader goes back or leaves it empty."""

    DEFAULT_CSS = """
    #ask {
        width: 56;
        padding: 0 1;
    }

    #ask-hint {
        color: $text-muted;
    }
    """

    BINDINGS = [Binding("escape", "dismiss(None)", "Back", key_display="Esc")]

    def __init__(
        self, title: str, *, value: str = "", hint: str = "", warn: Callable[[str], str] = lambda _: ""
    ) -> None:
        """`value` stands in the line at first, `hint` below it.

        `warn` gives a sentence that is to be known before a line is taken, or ""; giving the line once more takes it.
        """
        super().__init__()
        self._title = title
        self._value = value
        self._hint = hint
        self._warn = warn
        self._warned: str | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="ask", classes="box"):
            yield Input(self._value, compact=True, select_on_focus=False, id="answer")
            yield Static(Content(self._hint), markup=False, id="ask-hint")

    def on_mount(self) -> None:
        self.query_one("#ask").border_title = Content(self._title).plain
        self.query_one("#ask-hint").display = bool(self._hint)
        self.query_one(Input).focus()

    def offer(self, value: str) -> None:
        """Put `value` into the line, unless something stands there; typing takes its place."""
        if self.is_current and not (line := self.query_one(Input)).value:
            line.value = value
            line.select_all()

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        event.stop()
        line = event.value.strip()
        warning = self._warn(line) if line and line != self._warned else ""
        if warning:
            self._warned = line
            hint = self.query_one("#ask-hint", Static)
            hint.update(Content(warning))
            hint.display = True
        else:
            self.dismiss(line or None)
