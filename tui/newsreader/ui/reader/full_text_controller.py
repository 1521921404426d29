"""The whole article from its page instead of the text in the feed."""

from __future__ import annotations

from functools import partial

from newsreader.errors import NewsreaderError
from newsreader.model.article import Entry
from newsreader.ui.keys.keyed import keyed
from newsreader.ui.reader.article_controller import ArticleController
from newsreader.ui.reader.context import ReaderContext
from newsreader.ui.reader.messages import TextChanged
from newsreader.ui.reader.read_state_actions import ReadStateController

__all__ = ["FullTextController"]

STAYS_S = 0.4
"""The page of a teaser is fetched after this many seconds: a reader who stays does not step over the article."""


class FullTextController:
    """Switches between the two texts of an article, and fetches the pages of teasers."""

    def __init__(self, context: ReaderContext, article: ArticleController, read_state: ReadStateController) -> None:
        self._context = context
        self._article = article
        read_state.article_read.connect(self._fetch_soon)
        context.listen(TextChanged, self.on_text_changed)

    def toggle(self) -> None:
        """Switch from the feed's text to the whole article of the page, or back."""
        self._article.settle()
        context, state = self._context, self._context.state
        if state.id is None or state.article is None:
            return
        article_id, address = state.id, state.article.url
        texts = context.library.texts(article_id)
        other = "feed" if texts.used == "page" else "page"
        if (texts.feed if other == "feed" else texts.page) is not None:
            notice = "The feed's own text" if other == "feed" else "The whole article"
            context.undo.apply(
                lambda: context.library.use_text(article_id, other),
                lambda: context.post(TextChanged(article_id, notice, asked=True)),
            )
        elif not address.startswith(("http://", "https://")):
            context.notify("This article has no page to fetch.")
        else:
            context.notify("Fetching the whole article…")
            self._fetch(article_id, asked=True)

    def _fetch(self, article_id: int, *, asked: bool) -> None:
        self._context.run_worker(partial(self.fetch_page, article_id, asked=asked), group="pages")

    def fetch_page(self, article_id: int, *, asked: bool) -> None:
        """Fetch the page of an article; if the user has not `asked`, only if the settings want it. Runs in a thread."""
        from newsreader.refresh import client

        if not asked and not self.wants_page(article_id):
            return
        try:
            whole = client.full_text(self._context.library, article_id, asked=asked)
        except NewsreaderError:
            if asked:
                raise
            return  # the teaser is still there to read
        notice = "The whole article" if whole else "The free part of the page: the rest is for subscribers"
        notice += keyed(" ({text.full}: the feed's own text)", self._context.config.keys)
        self._context.post(TextChanged(article_id, notice, asked=asked))

    def wants_page(self, article_id: int) -> bool:
        """Return whether the settings want the page of this article: for teasers of feeds, or for all articles."""
        library = self._context.library
        article, texts = library.article(article_id), library.texts(article_id)
        feed = next((one for one in library.subscriptions() if one.name == article.source), None)
        if feed is None or texts.page is not None or not article.url.startswith(("http://", "https://")):
            return False
        wish = feed.full or self._context.config.feeds.full_text
        from newsreader.intake.formats.teasers import is_teaser

        return wish == "always" or (wish == "teaser" and is_teaser(article.text))

    def _fetch_soon(self, entry: Entry | None) -> None:
        """Fetch the rest of an article that was read just now, if it is a teaser and the reader stays with it."""
        if entry is not None and entry.url:
            self._context.set_timer(STAYS_S, partial(self.fetch_rest, entry.id))

    def fetch_rest(self, article_id: int) -> None:
        """Fetch the page of an article, if that is still open."""
        if article_id == self._context.state.id:
            self._fetch(article_id, asked=False)

    def on_text_changed(self, message: TextChanged) -> None:
        """Show the other text. One that the user has not asked for never replaces a text that is being read."""
        state = self._context.state
        if message.article_id == state.id and (message.asked or self._context.body.position == 0):
            state.reload()
            self._context.notify(message.notice)
