"""Skip work that Textual repeats in tests and nobody sees: frames between pauses, and the same style sheets.

The patches reach into Textual's inside. Each says what it saves, and fails at once if Textual no longer has its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.parse import parse
from textual.css.tokenize import tokenize_values
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation
from textual.pilot import Pilot

__all__ = ["drawn_when_looked_at", "pause_unseen", "style_sheets_parsed_once"]

pause_unseen = Pilot.pause
"""`Pilot.pause` without drawing the screen."""


@pytest.fixture(scope="session", autouse=True)
def drawn_when_looked_at() -> Iterator[None]:
    """Draw changes only when a test pauses, takes a picture or ends, and not up to sixty times a second.

    The number of frames in between depends on the machine, and the next frame shows all of their changes.
    The tests of the mouse take 10.9 s of processor time, not 14.0.
    """
    draw, shut_down = Compositor.render_update, App._shutdown

    def later(compositor: Compositor, full: bool = False, **options: Any) -> Any:
        return draw(compositor, full, **options) if full else None

    def look(app: App[Any]) -> None:
        if app.screen_stack:
            draw(app.screen._compositor, screen_stack=app._background_screens)

    async def pause_and_look(pilot: Pilot[Any], delay: float | None = None) -> None:
        await pause_unseen(pilot, delay)
        look(pilot.app)

    async def look_and_shut_down(app: App[Any]) -> None:
        try:
            look(app)
        finally:
            await shut_down(app)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", later)
        patch.setattr(Pilot, "pause", pause_and_look)
        patch.setattr(App, "_shutdown", look_and_shut_down)
        yield


@pytest.fixture(scope="session", autouse=True)
def style_sheets_parsed_once() -> Iterator[None]:
    """Keep the parsed style sheets of a theme from one app to the next; Textual only reads them.

    The tests of the mouse take 10.9 s of processor time, not 12.3.
    """
    colours: dict[tuple[tuple[str, str], ...], dict[str, list[Token]]] = {}
    rules: dict[tuple[object, ...], list[RuleSet]] = {}

    def tokenized(values: dict[str, str]) -> dict[str, list[Token]]:
        key = tuple(values.items())
        if key not in colours:
            colours[key] = tokenize_values(values)
        return colours[key]

    def parsed(
        scope: str, css: str, read_from: CSSLocation, *, variable_tokens: dict[str, list[Token]], **options: Any
    ) -> list[RuleSet]:
        key = (scope, css, read_from, id(variable_tokens), *options.items())  # ids stay unique: the tokens are kept
        if key not in rules:
            rules[key] = list(parse(scope, css, read_from, variable_tokens=variable_tokens, **options))
        return rules[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stylesheet, "tokenize_values", tokenized)
        patch.setattr(stylesheet, "parse", parsed)
        yield
