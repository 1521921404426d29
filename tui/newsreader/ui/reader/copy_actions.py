"""Actions that copy parts of an article to the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from newsreader.integration.clipboard import copy_locally, over_ssh
from newsreader.system.control_characters import without_controls
from newsreader.ui.reader import copy_formats
from newsreader.ui.reader.article_controller import ArticleController
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.read_state_actions import ReadStateController

__all__ = ["CopyController"]


class CopyController:
    """Copies summaries, quotes, names, links and whole articles."""

    def __init__(self, context: ReaderContext, article: ArticleController, read_state: ReadStateController) -> None:
        self._context = context
        self._article = article
        self._read_state = read_state

    def copy_summary(self) -> None:
        """Copy the summary; of several selected rows, the summaries of all of them."""
        ids = list(self._read_state.chosen())
        if len(ids) > 1:
            self._context.run_worker(partial(self.copy_selected, ids), group="copying", exclusive=True)
        else:
            self.copy("summary")

    def copy_selected(self, ids: Sequence[int]) -> None:
        """Copy the summaries of several articles, or title and link of those without one; runs in a thread."""
        from newsreader import export

        texts = []
        for article_id in ids:
            article = self._context.library.article(article_id)
            analysis = self._context.library.analysis(article_id, "news")
            if analysis is not None and analysis.summary:
                texts.append(export.summary_text(article, analysis))
            else:
                texts.append(export.link_text(article))
        copied = copy_formats.Copied("\n\n\n".join(texts), f"{len(ids)} summaries")
        self._context.call_from_thread(self.put_on_clipboard, copied)

    def choose(self) -> None:
        """Ask what to copy."""
        self._article.settle()
        from newsreader.ui.dialogs.menu_dialog import MenuDialog

        state = self._context.state
        if state.article is not None:
            options = copy_formats.choices(
                state.article, state.analysis, self.chosen_quote(), self.chosen_name(), self._context.config.copy
            )
            self._context.push_screen(MenuDialog("Copy", options), self.copy)

    def chosen_quote(self) -> int | None:
        """Return the quote under the cursor of the insight pane."""
        insight = self._context.insight
        return insight.chosen_quote() if insight is not None else None

    def chosen_name(self) -> str | None:
        """Return the name that was chosen last, in the text or in the insight pane."""
        cursor = self._context.state.cursor
        return cursor.name if cursor is not None else None

    def copy(self, what: str | None) -> None:
        """Copy one of `copy_formats.choices`; None copies nothing."""
        self._article.settle()
        state, name = self._context.state, self.chosen_name()
        if state.article is None or what is None:
            return
        if what == "name" and name is not None:
            copied: copy_formats.Copied | None = copy_formats.Copied(name, "Name")
        else:
            templates = self._context.config.copy
            copied = copy_formats.copied(what, state.article, state.analysis, self.chosen_quote(), templates)
        if copied is None:
            self._context.notify("There is no summary yet: try again in a moment.")
        else:
            self.put_on_clipboard(copied)

    def put_on_clipboard(self, copied: copy_formats.Copied) -> None:
        """Copy a text to the browser's clipboard, or to the terminal's and this machine's, and say so."""
        copied = copied._replace(text=without_controls(copied.text))  # it may be pasted into a shell
        terminal = self._context.terminal
        terminal.copy_to_clipboard(copied.text)
        if terminal.is_web:  # the clipboard of the server is not the one that the user means
            self._context.notify(copy_formats.notice(copied, "the browser's clipboard"))
        else:
            self._context.run_worker(partial(self.copy_on_this_machine, copied), group="clipboard")

    def copy_on_this_machine(self, copied: copy_formats.Copied) -> None:
        """Copy to this machine's own clipboard too: no other confirms that the text arrived. Runs in a thread."""
        here = copy_locally(copied.text) and not over_ssh()
        notice = copy_formats.notice(copied, None if here else "the terminal's clipboard")
        self._context.call_from_thread(self._context.notify, notice)
