"""The part of the app that depends on how Textual works inside: its driver, its clipboard and its first theme."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter

from newsreader.integration.clipboard import send
from newsreader.ui.textual_ext.cell_width_driver import make_cell_width_driver
from newsreader.ui.textual_ext.printable_filter import PrintableFilter
from newsreader.ui.textual_ext.terminal_driver import make_terminal_driver

__all__ = ["TerminalApp"]

_PRINTABLE = PrintableFilter()
"""One instance for all lines: Textual caches filtered lines by filter."""


class TerminalApp(App[None]):
    """An app on a real terminal, which can go away, be suspended, or lack a clipboard and characters.

    It uses the private `App._driver` and `App._clipboard`: Textual has no public way to write to the terminal, to
    leave application mode, or to set the clipboard without sending it to the terminal.
    """

    _has_theme = False
    """True once `start_with_theme` was called."""

    def get_driver_class(self) -> type[Driver]:
        return make_terminal_driver(make_cell_width_driver(super().get_driver_class()))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters for all drawn lines: no control characters, and no colours under NO_COLOR."""
        if not self.no_color:
            return [_PRINTABLE, *super().get_line_filters()]
        from newsreader.ui.textual_ext.no_color import NoColorFilter

        return [_PRINTABLE, NoColorFilter()]

    def copy_to_clipboard(self, text: str) -> None:
        """Send `text` to the terminal's clipboard, also from within tmux or GNU screen. Textual calls this too."""
        driver = self._driver
        if driver is None or self.is_web:
            super().copy_to_clipboard(text)
            return
        self._clipboard = text
        self.run_worker(partial(send, text, driver.write), group="clipboard", exit_on_error=False, thread=True)

    def restore_terminal(self) -> None:
        """Leave application mode, so that the shell finds the terminal as it was."""
        if self._driver is not None:
            self._driver.stop_application_mode()
            self._driver.close()

    @property
    def hung_up(self) -> bool:
        """True if the terminal has gone away."""
        return getattr(self._driver, "hung_up", False)

    def start_with_theme(self, theme: str) -> None:
        """Use `theme` from the first frame on.

        Setting `theme` instead computes all styles twice. A start takes 70 ms of processor time, not 78.
        """
        self._has_theme = True
        if self.available_themes[theme].ansi:  # the terminal's own colours take more than other variables
            self.theme = theme
            return
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's colours. Return none before `start_with_theme`: they take long to compute."""
        return super().get_css_variables() if self._has_theme else {}
