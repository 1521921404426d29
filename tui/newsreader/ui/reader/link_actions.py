"""The links of the article, in a list to open one from."""

from __future__ import annotations

from newsreader.model.article import Article, MarkKind
from newsreader.ui.reader.copy_open_actions import LeavingScreen

__all__ = ["LinkingScreen", "links"]


class LinkingScreen(LeavingScreen):
    """The panes, with the article's links listed on a key."""

    def action_links(self) -> None:
        """List the links of the article."""
        from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog

        if self.reading.article is None:
            return
        found = links(self.reading.article)
        if not found:
            self.say("This article has no links.")
            return
        choices = [Choice(address, f"{words}\n{address}") for address, words in found.items()]
        self.app.push_screen(MenuDialog("Links", choices), self.open_link)

    def open_link(self, address: str | None) -> None:
        """Open what was chosen; None opens nothing."""
        if address is not None:
            self.open_address(address)


def links(article: Article) -> dict[str, str]:
    """The web addresses that `article` leads to, each once, in reading order, with the words that stand for them.

    Its own comes first; captions stand for their pictures.
    """
    found = {article.url: "This article"} if article.url else {}
    for mark in article.marks:
        if mark.kind in (MarkKind.LINK, MarkKind.CAPTION) and mark.value:
            words = " ".join(article.text[mark.start : mark.end].split())
            picture = "Picture: " if mark.kind is MarkKind.CAPTION else ""
            found.setdefault(mark.value, f"{picture}{words or mark.value}")
    return {address: words for address, words in found.items() if address.startswith(("http://", "https://"))}
