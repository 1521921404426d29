"""The line with the first keys, which is shown until an article was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from newsreader.model.article import Entry
from newsreader.ui.keys.keyed import keyed
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.read_state_actions import ReadStateController

if TYPE_CHECKING:
    from newsreader.ui.widgets.hint import Hint

__all__ = ["HintController"]


class HintController:
    """Shows the hint to new users, and removes it for good with the first article that is read."""

    def __init__(self, context: ReaderContext, read_state: ReadStateController) -> None:
        self._context = context
        self._wanted: bool = context.library.recall("hint", True)
        self._hint: Hint | None = None
        read_state.article_read.connect(self._dismiss_when_read)

    async def mount(self, before: Widget) -> None:
        """Mount the hint before a widget of the screen, if it is still wanted."""
        if self._wanted:
            from newsreader.ui.widgets.hint import Hint

            own = self._context.config.keys
            keys = [keyed("{" + action + "}", own) for action in Hint.ACTIONS]
            self._hint = Hint(keys, id="hint")
            await self._context.mount(self._hint, before=before)

    def dismiss(self) -> None:
        """Remove the hint, now and in later sessions."""
        if self._wanted:
            self._wanted = False
            self._context.undo.remember("hint", False)
            if self._hint is not None:
                self._hint.remove()

    def _dismiss_when_read(self, _: Entry | None) -> None:
        self.dismiss()
