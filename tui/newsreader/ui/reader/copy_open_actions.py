"""What leaves the reader: to the clipboard, and to the browser."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.app import SuspendNotSupported

from newsreader.integration.clipboard import copy_locally, over_ssh
from newsreader.system.control_characters import without_controls
from newsreader.ui.reader import copy_formats
from newsreader.ui.reader.read_state_actions import MarkingScreen
from newsreader.ui.widgets.article_view.body import Body

__all__ = ["LeavingScreen"]


class LeavingScreen(MarkingScreen):
    """The panes, with a way out for what was read."""

    @on(Body.LinkChosen)
    def browse_link(self, event: Body.LinkChosen) -> None:
        event.stop()
        self.open_address(event.address)

    def open_address(self, address: str) -> None:
        """Open what a link of the text leads to."""
        self.browse(address)

    def action_copy(self) -> None:
        """Copy the summary; of marked rows the summaries of all of them."""
        if len(self.chosen()) > 1:
            self.copy_marked(list(self.chosen()))
        else:
            self.copy("summary")

    @work(thread=True, exclusive=True, group="copying", exit_on_error=False)
    def copy_marked(self, ids: Sequence[int]) -> None:
        """Copy the summaries of several articles; title and link of those that have none yet."""
        from newsreader import export

        texts = []
        for article_id in ids:
            article, analysis = self._library.article(article_id), self._library.analysis(article_id, "news")
            known = analysis is not None and analysis.summary
            texts.append(export.summary_text(article, analysis) if analysis and known else export.link_text(article))
        copied = copy_formats.Copied("\n\n\n".join(texts), f"{len(ids)} summaries")
        self.app.call_from_thread(self.put_on_clipboard, copied)

    def action_copy_menu(self) -> None:
        """Choose what to copy."""
        self.catch_up()
        from newsreader.ui.dialogs.menu_dialog import MenuDialog

        if self.reading.article is not None:
            article, analysis = self.reading.article, self.reading.analysis
            own = self.config.copy
            options = copy_formats.choices(article, analysis, self.chosen_quote(), self.chosen_name(), own)
            self.app.push_screen(MenuDialog("Copy", options), self.copy)

    def chosen_quote(self) -> int | None:
        """The quote under the cursor of the insight pane."""
        return self.insight.chosen_quote() if self.insight is not None else None

    def chosen_name(self) -> str | None:
        """The name that was chosen last, in the text or with the cursor of the insight pane."""
        return self.reading.walk.name if self.reading.walk is not None else None

    def copy(self, what: str | None) -> None:
        """Copy one of `copying.choices` and say so; None copies nothing."""
        self.catch_up()
        if self.reading.article is None or what is None:
            return
        article, analysis = self.reading.article, self.reading.analysis
        name = self.chosen_name()
        if what == "name" and name is not None:
            copied: copy_formats.Copied | None = copy_formats.Copied(name, "Name")
        else:
            copied = copy_formats.copied(what, article, analysis, self.chosen_quote(), self.config.copy)
        if copied is None:
            self.say("There is no summary yet: try again in a moment.")
            return
        self.put_on_clipboard(copied)

    def put_on_clipboard(self, copied: copy_formats.Copied) -> None:
        """Copy a text to the browser's clipboard, or to the terminal's and this machine's, and say so."""
        copied = copied._replace(text=without_controls(copied.text))  # it may be pasted into a shell
        self.app.copy_to_clipboard(copied.text)
        if self.app.is_web:  # the browser's clipboard is the one that is meant
            self.say(copy_formats.notice(copied, "the browser's clipboard"))
        else:
            self.copy_locally(copied)

    @work(thread=True, group="clipboard", exit_on_error=False)
    def copy_locally(self, copied: copy_formats.Copied) -> None:
        """Also use this machine's own clipboard, which alone can confirm that the text is there."""
        here = copy_locally(copied.text) and not over_ssh()
        self.app.call_from_thread(self.say, copy_formats.notice(copied, None if here else "the terminal's clipboard"))

    def action_browse(self) -> None:
        """Open the article's link in the browser."""
        self.catch_up()
        if self.reading.article is not None:
            self.browse(self.reading.article.url)

    def browse(self, address: str) -> None:
        """Open a web address in the browser or the program for it; nothing but http and https is ever opened."""
        if not address:
            self.say("This article has no link.")
        elif not address.startswith(("http://", "https://")):
            self.say("Only web links are opened, and this is none.")
        elif not self.app.is_web and (opener := self.config.opener(address)):
            self.run(opener.command(address), terminal=opener.terminal)
        else:
            self.app.open_url(address)
            self.say(f"Opened {address}")

    def run(self, argv: list[str], *, terminal: bool) -> None:
        """Start a program of the reader's own; one that needs the `terminal` has it until it ends. No shell is used."""
        import subprocess

        try:
            if terminal:
                with self.app.suspend():
                    subprocess.run(argv, check=False)
            else:
                none = subprocess.DEVNULL
                subprocess.Popen(argv, stdin=none, stdout=none, stderr=none, start_new_session=True)
        except SuspendNotSupported:
            self.say(f"{argv[0]} needs a terminal, and there is none here.", error=True)
        except OSError as error:
            self.say(f"{argv[0]} does not start: {error.strerror}.", error=True)
        else:
            self.say(f"Opened with {argv[0]}")
