"""The widths of the panes at the sides of the text."""

from __future__ import annotations

from newsreader.ui.reader.breakpoints import MEDIUM
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.pane_controller import PaneController
from newsreader.ui.widgets.side_pane import SidePane

__all__ = ["PaneLayoutController"]

NARROWEST = 24
"""The least columns of a pane at the side."""

STEP = 4
"""The columns by which a key moves a border."""

TEXT = 34
"""The least columns that are left for the text."""


class PaneLayoutController:
    """Gives the panes the widths that the user chose."""

    def __init__(self, context: ReaderContext, panes: PaneController) -> None:
        self._context = context
        self._panes = panes
        self.widths: dict[str, int] = {}
        """The columns that the user gave to panes, by their ids."""

    def start(self) -> None:
        """Restore the widths of the last session."""
        self.widths = self._context.library.recall("widths", {})
        self.fit(self._context.size.width)

    def move_border(self, by: int) -> None:
        """Move the border of the insight pane, if that is the current one, else the border of the list."""
        at_right = self._panes.current is Pane.INSIGHT
        id = "beside" if at_right else "articles"
        pane = next((pane for pane in self._context.side_panes() if pane.id == id), None)
        if pane is None or self._context.has_class("-narrow") or self._panes.zen or not pane.display:
            self._context.notify("There is no border to move: one pane fills the screen.")
            return
        self._widen(pane, pane.outer_size.width + (-by if at_right else by) * STEP)
        self._remember()

    def drag(self, pane: SidePane, width: int, *, done: bool) -> None:
        """Give `pane` the width to which its border was dragged; remember it when the drag is done."""
        if not self._context.has_class("-narrow"):
            self._widen(pane, width)
            if done:
                self._remember()

    def _widen(self, pane: SidePane, width: int) -> None:
        """Make `pane` `width` columns wide, as far as the text keeps its least width."""
        others = sum(p.outer_size.width for p in self._context.side_panes() if p is not pane and p.display)
        most = max(self._context.size.width - others - TEXT, NARROWEST)
        self.widths[pane.id or ""] = min(max(width, NARROWEST), most)
        self.fit(self._context.size.width)

    def _remember(self) -> None:
        self._context.undo.remember("widths", self.widths)

    def fit(self, columns: int) -> None:
        """Give the panes their chosen widths on a screen of `columns`; on a small one, a pane fills the screen."""
        if not self.widths:
            return
        for pane in self._context.side_panes():
            width = self.widths.get(pane.id or "") if columns >= MEDIUM else None
            pane.styles.width = width if width is None else min(width, max(columns - MEDIUM // 2, NARROWEST))
