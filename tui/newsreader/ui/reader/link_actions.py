"""The links of the article, in a list."""

from __future__ import annotations

from newsreader.model.article import Article, MarkKind
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.image_actions import ImageController

__all__ = ["LinkController", "links"]


class LinkController:
    """Lists the links of the article, and opens the chosen one."""

    def __init__(self, context: ReaderContext, images: ImageController) -> None:
        self._context = context
        self._images = images

    def choose(self) -> None:
        """List the links of the article."""
        from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog

        article = self._context.state.article
        if article is None:
            return
        found = links(article)
        if not found:
            self._context.notify("This article has no links.")
            return
        choices = [Choice(address, f"{words}\n{address}") for address, words in found.items()]
        self._context.push_screen(MenuDialog("Links", choices), self.open)

    def open(self, address: str | None) -> None:
        """Open the chosen link; None opens nothing."""
        if address is not None:
            self._images.open_address(address)


def links(article: Article) -> dict[str, str]:
    """Return the web addresses that `article` links to, each once and in reading order, with their words.

    The address of the article comes first. A caption stands for its picture.
    """
    found = {article.url: "This article"} if article.url else {}
    for mark in article.marks:
        if mark.kind in (MarkKind.LINK, MarkKind.CAPTION) and mark.value:
            words = " ".join(article.text[mark.start : mark.end].split())
            picture = "Picture: " if mark.kind is MarkKind.CAPTION else ""
            found.setdefault(mark.value, f"{picture}{words or mark.value}")
    return {address: words for address, words in found.items() if address.startswith(("http://", "https://"))}
