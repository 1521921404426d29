"""Measure what each shortcut of `newsreader.ui.textual_ext` saves: run `python -m benchmarks.screen_savings LIBRARY`.

Each shortcut is replaced in turn by what Textual does without it. Prints the processor time, in milliseconds, of a
start (until the article shows), of a step to the next article, and of a change of focus: medians of RUNS runs, taken
in turn with and without the shortcut. LIBRARY should hold at least 100 articles; it is opened for reading only.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import pytest
from rich.style import Style
from textual.app import App
from textual.dom import DOMNode
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widgets import Footer

from newsreader.library.store import Library
from newsreader.ui.textual_ext import footer
from newsreader.ui.textual_ext.scroll_view import KeyedScroll
from newsreader.ui.textual_ext.style_cache import StyleCache
from newsreader.ui.textual_ext.terminal_app import TerminalApp
from newsreader.ui.widgets.article_list import article_list_styles
from newsreader.ui.widgets.article_list.article_list import ArticleList
from newsreader.ui.widgets.article_view import body_styles
from newsreader.ui.widgets.article_view.body import Body
from newsroom import SilentAnalyst, open_app, reader

RUNS, STEPS, FOCUSES = 11, 30, 10

Patch = Callable[[pytest.MonkeyPatch], None]


def theme_set_late(patch: pytest.MonkeyPatch) -> None:
    """Style everything with Textual's own theme, then with ours."""
    patch.setattr(TerminalApp, "start_with_theme", lambda app, theme: setattr(app, "theme", theme))
    patch.setattr(TerminalApp, "get_css_variables", App.get_css_variables)


def footer_of_textual(patch: pytest.MonkeyPatch) -> None:
    """Make the keys again at each change of focus."""
    patch.setattr(footer, "KeyBar", Footer)


def lines_filtered_twice(patch: pytest.MonkeyPatch) -> None:
    """Send the lines of list and text through Textual's colour filter."""
    patch.setattr(KeyedScroll, "get_line_filters", ScrollView.get_line_filters)


def bar_of_textual(patch: pytest.MonkeyPatch) -> None:
    """Scroll with Textual's scroll bar widget, and let it compose the lines."""

    def hold(view: KeyedScroll, rows: int) -> None:
        view.virtual_size = Size(1, rows)
        view._stay_within()

    patch.setattr(KeyedScroll, "DEFAULT_CSS", "KeyedScroll { overflow: hidden scroll; scrollbar-size-vertical: 1; }")
    patch.setattr(KeyedScroll, "room", property(lambda view: view.scrollable_content_region.size))
    patch.setattr(KeyedScroll, "allow_vertical_scroll", ScrollView.allow_vertical_scroll)
    patch.setattr(KeyedScroll, "_set_content_height", hold)
    patch.setattr(KeyedScroll, "_refresh_bar", lambda view: None)
    patch.setattr(KeyedScroll, "render_lines", ScrollView.render_lines)


def component_classes(patch: pytest.MonkeyPatch) -> None:
    """Style the parts of list and text by component classes, as Textual's widgets do."""

    def rules(name: str, looks: dict[str, str]) -> str:
        css = []
        for part, words in looks.items():
            colour, _, ground = words.partition("on ") if words.startswith("on ") else words.partition(" on ")
            found = re.search(r"\$\S+(?: \d+%)?", colour)
            kinds = " ".join(word for word in colour.split() if word in ("bold", "italic", "underline"))
            css.append(
                f"{name} .part--{part} {{"
                + (f" color: {found[0]};" if found else "")
                + (f" background: {ground};" if ground else "")
                + (f" text-style: {kinds};" if kinds else "")
                + " }"
            )
        return "\n".join(css)

    for kind, module in ((ArticleList, article_list_styles), (Body, body_styles)):
        patch.setattr(kind, "COMPONENT_CLASSES", {f"part--{part}" for part in module.LOOKS}, raising=False)
        patch.setattr(kind, "DEFAULT_CSS", module.CSS + rules(kind.__name__, module.LOOKS))

    def part(cache: StyleCache, name: str) -> Style:
        if name == "selection":
            return cache._widget.screen.get_component_rich_style("screen--selection")
        return cache._widget.get_component_rich_style(f"part--{name}", partial=True)

    patch.setattr(StyleCache, "_part", part)


SHORTCUTS: tuple[Patch, ...] = (
    theme_set_late,
    footer_of_textual,
    lines_filtered_twice,
    bar_of_textual,
    component_classes,
)


async def timed(path: Path) -> tuple[float, float, float]:
    """Return the processor time of a start, of one step and of one change of focus, in milliseconds."""
    with closing(Library(path)) as library:
        began = process_time()
        app: Any = open_app(library, analyst=SilentAnalyst)
        async with app.run_test(size=(160, 50)) as pilot:
            await pilot.pause()
            start = process_time() - began
            while reader(app).insight is None or not reader(app).query(Footer):
                await pilot.pause(0.05)
            await pilot.pause(0.3)
            began = process_time()
            for _ in range(STEPS):
                await pilot.press("j")
                await pilot.pause()
            step = (process_time() - began) / STEPS
            began = process_time()
            for _ in range(FOCUSES):
                await pilot.press("tab")
                await pilot.pause()
            focus = (process_time() - began) / FOCUSES
    return 1000 * start, 1000 * step, 1000 * focus


def main() -> None:
    """Print one line for each shortcut."""
    path = Path(sys.argv[1])
    asyncio.run(timed(path))  # imports, and what is compiled once
    for shortcut in SHORTCUTS:
        figures: dict[bool, list[tuple[float, float, float]]] = {False: [], True: []}
        for _ in range(RUNS):
            for without in (False, True):
                DOMNode._get_component_classes.cache_clear()
                with pytest.MonkeyPatch.context() as patch:
                    if without:
                        shortcut(patch)
                    figures[without].append(asyncio.run(timed(path)))
        pairs = zip(zip(*figures[False], strict=True), zip(*figures[True], strict=True), strict=True)
        words = [
            f"{name} {median(ours):.1f} (without {median(theirs):.1f})"
            for name, (ours, theirs) in zip(("start", "step", "focus"), pairs, strict=True)
        ]
        print(f"{shortcut.__name__}: {', '.join(words)} ms")


if __name__ == "__main__":
    main()
