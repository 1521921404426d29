"""Stored pictures of the reader at three sizes. CONTRIBUTING says how to judge a changed one."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from newsreader.ui.app import NewsreaderApp
from newsroom import KnowingAnalyst, open_app, settled, stocked


class Compare(Protocol):
    """The fixture of pytest-textual-snapshot, as it is used here."""

    def __call__(
        self, app: NewsreaderApp, *, press: list[str], terminal_size: tuple[int, int], run_before: object
    ) -> bool:
        """Return whether the app looks as it did."""


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        pytest.param((160, 50), [], id="wide"),
        pytest.param((100, 30), [], id="medium"),
        pytest.param((100, 30), ["i"], id="medium-insight"),
        pytest.param((60, 20), [], id="narrow"),
        pytest.param((60, 20), ["enter"], id="narrow-text"),
        pytest.param((60, 20), ["i"], id="narrow-insight"),
        pytest.param((100, 30), ["question_mark"], id="help"),
        pytest.param((100, 30), ["Y"], id="copy"),
        pytest.param((120, 36), ["enter"], id="slim"),
        pytest.param((160, 50), ["t", "k", "enter", "enter"], id="newsprint-wide"),
        pytest.param((100, 30), ["t", "k", "enter", "x", "x"], id="newsprint-medium-marked"),
        pytest.param((60, 20), ["t", "k", "enter", "enter"], id="newsprint-narrow-text"),
        pytest.param((100, 30), ["z", "c"], id="zen-note"),
    ],
)
def test_the_reader_looks_as_it_should(
    snap_compare: Compare, library_path: Path, size: tuple[int, int], keys: list[str]
) -> None:
    async def get_there(pilot: Pilot[None]) -> None:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
        await settled(pilot)
        for line in pilot.app.screen.query(Input):
            line.cursor_blink = False  # else the picture depends on the clock

    library = stocked(library_path)
    try:
        app = open_app(library, analyst=KnowingAnalyst)
        assert snap_compare(app, press=[], terminal_size=size, run_before=get_there)
    finally:
        library.close()
