"""The pictures of the article: shown on a key or from their captions, where the reader wants any."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newsreader.model.article import Article, MarkKind
from newsreader.ui.reader.link_actions import LinkingScreen

if TYPE_CHECKING:
    from newsreader.intake.http.pictures import Pictures
    from newsreader.ui.dialogs.image_dialog import Picture

__all__ = ["PicturingScreen", "pictures"]


class PicturingScreen(LinkingScreen):
    """The panes, with pictures in a box of their own: they move nothing in the text, and are fetched only then."""

    _pictures: Pictures | None = None

    def action_picture(self) -> None:
        """Show the picture whose caption is next in the text, else the first."""
        if self.reading.article is None:
            return
        found = pictures(self.reading.article)
        if not self.config.images:
            self.say("Pictures are off: images = true in the settings shows them, and L lists their links.")
        elif not found:
            self.say("This article has no pictures.")
        else:
            below = (at for at, picture in enumerate(found) if picture.start >= self.body.position)
            self.show_pictures(found, next(below, 0))

    def open_address(self, address: str) -> None:
        """Show what is a picture of the article, where pictures are on; open anything else in the browser."""
        article = self.reading.article
        found = pictures(article) if article is not None and self.config.images else []
        at = next((at for at, picture in enumerate(found) if picture.address == address), None)
        if at is None:
            super().open_address(address)
        else:
            self.show_pictures(found, at)

    def show_pictures(self, found: list[Picture], at: int) -> None:
        """Show one of the pictures, from which the others are reached."""
        from newsreader.intake.http.address_guard import is_inside_host
        from newsreader.intake.http.pictures import Pictures
        from newsreader.intake.text.urls import host
        from newsreader.ui.dialogs.image_dialog import ImageDialog, missing

        if reason := missing():
            self.say(reason)
            return
        if self._pictures is None:
            self._pictures = Pictures()
        # An article names any address for a picture: one inside only where the article itself is there.
        article = self.reading.article
        load = partial(self._pictures.get, inside=article is not None and is_inside_host(host(article.url)))
        self.app.push_screen(ImageDialog(found, at, load, self.browse))


def pictures(article: Article) -> list[Picture]:
    """The pictures of `article` that are on the web, in reading order."""
    from newsreader.ui.dialogs.image_dialog import Picture

    return [
        Picture(mark.value, " ".join(article.text[mark.start : mark.end].split()), mark.start)
        for mark in article.marks
        if mark.kind is MarkKind.CAPTION and mark.value.startswith(("http://", "https://"))
    ]
