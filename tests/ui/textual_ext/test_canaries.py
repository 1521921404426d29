"""The private parts of Textual that the program uses are still there; no other module uses any.

When a new Textual breaks something, these tests fail first and say where to look.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cache

import pytest
import textual.app
from rich.cells import split_graphemes
from textual import _compositor
from textual.app import App
from textual.css import stylesheet
from textual.dom import DOMNode
from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.filter import LineFilter
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

import newsreader.ui
from newsreader.ui.textual_ext import printable_filter, terminal_app
from newsreader.ui.textual_ext.cell_width import characters
from newsreader.ui.textual_ext.footer import KeyBar
from newsreader.ui.textual_ext.terminal_app import TerminalApp


def modules() -> list[str]:
    """Return the names of all modules of the screen but those of textual_ext."""
    found = pkgutil.walk_packages(newsreader.ui.__path__, "newsreader.ui.")
    return [module.name for module in found if ".textual_ext" not in module.name and not module.ispkg]


@cache
def private_names(kind: type) -> set[str]:
    """Return the private attributes and methods of `kind`, a class of Textual, and of its bases."""
    names = {name for name in dir(kind) if name.startswith("_") and not name.startswith("__")}
    for base in kind.__mro__:
        if base.__module__.startswith("textual."):
            names |= set(re.findall(r"\bself\.(_[a-z]\w*)", inspect.getsource(base)))
    return names


def used_names(kind: type) -> Iterator[str]:
    """Yield the private names that the source of `kind` defines or uses on `self`."""
    for node in ast.walk(ast.parse(inspect.cleandoc("\n" + inspect.getsource(kind)))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
            yield node.attr
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


@pytest.mark.parametrize("name", modules())
def test_only_textual_ext_uses_what_is_private(name: str) -> None:
    module = importlib.import_module(name)
    source = inspect.getsource(module)
    assert re.findall(r"\btextual(?:\.\w+)*\._\w+|from textual[.\w]* import _\w+", source) == []
    for kind in vars(module).values():
        if not inspect.isclass(kind) or kind.__module__ != name or not issubclass(kind, DOMNode | Message | LineFilter):
            continue
        textual = next(base for base in kind.__mro__ if base.__module__.startswith("textual."))
        used = {attribute for attribute in used_names(kind) if re.match(r"_[a-z]", attribute)}
        assert used & private_names(textual) == set(), kind


def test_the_app_has_a_driver_and_a_clipboard() -> None:
    """terminal_app: writes to the terminal, restores it, and sets the clipboard without the terminal."""
    app: App[None] = App()
    assert app._driver is None
    assert app._clipboard == ""
    app._clipboard = "words"
    assert app.clipboard == "words"


def test_styles_come_from_the_variables_of_the_theme() -> None:
    """terminal_app: starts with a theme by setting the variables of the style sheet."""
    app = TerminalApp()
    assert app.get_css_variables() == {}
    app.start_with_theme("nord")
    assert app.theme == "nord"
    assert app.has_class("-dark-mode") and not app.has_class("-light-mode")
    assert app.stylesheet._variables == app.get_css_variables()
    assert app.stylesheet._variables["primary"]


@pytest.mark.skipif(sys.platform == "win32", reason="a driver of POSIX")
def test_the_driver_of_posix_has_its_private_parts() -> None:
    """terminal_driver and cell_width_driver: `_file`, `_writer_thread`, and the handlers of job control."""
    from textual.drivers.linux_driver import LinuxDriver

    source = inspect.getsource(LinuxDriver)
    for name in ("_file", "_writer_thread", "_must_signal_resume", "fileno", "input_tty"):
        assert f"self.{name}" in source, name
    assert "self._writer_thread.write(data)" in source
    for method in ("_sigcont_application", "suspend_application_mode", "run_input_thread", "disable_input", "close"):
        assert callable(getattr(LinuxDriver, method)), method


def test_a_driver_begins_and_ends_application_mode() -> None:
    """terminal_driver: all drivers have these methods."""
    for kind in (Driver, HeadlessDriver):
        for method in ("start_application_mode", "stop_application_mode", "disable_input", "write", "close"):
            assert callable(getattr(kind, method)), (kind, method)


def test_the_footer_composes_keys_once_its_bindings_are_ready() -> None:
    """footer: composes keys in their final state, and composes again only for other keys."""
    assert Footer._bindings_ready is not None
    assert issubclass(KeyBar, Footer)
    assert FooterKey.compact is not None
    assert 'set_class(compact, "-compact")' in inspect.getsource(FooterKey)
    assert "self.call_after_refresh(self.recompose)" in inspect.getsource(Footer.bindings_changed)


async def test_a_scroll_view_draws_the_lines_that_render_lines_returns() -> None:
    """scroll_view: overrides `render_lines`, `get_line_filters`, `virtual_size` and `allow_vertical_scroll`."""
    for kind, name in (
        (Widget, "render_lines"),
        (Widget, "get_line_filters"),
        (ScrollView, "virtual_size"),
        (Widget, "allow_vertical_scroll"),
        (Widget, "notify_style_update"),
    ):
        assert hasattr(kind, name), name

    class Drawn(App[None]):
        def compose(self) -> Iterator[Widget]:
            yield ScrollView(id="view")

    app = Drawn()
    async with app.run_test(size=(20, 5)) as pilot:
        view = app.query_one(ScrollView)
        view.set_reactive(ScrollView.virtual_size, view.virtual_size.with_height(100))
        assert view.max_scroll_y == 95
        assert isinstance(pilot, Pilot)


def test_lines_are_cached_by_their_filter() -> None:
    """printable_filter: one instance for all lines, because Textual's cache has the filter in its key."""
    from textual.strip import Strip

    assert isinstance(terminal_app._PRINTABLE, printable_filter.PrintableFilter)
    assert "_filter_cache" in Strip.__slots__


def test_frames_are_drawn_by_the_compositor_and_shown_before_shutdown() -> None:
    """tests/economy.py: patches `Compositor.render_update` and `App._shutdown`."""
    parameters = r"def render_update\(\s*self,\s*full: bool = False,\s*screen_stack: "
    assert re.search(parameters, inspect.getsource(_compositor))  # in the source, as the method itself is patched
    assert "async def _shutdown(self)" in inspect.getsource(textual.app)
    assert isinstance(inspect.getattr_static(App, "_background_screens"), property)
    assert "self._compositor.render_update(" in inspect.getsource(Screen)


def test_style_sheets_are_parsed_by_two_functions_of_the_module() -> None:
    """tests/economy.py: patches `tokenize_values` and `parse` in `textual.css.stylesheet`."""
    source = inspect.getsource(stylesheet.Stylesheet)
    assert "tokenize_values(self._variables)" in source
    assert re.search(r"\bparse\(\s*scope,\s*css,\s*read_from,\s*variable_tokens=", source)


@pytest.mark.parametrize("text", ["\U0001f1f5\U0001f1f1", "\u200da", "a\tb"])
def test_clusters_of_rich_still_differ(text: str) -> None:
    """cell_width: once Rich splits these as we do, its `split_graphemes` can take the place of `characters`."""
    assert split_graphemes(text)[0] != list(characters(text, 0, len(text)))


@pytest.mark.parametrize("text", ["a\u200db", "\u0928\u093f"])
def test_clusters_of_wcwidth_still_differ(text: str) -> None:
    """cell_width: the same for wcwidth, which the tests' terminal (pyte) installs."""
    wcwidth = pytest.importorskip("wcwidth", "0.3")
    theirs = [(cluster, wcwidth.width(cluster)) for cluster in wcwidth.iter_graphemes(text)]
    assert theirs != [(text[start:end], cells) for start, end, cells in characters(text, 0, len(text))]
