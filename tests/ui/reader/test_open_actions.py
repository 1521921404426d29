"""Opening addresses without an app."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pytest
from textual.app import SuspendNotSupported

from fake_context import FakeContext
from newsreader.ui.reader.controllers import ReaderControllers
from newsroom import ARTICLES


def test_the_link_of_the_article_is_opened(context: FakeContext, controllers: ReaderControllers) -> None:
    controllers.opener.open_article()
    assert context.terminal.opened == [ARTICLES[0].url]
    context.articles.move_to_index(2)
    controllers.opener.open_article()
    assert context.notices[-1] == "This article has no link."


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "--help"])
def test_nothing_else_is_opened(context: FakeContext, controllers: ReaderControllers, address: str) -> None:
    controllers.opener.open(address)
    assert context.terminal.opened == []
    assert context.notices == ["Only http and https links can be opened."]


def test_a_program_that_does_not_start_is_said(
    context: FakeContext, controllers: ReaderControllers, monkeypatch: pytest.MonkeyPatch
) -> None:
    controllers.opener.run(["no-such-program-anywhere"], needs_terminal=False)
    assert context.notices[-1].startswith("Cannot start no-such-program-anywhere:")

    def suspend() -> AbstractContextManager[None]:
        raise SuspendNotSupported

    monkeypatch.setattr(context.terminal, "suspend", suspend)
    controllers.opener.run(["lynx"], needs_terminal=True)
    assert context.notices[-1] == "lynx needs a terminal, which is not available here."
