"""Actions that change articles: read, starred, tagged, deleted, and undo. They apply to all selected rows."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.model.article import Entry
from newsreader.ui.keys.keyed import keyed
from newsreader.ui.reader.article_controller import ArticleController
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.list_controller import ListController
from newsreader.ui.reader.messages import AllRead, ArticlesAdded, StateStored
from newsreader.ui.reader.pane import Pane
from newsreader.ui.reader.pane_controller import PaneController
from newsreader.ui.reader.state_event import StateEvent

__all__ = ["ReadStateController"]

KNOWN_TAGS = 12
"""The number of tags that the question for a tag lists."""


class ReadStateController:
    """UndoStack articles on the screen at once, and in the library on the thread that writes."""

    def __init__(
        self, context: ReaderContext, panes: PaneController, article: ArticleController, lists: ListController
    ) -> None:
        self._context = context
        self._panes = panes
        self._article = article
        self._lists = lists
        self.article_read: StateEvent[[Entry | None]] = StateEvent()
        """The reader has gone into the open article. The entry is given if the article was unread until now."""
        panes.shown.connect(self._read_shown)
        context.listen(AllRead, self.on_all_read)

    # Selected rows

    def select_row(self) -> None:
        """Select or deselect the row under the cursor, and go on to the next."""
        articles = self._context.articles
        if articles.cursor_id is not None:
            self._panes.go_to(Pane.LIST)
            articles.mark([articles.cursor_id])
            articles.cursor_down()
            self.notify_selection()

    def clear_selection(self) -> None:
        """Deselect all rows."""
        if self._context.articles.marked:
            self._context.articles.clear_marks()
            self.notify_selection()

    def notify_selection(self) -> None:
        """Say how many rows are selected, and which keys apply to them."""
        count = len(self._context.articles.marked)
        keys = "{read} {star} {delete} {copy} {export} {pipe} apply to all of them, {mark.clear} clears the selection"
        what = keyed(keys, self._context.config.keys)
        self._context.notify(f"{count} selected: {what}" if count else "No rows are selected.")

    def chosen(self) -> Sequence[int]:
        """Return the ids that an action applies to: in the list its selected rows, if any, else the open article."""
        marked = self._context.articles.marked if self._panes.current is Pane.LIST else ()
        article_id = self._context.state.id
        return marked or (() if article_id is None else (article_id,))

    def _chosen_entries(self) -> list[Entry]:
        return [entry for entry in map(self._context.articles.entry, self.chosen()) if entry is not None]

    # Read and starred

    def mark_read(self) -> None:
        """Mark the open article read, because the reader has gone into it."""
        entry = self._article.entry()
        unread = entry if entry is not None and not entry.read and not self._context.library.read_only else None
        if unread is not None:
            self._set_read([unread], True)
        self.article_read.send(unread)

    def _read_shown(self) -> None:
        if self._panes.current in (Pane.BODY, Pane.INSIGHT):
            self.mark_read()

    def toggle_read(self) -> None:
        """Mark the article read or unread; mark several articles read, unless all of them are."""
        entries = self._chosen_entries()
        self._set_read(entries, not all(entry.read for entry in entries))

    def _set_read(self, entries: Sequence[Entry], read: bool) -> None:
        for entry in entries:
            self._context.articles.update_entry(entry._replace(read=read))
        if entries:
            self._context.undo.set_read([entry.id for entry in entries], read, self._post_stored)

    def toggle_star(self) -> None:
        """Star or unstar the article; star several articles, unless all of them are starred."""
        entries = self._chosen_entries()
        starred = not all(entry.starred for entry in entries)
        for entry in entries:
            self._context.articles.update_entry(entry._replace(starred=starred))
        if entries:
            self._context.undo.set_starred([entry.id for entry in entries], starred, self._post_stored)

    def mark_all_read(self) -> None:
        """Mark the whole list read."""
        self._context.undo.set_all_read(self._lists.view, lambda articles: self._context.post(AllRead(articles)))

    def on_all_read(self, message: AllRead) -> None:
        """Show the list as it is now, and say how many articles were marked."""
        self._lists.show_stored_state()
        articles = "1 article" if message.articles == 1 else f"{message.articles} articles"
        done = keyed(f"{articles} marked read ({{undo}} undoes it)", self._context.config.keys)
        self._context.notify(done if message.articles else "All articles are already read.")

    def _post_stored(self) -> None:
        """Tell the screen that a change is in the library; called on the thread that writes."""
        self._context.post(StateStored())

    # Tags, deletion and undo

    async def tag(self) -> None:
        """Ask for a tag, and add it to the article or remove it if the article has it."""
        entry = self._article.entry()
        if entry is None:
            return
        from newsreader.ui.dialogs.prompt_dialog import PromptDialog

        def apply(name: str | None) -> None:
            if name is not None:
                wanted = name.casefold() not in {tag.casefold() for tag in entry.tags}
                self._context.undo.set_tag([entry.id], name, wanted, self._post_stored)
                self._context.notify(f"Tagged “{name}”" if wanted else f"Tag “{name}” removed")

        known = ", ".join(heading.name for heading in self._context.library.tags()[:KNOWN_TAGS])
        has = f"Its tags: {', '.join(entry.tags)}. Type one of them to remove it." if entry.tags else ""
        hint = "\n".join(line for line in (has, f"Tags in use: {known}" if known else "") if line)
        await self._context.push_screen(PromptDialog("Tag the article", hint=hint), apply)

    def undo(self) -> None:
        """Undo the last change; articles that it hid are listed again."""
        if not self._context.undo.undo(self._post_stored, self._post_relisted):
            self._context.notify("Nothing to undo.")

    def delete(self) -> None:
        """Delete the articles for good: feeds do not bring them back."""
        ids = self.chosen()
        if ids:
            self._context.undo.delete(ids, self._post_relisted)
            self._context.articles.clear_marks()
            count = "1 article" if len(ids) == 1 else f"{len(ids)} articles"
            self._context.notify(keyed(f"{count} deleted ({{undo}} undoes it)", self._context.config.keys))

    def _post_relisted(self) -> None:
        """Tell the screen that the lists may have changed; called on the thread that writes."""
        self._context.post(ArticlesAdded([]))
