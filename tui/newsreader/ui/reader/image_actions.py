"""The pictures of the article: shown on a key or from their captions, if the settings turn them on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newsreader.model.article import Article, MarkKind
from newsreader.ui.keys.keyed import keyed
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.open_actions import OpenController

if TYPE_CHECKING:
    from newsreader.intake.http.pictures import Pictures
    from newsreader.ui.dialogs.image_dialog import Picture

__all__ = ["ImageController", "pictures"]


class ImageController:
    """Shows pictures in a dialog. They are fetched only then, and the text does not move for them."""

    def __init__(self, context: ReaderContext, opener: OpenController) -> None:
        self._context = context
        self._opener = opener
        self._pictures: Pictures | None = None

    def show_next(self) -> None:
        """Show the picture whose caption comes next in the text, else the first."""
        article = self._context.state.article
        if article is None:
            return
        found = pictures(article)
        if not self._context.config.images:
            off = "Pictures are off. Set images = true in the settings to show them; {links} lists their links."
            self._context.notify(keyed(off, self._context.config.keys))
        elif not found:
            self._context.notify("This article has no pictures.")
        else:
            below = (at for at, picture in enumerate(found) if picture.start >= self._context.body.position)
            self.show(found, next(below, 0))

    def open_address(self, address: str) -> None:
        """Show an address that is a picture of the article, if pictures are on; open any other in the browser."""
        article = self._context.state.article
        found = pictures(article) if article is not None and self._context.config.images else []
        at = next((at for at, picture in enumerate(found) if picture.address == address), None)
        if at is None:
            self._opener.open(address)
        else:
            self.show(found, at)

    def show(self, found: list[Picture], at: int) -> None:
        """Show one of the pictures; the others are reached from it."""
        from newsreader.intake.http.address_guard import is_inside_host
        from newsreader.intake.http.pictures import Pictures
        from newsreader.intake.text.urls import host
        from newsreader.ui.dialogs.image_dialog import ImageDialog, missing

        if reason := missing():
            self._context.notify(reason)
            return
        if self._pictures is None:
            self._pictures = Pictures()
        # An article can name any address as a picture. One on the local network is fetched only for an article from it.
        article = self._context.state.article
        load = partial(self._pictures.get, inside=article is not None and is_inside_host(host(article.url)))
        self._context.push_screen(ImageDialog(found, at, load, self._opener.open))


def pictures(article: Article) -> list[Picture]:
    """Return the pictures of `article` that are on the web, in reading order."""
    from newsreader.ui.dialogs.image_dialog import Picture

    return [
        Picture(mark.value, " ".join(article.text[mark.start : mark.end].split()), mark.start)
        for mark in article.marks
        if mark.kind is MarkKind.CAPTION and mark.value.startswith(("http://", "https://"))
    ]
