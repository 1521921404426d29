"""Keys that mark: rows of the list, read, starred, and back again."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from newsreader.model.article import Entry
from newsreader.ui.reader.bindings import Pane, keyed
from newsreader.ui.reader.layout import PanesScreen
from newsreader.ui.reader.messages import AllRead, Arrived
from newsreader.ui.widgets.article_list.article_list import ArticleList

__all__ = ["MarkingScreen"]


class MarkingScreen(PanesScreen):
    """The panes, with articles marked by keyboard. What a key does to an article it does to all marked rows."""

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        article_id = self.articles.cursor_id
        if article_id is not None:
            self.pane = Pane.LIST
            self.articles.mark([article_id])
            self.articles.cursor_down()
            self.say_marks()

    def action_clear_marks(self) -> None:
        """Take the marks of all rows away."""
        if self.articles.marked:
            self.articles.clear_marks()
            self.say_marks()

    @on(ArticleList.Marked)
    def tell_marks(self, event: ArticleList.Marked) -> None:
        event.stop()
        self.say_marks()

    def say_marks(self) -> None:
        """Say how many rows are marked, and what can be done with them."""
        count = len(self.articles.marked)
        actions = "{read} {star} {delete} {copy} {export} {pipe} act on all of them, {mark.clear} takes the marks away"
        what = keyed(actions, self.config.keys)
        self.say(f"{count} marked: {what}" if count else "No row is marked.")

    def chosen(self) -> Sequence[int]:
        """What a key acts on: in the list its marked rows, if there are any, else the article on the screen."""
        marked = self.articles.marked if self.pane is Pane.LIST else ()
        return marked or (() if self.reading.id is None else (self.reading.id,))

    def chosen_entries(self) -> list[Entry]:
        """The list's rows of what a key acts on."""
        self.catch_up()
        return [entry for entry in map(self.articles.entry, self.chosen()) if entry is not None]

    def action_read(self) -> None:
        """Mark the article read or unread; of several all read, unless they are."""
        entries = self.chosen_entries()
        read = not all(entry.read for entry in entries)
        for entry in entries:
            self.articles.update_entry(entry._replace(read=read))
        if entries:
            self._changes.set_read([entry.id for entry in entries], read, self.state_kept)

    def action_star(self) -> None:
        """Star the article, or take the star away; of several star all, unless they are."""
        entries = self.chosen_entries()
        starred = not all(entry.starred for entry in entries)
        for entry in entries:
            self.articles.update_entry(entry._replace(starred=starred))
        if entries:
            self._changes.set_starred([entry.id for entry in entries], starred, self.state_kept)

    def action_all_read(self) -> None:
        """Mark all of the list read."""

        def kept(articles: int) -> None:
            self.post_message(AllRead(articles))

        self._changes.set_all_read(self._view, kept)

    @on(AllRead)
    def show_all_read(self, event: AllRead) -> None:
        event.stop()
        self.show_state_kept()
        articles = "1 article" if event.articles == 1 else f"{event.articles} articles"
        said = keyed(f"{articles} marked read ({{undo}} takes it back)", self.config.keys)
        self.say(said if event.articles else "All of them are read already.")

    async def action_tag(self) -> None:
        """Give the article a tag, or take it away where it has it."""
        entry = self.entry()
        if entry is None:
            return
        from newsreader.ui.dialogs.prompt_dialog import PromptDialog

        def tag(name: str | None) -> None:
            if name is not None:
                wanted = name.casefold() not in {tag.casefold() for tag in entry.tags}
                self._changes.set_tag([entry.id], name, wanted, self.state_kept)
                self.say(f"Tagged “{name}”" if wanted else f"Tag “{name}” taken away")

        known = ", ".join(heading.name for heading in self._library.tags()[:12])
        has = f"It has {', '.join(entry.tags)}: type one of them to take it away." if entry.tags else ""
        hint = "\n".join(line for line in (has, f"In use: {known}" if known else "") if line)
        await self.app.push_screen(PromptDialog("Tag the article", hint=hint), tag)

    def action_undo(self) -> None:
        """Take the last change back; what was hidden by it is listed again."""
        if not self._changes.undo(self.state_kept, self.listed_anew):
            self.say("Nothing to undo.")

    def action_delete(self) -> None:
        """Take the article out of all lists; feeds do not bring it back."""
        ids = self.chosen()
        if ids:
            self._changes.delete(ids, self.listed_anew)
            self.articles.clear_marks()
            count, it = ("1 article", "it") if len(ids) == 1 else (f"{len(ids)} articles", "them")
            self.say(keyed(f"{count} deleted ({{undo}} brings {it} back)", self.config.keys))

    def listed_anew(self) -> None:
        """The lists may hold something else by now; safe to call from any thread."""
        self.post_message(Arrived([], first=False))
