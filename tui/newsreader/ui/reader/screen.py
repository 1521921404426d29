"""The reader's one screen: the panes, and all that its keys do there."""

from __future__ import annotations

from textual.binding import ActiveBinding

from newsreader.ui.keys import pane_bindings
from newsreader.ui.keys.key_labels import described
from newsreader.ui.keys.key_sequences import KeySequenceScreen
from newsreader.ui.reader.export_actions import ExportingScreen
from newsreader.ui.reader.feeds_actions import SubscribedScreen
from newsreader.ui.reader.find_in_article import WithinScreen
from newsreader.ui.reader.image_actions import PicturingScreen
from newsreader.ui.reader.insight_controller import UnderstandingScreen
from newsreader.ui.reader.note_editor import NotingScreen
from newsreader.ui.reader.pane_layout import ArrangingScreen
from newsreader.ui.reader.pipe_actions import PipingScreen

__all__ = ["ReaderScreen"]

_PLACES: dict[str | None, int] = {binding.id: place for place, binding in enumerate(described(pane_bindings.READER))}


class ReaderScreen(
    KeySequenceScreen,
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

    BINDINGS = pane_bindings.READER

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now; those that the reader gave stand where the usual ones would, not last."""
        found = super().active_bindings
        if not self.config.keys:
            return found
        return dict(sorted(found.items(), key=lambda one: _PLACES.get(one[1].binding.id, -1)))
