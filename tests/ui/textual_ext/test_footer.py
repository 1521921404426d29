"""The line of keys: made when it has to show something else, and styled once."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets._footer import FooterKey

from newsreader.ui.textual_ext.footer import KeyBar


class Quiet(Widget, can_focus=True):
    """Adds no key."""


class Playing(Widget, can_focus=True):
    """Adds a key."""

    BINDINGS = [Binding("p", "app.stop", "Play")]


class Keys(App[None]):
    BINDINGS = [Binding("s", "stop", "Stop"), Binding("q", "quit", "Quit")]
    stopped = False

    def compose(self) -> ComposeResult:
        yield Quiet(id="one")
        yield Quiet(id="two")
        yield Playing(id="three")
        yield KeyBar(show_command_palette=False, compact=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return None if self.stopped and action == "stop" else True

    def action_stop(self) -> None:
        self.stopped = True
        self.refresh_bindings()


def shown(app: App[None]) -> dict[str, FooterKey]:
    return {key.description: key for key in app.query(FooterKey)}


async def names_of(pilot: Pilot[None], count: int) -> list[str]:
    """What is shown once there are so many keys: making them takes a few turns, more of them on a busy machine."""
    for _ in range(100):
        if len(shown(pilot.app)) == count:
            break
        await pilot.pause()
    return list(shown(pilot.app))


async def test_keys_are_made_anew_only_where_others_are_to_be_shown() -> None:
    app = Keys()
    async with app.run_test() as pilot:
        app.screen.refresh_bindings()
        assert await names_of(pilot, 2) == ["Stop", "Quit"]
        first = shown(app)
        app.query_one("#two").focus()
        await pilot.pause()
        assert shown(app) == first
        app.query_one("#three").focus()
        assert await names_of(pilot, 3) == ["Play", "Stop", "Quit"]
        app.query_one("#one").focus()
        assert await names_of(pilot, 2) == ["Stop", "Quit"]


async def test_a_key_that_can_do_nothing_now_is_shown_so() -> None:
    app = Keys()
    async with app.run_test() as pilot:
        app.query_one("#two").focus()
        await pilot.pause()
        assert not any(key.has_class("-disabled") for key in shown(app).values())
        await pilot.press("s")
        await pilot.pause()
        assert [(name, key.has_class("-disabled")) for name, key in shown(app).items()] == [
            ("Stop", True),
            ("Quit", False),
        ]


async def test_a_key_is_styled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    styled: Counter[DOMNode] = Counter()
    apply = Stylesheet.apply

    def counted(sheet: Stylesheet, node: DOMNode, **options: object) -> None:
        styled[node] += 1
        apply(sheet, node, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Stylesheet, "apply", counted)
    for compact in (True, False):
        app = Keys()
        async with app.run_test() as pilot:
            app.query_one(KeyBar).compact = compact
            await pilot.pause()
            styled.clear()
            app.query_one("#three").focus()
            await pilot.pause()
            assert [styled[key] for key in shown(app).values()] == [1, 1, 1]
            assert {key.has_class("-compact") for key in shown(app).values()} == {compact}
            app.query_one(KeyBar).compact = not compact
            await pilot.pause()
            assert {key.has_class("-compact") for key in shown(app).values()} == {not compact}
