"""The place of the last session, without an app."""

from __future__ import annotations

from typing import cast

from fake_context import FakeAnalyst, FakeContext
from newsreader.background.analysis_client import Analyst
from newsreader.library.store import View, ViewKind
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.pane import Pane


def again(context: FakeContext, analyst: FakeAnalyst) -> ReaderControllers:
    """Start another session on the same library."""
    context.settle()
    made = ReaderControllers(context, cast(Analyst, analyst))
    made.start()
    return made


def test_an_open_article_is_restored(
    context: FakeContext, controllers: ReaderControllers, analyst: FakeAnalyst
) -> None:
    controllers.lists.show(View(source="City Desk"))
    context.settle()
    controllers.navigation.open_next(1)
    controllers.panes.go_to(Pane.INSIGHT)
    reading = context.state.id
    restored = again(context, analyst)
    assert context.state.id == reading
    assert restored.panes.current is Pane.BODY
    assert restored.lists.view == View(source="City Desk")


def test_who_was_in_the_list_finds_the_newest_on_top(
    context: FakeContext, controllers: ReaderControllers, analyst: FakeAnalyst
) -> None:
    controllers.panes.go_to(Pane.BODY)
    controllers.panes.go_to(Pane.LIST)
    controllers.navigation.open_next(2)
    restored = again(context, analyst)
    assert context.library.recall("place")["article"] is None
    assert restored.panes.current is Pane.LIST


def test_an_article_that_has_left_its_list_is_not_restored(
    context: FakeContext, controllers: ReaderControllers, analyst: FakeAnalyst
) -> None:
    controllers.lists.show(View(ViewKind.UNREAD))
    controllers.panes.go_to(Pane.BODY)
    context.settle()
    restored = again(context, analyst)
    assert restored.panes.current is Pane.LIST
