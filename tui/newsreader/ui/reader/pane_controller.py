"""The current pane, the way back from it, and zen, which hides all other panes."""

from __future__ import annotations

from collections.abc import Callable

from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.state_event import StateEvent

__all__ = ["WITH_SOURCES", "PaneController"]

WITH_SOURCES = "-with-sources"
"""The class of a screen on which the pane of sources is open."""


class PaneController:
    """Goes from pane to pane, and shows and focuses the current one."""

    def __init__(self, context: ReaderContext, current: Pane) -> None:
        self._context = context
        self._back_handlers: list[Callable[[], bool]] = [self._leave_pane, self._leave_zen]
        self._zen = False
        self.current = current
        self.shown: StateEvent[[]] = StateEvent()
        """The current pane was shown and focused."""
        self.changed: StateEvent[[]] = StateEvent()
        """Another pane has become the current one."""

    def go_to(self, pane: Pane) -> None:
        """Make `pane` the current one."""
        if pane is self.current:
            return
        self.current = pane
        if pane is not Pane.BODY:
            self.zen = False
        self.show()
        self.changed.send()

    def show(self) -> None:
        """Show and focus the current pane."""
        here = f"-at-{self.current}"
        if not self._context.has_class(here):
            for pane in Pane:  # without an update, or everything would be styled twice
                self._context.set_class(False, f"-at-{pane}", update=False)
            self._context.set_class(True, here)
        self._context.focus(self.current.value)
        self.shown.send()

    def can_go_to(self, pane: Pane) -> bool:
        """Return whether `pane` is open."""
        return pane is not Pane.SOURCES or self._context.has_class(WITH_SOURCES)

    def forward(self) -> None:
        """Go from the list to the text, and from the text to its insight."""
        self.go_to({Pane.SOURCES: Pane.LIST, Pane.LIST: Pane.BODY}.get(self.current, Pane.INSIGHT))

    def next(self, by: int) -> None:
        """Go to the next or the previous open pane."""
        panes = [pane for pane in Pane if self.can_go_to(pane)]
        self.go_to(panes[(panes.index(self.current) + by) % len(panes)])

    def toggle_insight(self) -> None:
        """Go to the insight pane, or from there to the text."""
        self.go_to(Pane.BODY if self.current is Pane.INSIGHT else Pane.INSIGHT)

    # Back

    def on_back(self, handler: Callable[[], bool]) -> None:
        """Ask `handler` before the others when the user goes back; it returns whether it has done something."""
        self._back_handlers.append(handler)

    def back(self) -> None:
        """Go one step back: the handler that was added last and has something to do takes it."""
        any(handler() for handler in reversed(self._back_handlers))

    def _leave_pane(self) -> bool:
        self.go_to(Pane.BODY if self.current is Pane.INSIGHT else Pane.LIST)
        return True

    def _leave_zen(self) -> bool:
        was_zen, self.zen = self._zen, False
        return was_zen

    # Zen

    @property
    def zen(self) -> bool:
        """True if only the text is shown."""
        return self._zen

    @zen.setter
    def zen(self, wanted: bool) -> None:
        if wanted == self._zen:
            return
        self._zen = wanted
        self._context.set_class(wanted, "-zen")
        if wanted:
            self.go_to(Pane.BODY)
