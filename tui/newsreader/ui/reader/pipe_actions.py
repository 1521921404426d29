"""Articles as input of a program of the user; the settings name the programs."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from functools import partial

from textual.content import Content

from newsreader.config import Command
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.messages import PipeFinished
from newsreader.ui.reader.read_state_actions import ReadStateController

__all__ = ["PipeController"]


class PipeController:
    """Runs a program on articles, and shows its output."""

    def __init__(self, context: ReaderContext, read_state: ReadStateController) -> None:
        self._context = context
        self._read_state = read_state
        self._process: subprocess.Popen[bytes] | None = None
        context.listen(PipeFinished, self.on_finished)

    def choose(self) -> None:
        """Ask which program gets the article, or the selected rows."""
        from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog

        commands = self._context.config.commands
        if not commands:
            self._context.notify("No programs are set. Name them under [commands] in the settings: newsreader config")
        elif self._read_state.chosen():
            names = [Choice(name, f"{name}  ({own.input}: {' '.join(own.argv)})") for name, own in commands.items()]
            self._context.push_screen(MenuDialog("Pipe to", names), self.start)

    def start(self, name: str | None) -> None:
        """Run the program of this name; None runs nothing."""
        command = self._context.config.commands.get(name or "")
        if name is not None and command is not None:
            self._context.notify(f"Running {name} …")
            work = partial(self.pipe, name, command, list(self._read_state.chosen()))
            self._context.run_worker(work, group="pipe", exclusive=True)

    def pipe(self, name: str, command: Command, ids: Sequence[int]) -> None:
        """Write the articles to the program and read its output; runs in a thread."""
        from newsreader.background.export_items import export_items
        from newsreader.integration.pipe import given, run

        data = given(export_items(self._context.library, ids), command.input)
        self._context.post(PipeFinished(name, run(command, data, self._keep_process)))

    def _keep_process(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def on_finished(self, message: PipeFinished) -> None:
        """Show one line of output as a notice, more in a dialog."""
        if "\n" not in message.output:
            self._context.notify(f"{message.name}: {message.output or 'done'}")
            return
        from newsreader.ui.dialogs.text_dialog import TextDialog

        self._context.push_screen(TextDialog(message.name, Content(message.output)))

    def stop(self) -> None:
        """Kill a program that still runs: the end of the reader does not wait for one that hangs."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
