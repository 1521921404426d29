"""The dialog that suggests well-known feeds."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import SelectionList
from textual.widgets.selection_list import Selection

from newsreader.intake.opml import Outline
from newsreader.ui.dialogs.modal import Modal

__all__ = ["SuggestedFeedsDialog"]


class SuggestedFeedsDialog(Modal[list[Outline] | None]):
    """Asks which of `feeds` to subscribe to. The result is those, or None after Escape."""

    DEFAULT_CSS = """
    #offer {
        width: 90;
    }
    """

    BINDINGS = [
        Binding("escape,q,h", "dismiss(None)", "Back", key_display="Esc"),
        Binding("j", "move(1)", "Down", show=False),
        Binding("k", "move(-1)", "Up", show=False),
        Binding("a", "all", "All", tooltip="Select all, or none"),
        Binding("enter", "take", "Subscribe", tooltip="Subscribe to the selected feeds", priority=True),
    ]

    def __init__(self, feeds: Sequence[Outline]) -> None:
        super().__init__()
        self._feeds = feeds

    def compose(self) -> ComposeResult:
        yield SelectionList[int](
            *(
                Selection(Content(f"{feed.title}  ") + Content.styled(", ".join(feed.tags), "dim"), at)
                for at, feed in enumerate(self._feeds)
            ),
            id="offer",
            classes="box",
        )

    def on_mount(self) -> None:
        box = self.query_one(SelectionList)
        box.border_title = "Well-known feeds"
        box.border_subtitle = (
            "Space: select · [@click=screen.all]a: all[/] · [@click=screen.take]Enter: subscribe[/]"
            " · [@click=screen.dismiss(None)]Esc: close[/]"
        )
        box.focus()

    def action_move(self, by: int) -> None:
        """Go to the next or the previous feed."""
        box = self.query_one(SelectionList)
        box.action_cursor_down() if by > 0 else box.action_cursor_up()

    def action_all(self) -> None:
        """Select all feeds, or none if all are selected."""
        box = self.query_one(SelectionList)
        if len(box.selected) == len(self._feeds):
            box.deselect_all()
        else:
            box.select_all()

    def action_take(self) -> None:
        """Subscribe to the selected feeds."""
        box: SelectionList[int] = self.query_one(SelectionList)
        self.dismiss([self._feeds[at] for at in sorted(box.selected)] or None)
