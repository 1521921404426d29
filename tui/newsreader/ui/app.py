"""The app: connect library, analyst and screen, add the sources that were named, and handle themes and settings."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import Worker

from newsreader.background.analysis_client import Analyst
from newsreader.config.live import LiveConfig
from newsreader.errors import NewsreaderError
from newsreader.library.store import Library
from newsreader.system.signals import END, EndSignals, hang_up
from newsreader.ui.keys import pane_bindings
from newsreader.ui.keys.key_labels import described, key_table, shown_key, shown_keys
from newsreader.ui.keys.key_tables import tables
from newsreader.ui.keys.keymap import check, rebound
from newsreader.ui.reader.messages import Analysed, AnalysisFailed
from newsreader.ui.reader.screen import AT_REST_S, ReaderScreen
from newsreader.ui.reader.worker_failure import worker_failure
from newsreader.ui.textual_ext.terminal_app import TerminalApp
from newsreader.ui.themes import DUSK, OWN
from newsreader.ui.undo import UndoStack

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.events import Key

    from newsreader.config import Config

__all__ = ["NewsreaderApp", "run"]

SETTINGS_S = 2.0
"""Seconds between checks of the settings file for changes. Coming back to the terminal checks too."""


def _here() -> datetime:
    return datetime.now(UTC).astimezone()


class NewsreaderApp(TerminalApp):
    """The reader on an open library. `sources` are added while it runs."""

    TITLE = "newsreader"
    CSS_PATH = "app.tcss"

    BINDINGS = pane_bindings.APP

    def __init__(
        self,
        library: Library,
        sources: Sequence[str] = (),
        *,
        stdin: BinaryIO | None = None,
        analyst: Analyst | None = None,
        now: Callable[[], datetime] = _here,
        settings: Path | None = None,
        notice: str = "",
        end_signals: EndSignals | None = None,
    ) -> None:
        """Open the reader; all but `library` is optional.

        The source "-" reads `stdin`. `settings` replaces the usual settings file. `analyst` may be running already; by
        default one starts after the first paint. `now` returns the current time (aware), for tests. `notice` is shown
        at the start. `end_signals` end the app; by default no signal does.
        """
        super().__init__()
        self._library = library
        for theme in OWN:
            self.register_theme(theme)
        self._previewing = False
        self._error_until = 0.0
        self._settings = LiveConfig(settings, self._check)
        self._config = self._settings.config
        self.start_with_theme(self._config.theme or self._theme_of_last_time())
        if self._config.keys:
            self.set_keymap({**self._config.keys})
        self._sources = sources
        self._stdin = stdin
        self._notice = notice
        self._end_signals = end_signals
        self.changes = UndoStack(library, self._say_error)
        self._analyst = analyst or Analyst(library.path, hold=library.cache_analysis)
        self._analyst.report_to(self._analysed, self._analysis_failed)
        self.reader = ReaderScreen(library, self.changes, self._analyst, now, self._config)

    def get_default_screen(self) -> ReaderScreen:
        return self.reader

    def on_load(self) -> None:
        self._handle_end_signals()

    def on_mount(self) -> None:
        self._handle_end_signals()  # again: the driver for browsers has replaced the handlers
        self.app_resume_signal.subscribe(self, self._draw_again)
        self.call_after_refresh(self.set_timer, AT_REST_S, self._analyst.start)  # after the first paint
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        if self._library.read_only:
            self.reader.context.notify(self._library.read_only_reason)
        if self._notice:
            self._say(self._notice)
        if self._settings.error is not None:
            self._say_error(self._settings.error)
        self.set_interval(SETTINGS_S, self._poll)
        if self._sources:
            self.reader.controllers.adding.add(self._sources, stdin=self._stdin)

    def on_app_focus(self) -> None:
        self._reload_settings()

    def on_key(self, event: Key) -> None:
        """Insert a key that was typed while an input line opened: the line itself did not get it."""
        line = self.focused
        if line is None or not event.character or not line.check_consume_key(event.key, event.character):
            return
        from textual.widgets import Input

        if isinstance(line, Input):
            event.prevent_default()
            line.replace(event.character, *sorted(line.selection))

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End the app and save the state of the screen."""
        if self.reader.is_mounted:
            self.reader.controllers.save()
        super().exit(result, return_code, message)

    def on_unmount(self) -> None:
        self._analyst.close()
        self.changes.close()

    @on(Worker.StateChanged)
    def say_worker_failed(self, event: Worker.StateChanged) -> None:
        """Show why background work failed. The reader continues."""
        if (error := worker_failure(event)) is not None:
            self._say_error(error)

    def _handle_end_signals(self) -> None:
        """Let the signals that end the process end the app."""
        if self._end_signals is None:
            return
        loop = asyncio.get_running_loop()

        def end(status: int) -> None:
            loop.call_soon_threadsafe(self.call_later, self.exit, None, status)

        self._end_signals.hand_to(end, self.restore_terminal)

    def _draw_again(self, _: App[Any]) -> None:
        """Draw everything: other programs wrote to the terminal while the app was suspended."""
        self.refresh(layout=True)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a notice on a line of its own. It replaces the last one, unless that is an error."""
        if severity == "error":
            self._error_until = monotonic() + (timeout or self.NOTIFICATION_TIMEOUT)
        elif monotonic() > self._error_until:
            self.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def action_command_palette(self) -> None:
        """Open the command palette."""
        from newsreader.ui.dialogs.modal import CommandPaletteDialog

        if not isinstance(self.screen, CommandPaletteDialog):
            self.push_screen(CommandPaletteDialog(id="--command-palette"))

    def action_change_theme(self) -> None:
        """Choose a theme."""
        from newsreader.ui.dialogs.theme_dialog import ThemeDialog

        self._previewing = True
        self.push_screen(ThemeDialog(OWN), self._take_theme)

    def _take_theme(self, name: str | None) -> None:
        self._previewing = False
        if name is not None:
            self.changes.remember("theme", name)

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as the footer shows it; keys from the settings look as in the help."""
        own = binding.id in self._config.keys and not binding.key_display
        return shown_key(binding.key) if own else super().get_key_display(binding)

    def action_help(self) -> None:
        """Show all keys."""
        from newsreader.ui.dialogs.help_dialog import HelpDialog

        self.push_screen(
            HelpDialog([key_table(name, self._usable(rebound(keys, self._config.keys))) for name, keys in tables()])
        )

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:  # noqa: ARG002
        """Yield a command for each action of the reader."""
        for owner in (self.reader, self.reader.insight, self.reader.controllers.sources.tree, self):
            for binding in self._usable(rebound(owner.BINDINGS, self._config.keys)) if owner is not None else ():
                if binding.tooltip and binding.action != "command_palette":
                    run = partial(self.run_action, binding.action, owner)
                    yield SystemCommand(binding.tooltip, f"Key: {shown_keys(binding)}", run)

    def _usable(self, bindings: Iterable[BindingType]) -> list[Binding]:
        """Return the bindings with a description that work here: browsers and Windows have no job control."""
        no_jobs = self.is_web or sys.platform == "win32"
        return [one for one in described(bindings) if not (no_jobs and one.action == "suspend_process")]

    def _check(self, config: Config, path: Path) -> None:
        """Raise ConfigError for unknown themes and keys."""
        check(config, path, self.available_themes)

    def _poll(self) -> None:
        """Poll for changed settings and for a terminal that has gone away."""
        if self.hung_up:
            hang_up()
        self._reload_settings()

    def _reload_settings(self) -> None:
        """Apply settings that have changed. Show a mistake in them once."""
        if not self._settings.look():
            return
        if self._settings.error is not None:
            self._say_error(self._settings.error)
            return
        before, self._config = self._config, self._settings.config
        if self._config == before:
            return
        if self._config.theme and self._config.theme != before.theme:
            self.theme = self._config.theme
        self.set_keymap({**self._config.keys})
        self.reader.apply_config(self._config)
        self._say("Settings reloaded")

    def _theme_of_last_time(self) -> str:
        theme = self._library.recall("theme", DUSK.name)
        return theme if theme in self.available_themes else DUSK.name

    def _keep_theme(self, theme: Theme) -> None:
        if not self._previewing:
            self.changes.remember("theme", theme.name)

    def _analysed(self, article_id: int, method: str) -> None:
        self.reader.post_message(Analysed(article_id, method))

    def _analysis_failed(self, article_id: int, reason: str) -> None:
        self.reader.post_message(AnalysisFailed(article_id, reason))

    def _say(self, sentence: str) -> None:
        self.notify(sentence, markup=False)

    def _say_error(self, error: NewsreaderError, more: str = "") -> None:
        self.notify(f"{error}{more}", severity="error", timeout=10, markup=False)


def run(library: Library, sources: Sequence[str] = (), analyst: Analyst | None = None, notice: str = "") -> int:
    """Open the reader on `library`, add `sources` ("-" is standard input) while it runs, and return the exit status.

    `analyst` may be running already. `notice` is shown at the start.

    Raises SourceError if standard input is a source and no terminal is left to read keys from.
    """
    stdin = _standard_input() if "-" in sources else None
    app = NewsreaderApp(library, sources, stdin=stdin, analyst=analyst, notice=notice, end_signals=END)
    if app._config.images:
        from newsreader.ui.dialogs.image_dialog import prepare

        prepare()
    app.run()
    END.release()
    return END.status or app.return_code or 0


def _standard_input() -> BinaryIO:
    """Return all of standard input, and read the keys from the terminal in its place."""
    import io
    import os
    import sys

    from newsreader.intake.intake_errors import SourceError

    given = io.BytesIO(sys.stdin.buffer.read())
    try:
        terminal = os.open("CONIN$" if os.name == "nt" else "/dev/tty", os.O_RDWR)
    except OSError as error:
        raise SourceError("No terminal to read keys from.", "Use `newsreader add -` instead.") from error
    os.dup2(terminal, sys.stdin.fileno())
    os.close(terminal)
    return given
