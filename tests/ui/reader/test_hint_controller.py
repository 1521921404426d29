"""The hint for new users without an app."""

from __future__ import annotations

from typing import cast

import pytest
from textual.widget import Widget

from fake_context import FakeContext
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.hint_controller import HintController
from newsreader.ui.reader.pane import Pane
from newsreader.ui.widgets.hint import Hint


async def test_the_hint_shows_until_an_article_was_read(
    context: FakeContext, controllers: ReaderControllers, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed: list[bool] = []
    monkeypatch.setattr(Hint, "remove", lambda _: removed.append(True))
    footer = cast(Widget, object())
    await controllers.hint.mount(footer)
    assert len(context.mounted) == 1
    controllers.panes.go_to(Pane.BODY)
    context.settle()
    assert removed == [True]
    again = HintController(context, controllers.read_state)
    await again.mount(footer)
    assert len(context.mounted) == 1
