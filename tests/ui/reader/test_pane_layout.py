"""The widths of the panes without an app."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from fake_context import FakeContext
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.pane_controller import PaneController
from newsreader.ui.reader.pane_layout import NARROWEST, STEP, PaneLayoutController


def pane(id: str, width: int) -> SimpleNamespace:
    """A pane of this width."""
    return SimpleNamespace(
        id=id, display=True, outer_size=SimpleNamespace(width=width), styles=SimpleNamespace(width=None)
    )


@pytest.fixture
def panes(context: FakeContext) -> PaneController:
    """The list is the current pane, between two panes at the sides."""
    context.panes = [pane("articles", 40), pane("beside", 46)]
    return PaneController(context, Pane.LIST)


def test_keys_move_the_border_of_the_current_pane(context: FakeContext, panes: PaneController) -> None:
    layout = PaneLayoutController(context, panes)
    layout.move_border(1)
    panes.go_to(Pane.INSIGHT)
    layout.move_border(1)
    assert layout.widths == {"articles": 40 + STEP, "beside": 46 - STEP}
    assert [one.styles.width for one in context.panes] == [40 + STEP, 46 - STEP]
    context.settle()
    again = PaneLayoutController(context, panes)
    again.start()
    assert again.widths == layout.widths


def test_a_border_that_is_dragged_leaves_room_for_the_text(context: FakeContext, panes: PaneController) -> None:
    layout = PaneLayoutController(context, panes)
    layout.drag(context.panes[0], 500, done=False)
    assert layout.widths == {"articles": 160 - 46 - 34}
    layout.drag(context.panes[0], 1, done=True)
    assert layout.widths == {"articles": NARROWEST}
    context.settle()
    assert context.library.recall("widths") == layout.widths


def test_one_pane_that_fills_the_screen_has_no_border(context: FakeContext, panes: PaneController) -> None:
    context.classes.add("-narrow")
    layout = PaneLayoutController(context, panes)
    layout.move_border(1)
    layout.drag(context.panes[0], 30, done=True)
    assert layout.widths == {}
    assert context.notices == ["There is no border to move: one pane fills the screen."]
    layout.widths = {"articles": 50}
    layout.fit(60)
    assert context.panes[0].styles.width is None
