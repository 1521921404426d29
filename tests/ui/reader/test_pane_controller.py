"""Going from pane to pane without an app."""

from __future__ import annotations

from fake_context import FakeContext
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.pane_controller import WITH_SOURCES, PaneController


def test_the_current_pane_is_shown_and_focused(context: FakeContext) -> None:
    panes = PaneController(context, Pane.LIST)
    seen: list[str] = []
    panes.shown.connect(lambda: seen.append(f"shown {panes.current}"))
    panes.changed.connect(lambda: seen.append(f"changed {panes.current}"))
    panes.show()
    panes.go_to(Pane.LIST)
    panes.go_to(Pane.BODY)
    assert seen == ["shown list", "shown body", "changed body"]
    assert context.classes == {"-at-body"}
    assert context.focused == "body"


def test_forward_back_and_around(context: FakeContext) -> None:
    panes = PaneController(context, Pane.SOURCES)
    seen: list[Pane] = []
    panes.changed.connect(lambda: seen.append(panes.current))
    for _ in range(4):
        panes.forward()
    for _ in range(3):
        panes.back()
    assert seen == [Pane.LIST, Pane.BODY, Pane.INSIGHT, Pane.BODY, Pane.LIST]
    seen.clear()
    panes.next(-1)
    context.classes.add(WITH_SOURCES)
    panes.next(1)
    panes.toggle_insight()
    panes.toggle_insight()
    assert seen == [Pane.INSIGHT, Pane.SOURCES, Pane.INSIGHT, Pane.BODY]


def test_zen_shows_the_text_and_is_left_first(context: FakeContext) -> None:
    panes = PaneController(context, Pane.INSIGHT)
    panes.zen = True
    assert (panes.current, "-zen" in context.classes) == (Pane.BODY, True)
    panes.back()
    assert (panes.current, panes.zen, "-zen" in context.classes) == (Pane.BODY, False, False)
    panes.zen = True
    panes.go_to(Pane.LIST)
    assert not panes.zen


def test_the_last_back_handler_with_something_to_do_takes_the_step(context: FakeContext) -> None:
    panes = PaneController(context, Pane.INSIGHT)
    asked: list[str] = []

    def handler(name: str, done: bool) -> bool:
        asked.append(name)
        return done

    panes.on_back(lambda: handler("first", True))
    panes.on_back(lambda: handler("second", False))
    panes.back()
    assert asked == ["second", "first"]
    assert panes.current is Pane.INSIGHT
