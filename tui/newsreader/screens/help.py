"""The help screen: every key of the reader, straight from the bindings, so that it is always true."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.screen import ModalScreen
from textual.widgets import Static

from newsreader.screens.keys import KeyTable

__all__ = ["HelpScreen"]


class HelpScreen(ModalScreen[None]):
    """Shows tables of keys; any of the usual keys closes it."""

    BINDINGS = [
        Binding("escape,q,question_mark,h,enter", "dismiss", "Close", key_display="Esc"),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
        Binding("space,pagedown", "page(1)", "Page", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
    ]

    def __init__(self, tables: Sequence[KeyTable]) -> None:
        super().__init__()
        self.tables = tables

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(self._content(), markup=False)

    def on_mount(self) -> None:
        box = self.query_one("#help")
        box.border_title = "Keys"
        box.border_subtitle = "Esc closes"
        box.focus()

    def on_click(self, event: Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#help").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        box = self.query_one("#help")
        box.scroll_relative(y=pages * (box.size.height - 1), animate=False)

    def _content(self) -> Content:
        width = max(len(keys) for _, rows in self.tables for keys, _ in rows)
        lines = []
        for heading, rows in self.tables:
            lines += [Content(""), Content.styled(heading, "bold $text-accent")]
            lines += [Content.styled(keys.ljust(width + 2), "bold") + Content(what) for keys, what in rows]
        return Content("\n").join(lines[1:])
