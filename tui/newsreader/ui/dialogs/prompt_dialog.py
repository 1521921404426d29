"""A dialog that asks for one line of text."""

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
    """Asks for one line. The result is the line without outer spaces, or None if it is empty or after Escape."""

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
        """Start with `value` in the line and `hint` below it.

        `warn` returns a warning about a line, or "". A line with a warning has to be entered twice.
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
        """Put `value` into the line if it is empty, and select it, so that typing replaces it."""
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
