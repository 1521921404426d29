"""The dialog that chooses a theme, with a preview of the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.theme import Theme
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from newsreader.ui.dialogs.modal import Modal

__all__ = ["ThemeDialog"]


class ThemeDialog(Modal[str | None]):
    """Previews the theme under the cursor. The result is the chosen theme, or None, with the old theme restored."""

    DEFAULT_CSS = """
    /* The text of the reader stays visible during the preview. */
    ThemeDialog {
        align: right middle;
        background: transparent;
    }

    #themes {
        width: 40;
    }
    """

    BINDINGS = [
        Binding("escape,q,h", "back", "Back", key_display="Esc"),
        Binding("j", "cursor(1)", "Down", show=False),
        Binding("k", "cursor(-1)", "Up", show=False),
        Binding("l", "select", "Choose", show=False),
    ]

    def __init__(self, own: Iterable[Theme]) -> None:
        """List the themes `own` first."""
        super().__init__()
        self._own = [theme.name for theme in own]

    def compose(self) -> ComposeResult:
        themes = self.app.available_themes
        names = self._own + sorted(name for name in themes if name not in self._own)
        rows = []
        for name in names:
            kind = "terminal's own" if themes[name].ansi else "dark" if themes[name].dark else "light"
            rows.append(Option(Content(f"{name} ") + Content.styled(kind, "dim"), id=name))
        yield OptionList(*rows, id="themes", classes="box", markup=False)

    def on_mount(self) -> None:
        self._before = self.app.theme
        themes = self.query_one("#themes", OptionList)
        themes.border_title = "Theme"
        themes.border_subtitle = "Enter: choose · Esc: cancel"
        themes.highlighted = themes.get_option_index(self._before)
        themes.focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option.id is not None:
            self.app.theme = event.option.id

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option.id)

    def action_back(self) -> None:
        """Restore the old theme and close."""
        self.app.theme = self._before
        self.dismiss(None)

    def action_cursor(self, by: int) -> None:
        """Go to the next theme, or to the previous one with -1."""
        themes = self.query_one(OptionList)
        themes.action_cursor_down() if by > 0 else themes.action_cursor_up()

    def action_select(self) -> None:
        """Choose the theme under the cursor."""
        self.query_one(OptionList).action_select()
