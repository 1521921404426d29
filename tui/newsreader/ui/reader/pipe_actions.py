"""Articles into a program of the reader's own, chosen from those in the settings."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from textual import on, work
from textual.content import Content

from newsreader.config import Command
from newsreader.ui.reader.messages import Piped
from newsreader.ui.reader.read_state_actions import MarkingScreen

__all__ = ["PipingScreen"]


class PipingScreen(MarkingScreen):
    """The panes, with a way into other programs."""

    _piped: subprocess.Popen[bytes] | None = None

    def action_pipe(self) -> None:
        """Choose the program that gets the article, or the marked rows."""
        from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog

        commands = self.config.commands
        if not commands:
            self.say("No programs are set. Name them under [commands] in the settings: newsreader config")
        elif self.chosen():
            names = [Choice(name, f"{name}  ({own.input}: {' '.join(own.argv)})") for name, own in commands.items()]
            self.app.push_screen(MenuDialog("Pipe to", names), self.pipe_to)

    def pipe_to(self, name: str | None) -> None:
        """Run the program of this name; None runs nothing."""
        command = self.config.commands.get(name or "")
        if name is not None and command is not None:
            self.say(f"Running {name} …")
            self.pipe(name, command, list(self.chosen()))

    @work(thread=True, exclusive=True, group="pipe", exit_on_error=False)
    def pipe(self, name: str, command: Command, ids: Sequence[int]) -> None:
        """Give the articles to the program, off the screen's thread."""
        from newsreader.background.export_items import export_items
        from newsreader.integration.pipe import given, run

        data = given(export_items(self._library, ids), command.input)
        self.post_message(Piped(name, run(command, data, self._keep_process)))

    def _keep_process(self, process: subprocess.Popen[bytes]) -> None:
        self._piped = process

    @on(Piped)
    def show_output(self, event: Piped) -> None:
        """One line is a notice, more are shown in a box."""
        event.stop()
        if "\n" not in event.output:
            self.say(f"{event.name}: {event.output or 'done'}")
            return
        from newsreader.ui.dialogs.text_dialog import TextDialog

        self.app.push_screen(TextDialog(event.name, Content(event.output)))

    def on_unmount(self) -> None:
        """Who leaves does not wait for a program that hangs."""
        if self._piped is not None and self._piped.poll() is None:
            self._piped.kill()
