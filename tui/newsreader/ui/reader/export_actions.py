"""Articles to files: the one on the screen, the marked rows, or the whole list, in one of four formats."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from textual import work

from newsreader.ui.reader.bindings import keyed
from newsreader.ui.reader.read_state_actions import MarkingScreen

__all__ = ["ExportingScreen"]


class ExportingScreen(MarkingScreen):
    """The panes, with a way into files."""

    def action_export(self) -> None:
        """Ask what to export, as what, and where to."""
        from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog

        if self.reading.article is None:
            self.say("There is no article to export.")
            return
        marked, listed = len(self.articles.marked), len(self.articles.ids)
        none = keyed("The marked rows ({mark} marks one)", self.config.keys)
        scopes = [
            Choice("article", "The article on the screen"),
            Choice("marked", f"The {marked} marked rows" if marked else none, marked > 0),
            Choice("list", f"All {listed} of the list"),
        ]
        self.app.push_screen(MenuDialog("Export", scopes, "marked" if marked else None), self.ask_format)

    def ask_format(self, scope: str | None) -> None:
        """Ask for the format, for what was chosen to be exported."""
        if scope is None:
            return
        from newsreader.export.write_files import KINDS
        from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog

        ids = {"marked": self.articles.marked, "list": self.articles.ids}.get(scope) or [self.reading.id or 0]
        formats = [Choice(kind, name) for kind, name in KINDS.items()]
        self.app.push_screen(MenuDialog("Export as", formats), lambda kind: self.ask_place(list(ids), kind))

    def ask_place(self, ids: Sequence[int], kind: str | None) -> None:
        """Ask where to write the articles `ids` as `kind`."""
        if kind is None or self.reading.article is None:
            return
        from newsreader.export.write_files import file_name, free
        from newsreader.ui.dialogs.prompt_dialog import PromptDialog

        folder = Path(self._library.recall("export.folder", str(Path.home())))
        of_one = len(ids) == 1 and ids[0] == self.reading.id
        stem = file_name(self.reading.article) if of_one else "articles"
        hint = "A folder gets a file for each article." if kind == "md" and len(ids) > 1 else ""

        def go_on(place: str | None) -> None:
            if place is not None:
                target = Path(place).expanduser()
                # A file that was there has been warned of; one that comes while it is written stays.
                self.export(ids, kind, target, overwrite=os.path.lexists(target))

        place = str(free(folder, stem, kind))
        self.app.push_screen(PromptDialog("Export to", value=place, hint=hint, warn=_taken), go_on)

    @work(thread=True, group="export", exit_on_error=False)
    def export(self, ids: Sequence[int], kind: str, target: Path, *, overwrite: bool) -> None:
        """Write the articles `ids` as `kind` to a file or folder, off the screen's thread."""
        from newsreader.background.export_items import export_items
        from newsreader.export.write_files import write

        written = write(export_items(self._library, ids), kind, target, datetime.now(UTC), overwrite=overwrite)
        self._changes.remember("export.folder", str(written if written.is_dir() else written.parent.absolute()))
        articles = "1 article" if len(ids) == 1 else f"{len(ids)} articles"
        self.say(f"{articles} written to {written}")


def _taken(place: str) -> str:
    """What should be known of a file's name before it is written to."""
    path = Path(place).expanduser()
    try:
        if path.is_symlink() and not path.is_dir():
            return "That is a symbolic link, and is not written to. Name the file that it leads to."
        if path.is_file():
            return "There is a file of that name. Enter once more writes over it."
        if not path.is_dir() and not path.parent.is_dir():
            return f"There is no folder {path.parent}."
    except OSError as error:
        return f"It cannot be seen whether that can be written: {error.strerror}."
    return ""
