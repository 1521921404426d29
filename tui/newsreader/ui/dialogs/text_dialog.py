"""A dialog with text to scroll through."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from newsreader.ui.dialogs.modal import Modal

__all__ = ["TextDialog"]


class TextDialog(Modal[None]):
    """Shows text under a title."""

    DEFAULT_CSS = """
    #box {
        width: 76;
        padding: 0 2;
    }
    """

    BINDINGS = [
        Binding("escape,q,question_mark,h,enter", "dismiss", "Close", key_display="Esc"),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
        Binding("space,pagedown", "page(1)", "Page", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
    ]

    def __init__(self, title: str, words: Content) -> None:
        super().__init__()
        self._title = title
        self._words = words

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", classes="box"):
            yield Static(self._words, markup=False)

    def on_mount(self) -> None:
        box = self.query_one("#box")
        box.border_title = Content(self._title).plain
        box.border_subtitle = "[@click=screen.dismiss]Esc: close[/]"
        box.focus()

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#box").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        box = self.query_one("#box")
        box.scroll_relative(y=pages * (box.size.height - 1), animate=False)
