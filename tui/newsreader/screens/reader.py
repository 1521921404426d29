"""The reader's one screen: the panes, and all that its keys do there."""

from __future__ import annotations

from textual.binding import ActiveBinding

from newsreader.screens.arranging import ArrangingScreen
from newsreader.screens.exporting import ExportingScreen
from newsreader.screens.noting import NotingScreen
from newsreader.screens.picturing import PicturingScreen
from newsreader.screens.piping import PipingScreen
from newsreader.screens.reader_keys import BINDINGS
from newsreader.screens.subscribed import SubscribedScreen
from newsreader.screens.understanding import UnderstandingScreen
from newsreader.screens.within import WithinScreen
from newsreader.ui.keys.key_labels import described
from newsreader.ui.keys.key_sequences import ChordsScreen

__all__ = ["ReaderScreen"]

_PLACES: dict[str | None, int] = {binding.id: place for place, binding in enumerate(described(BINDINGS))}


class ReaderScreen(
    ChordsScreen,
    SubscribedScreen,
    ArrangingScreen,
    ExportingScreen,
    PipingScreen,
    WithinScreen,
    NotingScreen,
    UnderstandingScreen,
    PicturingScreen,
    whole=True,
):
    """Articles, the text and what it says."""

    BINDINGS = BINDINGS

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now; those that the reader gave stand where the usual ones would, not last."""
        found = super().active_bindings
        if not self.config.keys:
            return found
        return dict(sorted(found.items(), key=lambda one: _PLACES.get(one[1].binding.id, -1)))
