"""Export to files: the open article, the selected rows, or the whole list, in one of four formats."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from newsreader.ui.keys.keyed import keyed
from newsreader.ui.reader.context import ReaderContext

__all__ = ["ExportController"]


class ExportController:
    """Asks what to export, in which format and where to, and writes it."""

    def __init__(self, context: ReaderContext) -> None:
        self._context = context

    def ask_scope(self) -> None:
        """Ask what to export."""
        from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog

        if self._context.state.article is None:
            self._context.notify("There is no article to export.")
            return
        articles = self._context.articles
        selected, listed = len(articles.marked), len(articles.ids)
        none = keyed("The selected rows ({mark} selects one)", self._context.config.keys)
        scopes = [
            Choice("article", "The open article"),
            Choice("marked", f"The {selected} selected rows" if selected else none, selected > 0),
            Choice("list", f"All {listed} of the list"),
        ]
        self._context.push_screen(MenuDialog("Export", scopes, "marked" if selected else None), self.ask_format)

    def ask_format(self, scope: str | None) -> None:
        """Ask for the format; None exports nothing."""
        if scope is None:
            return
        from newsreader.export.write_files import KINDS
        from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog

        articles = self._context.articles
        ids = {"marked": articles.marked, "list": articles.ids}.get(scope) or [self._context.state.id or 0]
        formats = [Choice(kind, name) for kind, name in KINDS.items()]
        self._context.push_screen(MenuDialog("Export as", formats), lambda kind: self.ask_target(list(ids), kind))

    def ask_target(self, ids: Sequence[int], kind: str | None) -> None:
        """Ask for the file or folder to write the articles `ids` to; None exports nothing."""
        article = self._context.state.article
        if kind is None or article is None:
            return
        from newsreader.export.write_files import file_name, unused_path
        from newsreader.ui.dialogs.prompt_dialog import PromptDialog

        folder = Path(self._context.library.recall("export.folder", str(Path.home())))
        of_one = len(ids) == 1 and ids[0] == self._context.state.id
        stem = file_name(article) if of_one else "articles"
        hint = "In a folder, each article becomes a file." if kind == "md" and len(ids) > 1 else ""

        def start(place: str | None) -> None:
            if place is not None:
                target = Path(place).expanduser()
                # The user was warned of a file that is there now; one that appears later is not overwritten.
                work = partial(self.export, ids, kind, target, overwrite=os.path.lexists(target))
                self._context.run_worker(work, group="export")

        place = str(unused_path(folder, stem, kind))
        self._context.push_screen(PromptDialog("Export to", value=place, hint=hint, warn=_warning), start)

    def export(self, ids: Sequence[int], kind: str, target: Path, *, overwrite: bool) -> None:
        """Write the articles `ids` as `kind` to a file or folder; runs in a thread."""
        from newsreader.background.export_items import export_items
        from newsreader.export.write_files import write

        articles = export_items(self._context.library, ids)
        written = write(articles, kind, target, datetime.now(UTC), overwrite=overwrite)
        folder = written if written.is_dir() else written.parent.absolute()
        self._context.undo.remember("export.folder", str(folder))
        count = "1 article" if len(ids) == 1 else f"{len(ids)} articles"
        self._context.notify(f"{count} written to {written}")


def _warning(place: str) -> str:
    """Return what the user should know before a file is written, or ""."""
    path = Path(place).expanduser()
    try:
        if path.is_symlink() and not path.is_dir():
            return "This is a symbolic link, which is never written to. Name the file that it points to."
        if path.is_file():
            return "This file exists. Press Enter again to overwrite it."
        if not path.is_dir() and not path.parent.is_dir():
            return f"There is no folder {path.parent}."
    except OSError as error:
        return f"Cannot check whether this file can be written: {error.strerror}."
    return ""
