"""The reader's one screen: the panes, and all that its keys do there."""

from __future__ import annotations

from newsreader.screens.arranging import ArrangingScreen
from newsreader.screens.chords import ChordsScreen
from newsreader.screens.exporting import ExportingScreen
from newsreader.screens.noting import NotingScreen
from newsreader.screens.picturing import PicturingScreen
from newsreader.screens.piping import PipingScreen
from newsreader.screens.reader_keys import BINDINGS
from newsreader.screens.subscribed import SubscribedScreen
from newsreader.screens.understanding import UnderstandingScreen
from newsreader.screens.within import WithinScreen

__all__ = ["ReaderScreen"]


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
