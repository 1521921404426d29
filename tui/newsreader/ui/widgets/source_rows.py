"""The rows of the source list: fixed lists, saved searches, tags, folders and feeds. Plain values, without a screen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from newsreader.library.results import GroupCounts, SavedSearch, Subscription
from newsreader.library.store import Library
from newsreader.library.views import ListCounts, View, ViewKind

__all__ = ["TODAY", "Holdings", "SourceRow", "rows"]

TODAY = View(query="since:today")
"""The list of today's articles."""

MOST = 10_000
"""The most articles of a saved search that are counted."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row. `key` is unique, `count` is shown at the end, `open` is None if the row has no rows under it.

    `view` is the list that the row opens, None for a heading. `ill` says that the last refresh of the feed failed.
    """

    key: str
    name: str
    depth: int
    count: int
    view: View | None
    open: bool | None = None
    search: str = ""
    feed: int | None = None
    ill: bool = False


@dataclass(frozen=True, slots=True)
class Holdings:
    """The lists of the library. `today` and `searches` come with their number of unread articles."""

    counts: ListCounts
    today: int
    searches: Sequence[tuple[SavedSearch, int]]
    tags: Sequence[GroupCounts]
    sources: Sequence[GroupCounts]
    feeds: Sequence[Subscription]

    @classmethod
    def of(cls, library: Library) -> Holdings:
        """Read the lists of `library`. Call this on a worker thread: it counts searches."""
        from newsreader.library.search.query import QueryError

        searches = []
        for saved in library.saved_searches():
            try:
                found = library.count(View(ViewKind.UNREAD, saved.query), MOST)
            except QueryError:  # saved by another version of the program
                found = 0
            searches.append((saved, found))
        today = library.count(View(ViewKind.UNREAD, TODAY.query), MOST)
        return cls(library.counts(), today, searches, library.tags(), library.sources(), library.subscriptions())


def rows(holdings: Holdings, closed: Collection[str]) -> list[SourceRow]:
    """Return the visible rows in order. `closed` holds the keys of the folded rows."""
    shown: list[SourceRow] = []
    hidden_below: int | None = None
    for row in _all(holdings, closed):
        if hidden_below is not None and row.depth > hidden_below:
            continue
        hidden_below = row.depth if row.open is False else None
        shown.append(row)
    return shown


def _all(holdings: Holdings, closed: Collection[str]) -> Iterator[SourceRow]:
    counts = holdings.counts
    yield SourceRow("all", "All", 0, counts.all, View())
    yield SourceRow("unread", "Unread", 0, counts.unread, View(ViewKind.UNREAD))
    yield SourceRow("starred", "Starred", 0, counts.starred, View(ViewKind.STARRED))
    yield SourceRow("today", "Today", 0, holdings.today, TODAY)
    if holdings.searches:
        yield SourceRow("searches", "Searches", 0, 0, None, "searches" not in closed)
        for saved, found in holdings.searches:
            key = f"search {saved.name}"
            yield SourceRow(key, saved.name, 1, found, View(query=saved.query), search=saved.name)
    if holdings.tags:
        yield SourceRow("tags", "Tags", 0, 0, None, "tags" not in closed)
        for tag in holdings.tags:
            yield SourceRow(f"tag {tag.name}", f"#{tag.name}", 1, tag.unread, View(tag=tag.name))
    folders: dict[str, list[Subscription]] = {}
    for feed in holdings.feeds:
        for folder in feed.tags:
            folders.setdefault(folder, []).append(feed)
    for folder, feeds in sorted(folders.items(), key=lambda pair: pair[0].casefold()):
        key = f"folder {folder}"
        yield SourceRow(key, folder, 0, sum(f.unread for f in feeds), View(folder=folder), key not in closed)
        yield from (_feed(feed, f"{key} ") for feed in feeds)
    yield from _others(holdings, closed)


def _others(holdings: Holdings, closed: Collection[str]) -> Iterator[SourceRow]:
    """Yield the feeds outside folders, and the sources that are not feeds."""
    feeds = {feed.name: feed for feed in holdings.feeds}
    loose = [_feed(feed) for feed in holdings.feeds if not feed.tags]
    loose += [
        SourceRow(f"source {source.name}", source.name, 1, source.unread, View(source=source.name))
        for source in holdings.sources
        if source.name and source.name not in feeds
    ]
    if loose:
        yield SourceRow("sources", "Sources", 0, 0, None, "sources" not in closed)
        yield from sorted(loose, key=lambda row: row.name.casefold())


def _feed(feed: Subscription, within: str = "") -> SourceRow:
    view = View(source=feed.name)
    ill = bool(feed.failures or feed.stopped)
    return SourceRow(f"{within}feed {feed.id}", feed.name, 1, feed.unread, view, feed=feed.id, ill=ill)
