"""A short menu: choose with keys, a number or the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from newsreader.ui.dialogs.modal import Modal

__all__ = ["Choice", "MenuDialog"]


class Choice(NamedTuple):
    """One item of a menu: its answer, its label, and whether it can be chosen now."""

    answer: str
    words: str
    available: bool = True


class MenuDialog(Modal[str | None]):
    """Asks for one of `options`. The result is its answer, or None after Escape."""

    DEFAULT_CSS = """
    #choices {
        width: 56;
    }
    """

    BINDINGS = [
        Binding("escape,q,h", "dismiss(None)", "Back", key_display="Esc"),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("l", "select", "Choose", show=False),
        *(Binding(str(n), f"pick({n})", f"Number {n}", show=False) for n in range(1, 10)),
    ]

    def __init__(self, title: str, options: Sequence[Choice], at: str | None = None) -> None:
        """Put the cursor on the answer `at`, or on the first available item."""
        super().__init__()
        self._title = title
        self._options = options
        self._at = at

    def compose(self) -> ComposeResult:
        yield OptionList(
            *(
                Option(
                    # Only the first nine have a number key.
                    Content.styled(f"{number} " if number < 10 else "  ", "bold $text-accent") + Content(choice.words),
                    id=choice.answer,
                    disabled=not choice.available,
                )
                for number, choice in enumerate(self._options, start=1)
            ),
            id="choices",
            classes="box",
            markup=False,
        )

    def on_mount(self) -> None:
        choices = self.query_one("#choices", OptionList)
        choices.border_title = Content(self._title).plain
        choices.action_first()
        if self._at is not None:
            choices.highlighted = choices.get_option_index(self._at)
        choices.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option.id)

    def action_cursor_down(self) -> None:
        """Go to the next item."""
        self.query_one(OptionList).action_cursor_down()

    def action_cursor_up(self) -> None:
        """Go to the previous item."""
        self.query_one(OptionList).action_cursor_up()

    def action_select(self) -> None:
        """Choose the item under the cursor."""
        self.query_one(OptionList).action_select()

    def action_pick(self, number: int) -> None:
        """Choose the item with this number, from 1."""
        if number <= len(self._options) and self._options[number - 1].available:
            self.dismiss(self._options[number - 1].answer)
