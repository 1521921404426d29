"""Actions that open a web address in the browser or in a program of the user."""

from __future__ import annotations

from textual.app import SuspendNotSupported

from newsreader.ui.reader.article_controller import ArticleController
from newsreader.ui.reader.context import ReaderContext

__all__ = ["OpenController"]


class OpenController:
    """Opens http and https addresses, and nothing else."""

    def __init__(self, context: ReaderContext, article: ArticleController) -> None:
        self._context = context
        self._article = article

    def open_article(self) -> None:
        """Open the link of the article."""
        self._article.settle()
        if self._context.state.article is not None:
            self.open(self._context.state.article.url)

    def open(self, address: str) -> None:
        """Open a web address in the browser, or in the program that the settings name for it."""
        terminal = self._context.terminal
        if not address:
            self._context.notify("This article has no link.")
        elif not address.startswith(("http://", "https://")):
            self._context.notify("Only http and https links can be opened.")
        elif not terminal.is_web and (opener := self._context.config.opener(address)):
            self.run(opener.command(address), needs_terminal=opener.terminal)
        else:
            terminal.open_url(address)
            self._context.notify(f"Opened {address}")

    def run(self, argv: list[str], *, needs_terminal: bool) -> None:
        """Start a program of the user, without a shell. One that needs the terminal has it until it ends."""
        import subprocess

        try:
            if needs_terminal:
                with self._context.terminal.suspend():
                    subprocess.run(argv, check=False)
            else:
                none = subprocess.DEVNULL
                subprocess.Popen(argv, stdin=none, stdout=none, stderr=none, start_new_session=True)
        except SuspendNotSupported:
            self._context.notify(f"{argv[0]} needs a terminal, which is not available here.", error=True)
        except OSError as error:
            self._context.notify(f"Cannot start {argv[0]}: {error.strerror}.", error=True)
        else:
            self._context.notify(f"Opened with {argv[0]}")
