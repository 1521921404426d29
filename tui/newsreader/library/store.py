"""The library: articles, reading state, analyses and subscriptions in one SQLite file.

Starting, moving in a list and changing state take the same time in a library of any size: lists are read in pages by
the articles' numbers, which sort by time (see times.py), and triggers maintain the counts.
"""

from __future__ import annotations

import json
import os
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsreader.language.resources import models
from newsreader.library.articles import analyses, row_mapping
from newsreader.library.articles.notes_mixin import NotesMixin
from newsreader.library.database.connection import Connections
from newsreader.library.database.library_errors import LibraryError
from newsreader.library.database.times import to_micros
from newsreader.library.feeds.feeds_mixin import FeedsMixin
from newsreader.library.search import listing
from newsreader.library.views import Added, Change, ListCounts, View, ViewKind, Visibility
from newsreader.model.analysis import Analysis
from newsreader.model.article import Article, Entry

if TYPE_CHECKING:
    from newsreader.library.articles.article_record import ArticleRecord
    from newsreader.library.database.retention import ExpiredArticles
    from newsreader.library.results import Excerpt, GroupCounts, Hits, SavedSearch
    from newsreader.model.retention_policy import RetentionPolicy

# Methods import the modules that only they need, so that the program starts fast.

__all__ = [
    "Added",
    "Change",
    "Library",
    "LibraryError",
    "ListCounts",
    "View",
    "ViewKind",
    "default_path",
]

_MAX_CACHED = 200
"""Analyses kept in memory if they cannot be stored."""

_BATCH_SIZE = 200
"""Articles that retention deletes in one transaction."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


def default_path() -> Path:
    """Return the default path of the library: NEWSREADER_LIBRARY, or a file in the user's data folder."""
    named = os.environ.get("NEWSREADER_LIBRARY")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("newsreader", appauthor=False) / "library.db"


class Library(FeedsMixin, NotesMixin):
    """The library in the file at `path`, created if it does not exist. Safe to use from several threads and programs.

    `now` returns the present time (aware), for articles that are first seen. `read_only` is true if the library was
    opened so, or if the file or its folder cannot be written; `read_only_reason` is then a sentence for the user. All
    methods raise LibraryError with a plain sentence if the file is damaged or of another program, if the disk is full,
    or if a read-only library would have to change.
    """

    def __init__(self, path: Path, *, read_only: bool = False, now: Callable[[], datetime] = _utc_now) -> None:
        self.path = Path(os.path.abspath(path))  # noqa: PTH100  # `resolve` would follow links, as SQLite does itself
        self._now = now
        self._connections = Connections(self.path, read_only=read_only)
        self._cached_analyses: dict[tuple[int, str, str], Analysis] = {}
        if not self.read_only:
            self.extract_passwords(must_succeed=False)

    @property
    def read_only(self) -> bool:
        """Return whether the library cannot be changed."""
        return self._connections.read_only

    @property
    def read_only_reason(self) -> str:
        """Return why the library cannot be changed, in a sentence; "" if it can."""
        return self._connections.read_only_reason

    def close(self) -> None:
        """Close the file in all threads. Later calls raise LibraryError."""
        self._connections.close()

    # Articles

    def add(self, articles: Iterable[Article | ArticleRecord], *, restore_deleted: bool = False) -> list[Added]:
        """Store the articles that are new; return for each, in order, its number and whether it is new.

        Articles with the same address, or the same title and text, are the same (see article_keys.py); an article
        keeps what it was first stored with. One without a date is listed by the time at which it was added; of several
        with the same time the first is on top. They are stored in batches: if `articles` raises or the disk is full,
        the batches before are stored. With `restore_deleted`, articles that the reader or retention deleted come back
        and count as new: for what the reader asks for, not for what a feed repeats.
        """
        from newsreader.library.articles import insert

        added: list[Added] = []
        now = to_micros(self._now())
        for batch in insert.batches(articles):
            with self._connections.writing() as connection:
                added += insert.store(connection, batch, now, restore_deleted)
            self._connections.yield_write_lock()
        return added

    def ids(self, view: View) -> array[int]:
        """Return the numbers of all articles in `view`, in order. Raise QueryError for an invalid query."""
        with self._connections.reading() as connection:
            found = connection.execute(*self._listing(connection, view).select())
            return array("q", (row[0] for row in found))

    def first(self, view: View, limit: int, *, after: int | None = None) -> list[Entry]:
        """Return the first `limit` entries of `view`, or those that follow the article `after` in it.

        `after` does not work for `sort:best`: use `ids` and `entries` there. Raise QueryError for an invalid query.
        """
        with self._connections.reading() as connection:
            wanted, parameters = self._listing(connection, view).select(limit=limit, after=after)
            return row_mapping.load_entries(connection, wanted, parameters)

    def next_unread(self, view: View, id: int, nth: int = 1, *, backwards: bool = False) -> int | None:
        """Return the `nth` unread article of `view` after the article `id`, or with `backwards` before it.

        Return the last one if there are fewer, None if there is none. Does not work for `sort:best`. Raise QueryError
        for an invalid query.
        """
        with self._connections.reading() as connection:
            unread = self._listing(connection, view, unread=True)
            rows = connection.execute(*unread.select(limit=nth, after=id, backwards=backwards)).fetchall()
        return int(rows[-1][0]) if rows else None

    def count(self, view: View, limit: int = 10_000) -> int:
        """Return the number of articles in `view`, at most `limit`. Raise QueryError for an invalid query."""
        if view in (View(), View(ViewKind.UNREAD), View(ViewKind.STARRED)):
            counts = self.counts()
            by_kind = {ViewKind.ALL: counts.all, ViewKind.UNREAD: counts.unread, ViewKind.STARRED: counts.starred}
            return min(by_kind[view.kind], limit)
        with self._connections.reading() as connection:
            wanted, parameters = self._listing(connection, view).select(limit=limit)
            return int(connection.execute(f"SELECT count(*) FROM ({wanted})", parameters).fetchone()[0])

    def hits(self, id: int, query: str) -> Hits:
        """Return the places of the query's words in this article. Raise QueryError for an invalid query."""
        from newsreader.library.search import search

        with self._connections.reading() as connection:
            return search.hits(connection, id, query, self._local_now())

    def excerpts(self, ids: Sequence[int], query: str) -> dict[int, Excerpt]:
        """Return the query's words with the text around them, by article, for those articles that contain them."""
        from newsreader.library.search import search

        with self._connections.reading() as connection:
            return search.excerpts(connection, ids, query, self._local_now())

    def _listing(self, connection: sqlite3.Connection, view: View, *, unread: bool = False) -> listing.Listing:
        if view.is_plain:
            return listing.plain_listing(view.kind, unread=unread)
        from newsreader.library.search import search

        return search.listing(connection, view, self._local_now(), unread=unread)

    def _local_now(self) -> datetime:
        """Return the present time in the reader's time zone, in which "today" begins."""
        return self._now().astimezone()

    def entries(self, ids: Sequence[int]) -> list[Entry]:
        """Return the entries of these articles in the same order, without those that are gone."""
        with self._connections.reading() as connection:
            return row_mapping.load_entries(connection, "SELECT value AS id FROM json_each(?)", [json.dumps(list(ids))])

    def article(self, id: int) -> Article:
        """Return an article with its text. Raise LibraryError if it is gone."""
        with self._connections.reading() as connection:
            article = row_mapping.load_article(connection, id)
        if article is None:
            raise LibraryError("This article is no longer in the library.")
        return article

    def counts(self) -> ListCounts:
        """Return the number of articles in the main lists."""
        with self._connections.reading() as connection:
            return ListCounts(*connection.execute("SELECT articles, unread, starred FROM counter").fetchone())

    # Reading state

    def set_read(self, ids: Sequence[int], read: bool) -> Change:
        """Mark these articles as read or unread; return those that changed."""
        return self._change("read", int(not read), int(read), ids)

    def set_starred(self, ids: Sequence[int], starred: bool) -> Change:
        """Star these articles or remove their star; return those that changed."""
        return self._change("starred", int(not starred), int(starred), ids)

    def set_all_read(self, view: View, read: bool = True) -> Change:
        """Mark all articles of `view` as read or unread, in one statement. Raise QueryError for an invalid query."""
        with self._connections.writing() as connection:
            wanted, parameters = self._listing(connection, view).select()
            changed = connection.execute(
                f"UPDATE state SET read = ? WHERE read = ? AND id IN ({wanted}) RETURNING id",
                (int(read), int(not read), *parameters),
            ).fetchall()
        return Change("read", int(not read), int(read), array("q", (row[0] for row in changed)))

    def set_muted(self, ids: Sequence[int], muted: bool) -> Change:
        """Mute these articles, so that only lists with `is:muted` show them, or unmute them."""
        before, after = (Visibility.LISTED, Visibility.MUTED) if muted else (Visibility.MUTED, Visibility.LISTED)
        return self._change("hidden", before, after, ids)

    def set_tag(self, ids: Sequence[int], tag: str, wanted: bool) -> Change:
        """Add a tag to these articles or remove it. Letter case makes no difference."""
        from newsreader.library.articles import tags

        with self._connections.writing() as connection:
            return tags.set_tag(connection, tag, ids, wanted)

    def delete(self, ids: Sequence[int]) -> Change:
        """Remove these articles from all lists. They stay known, so that a feed does not bring them back."""
        return self._change("hidden", Visibility.LISTED, Visibility.DELETED, ids)

    def undo(self, change: Change) -> None:
        """Revert `change` for those of its articles that did not change since."""
        if change and change.column == "tag":
            self.set_tag(change.ids, change.tag, bool(change.before))
        elif change:
            self._change(change.column, change.after, change.before, change.ids)

    def _change(self, column: str, before: int, after: int, ids: Iterable[int]) -> Change:
        with self._connections.writing() as connection:
            changed = connection.execute(
                f"UPDATE state SET {column} = ? WHERE id IN (SELECT value FROM json_each(?)) AND {column} = ?"
                " RETURNING id",
                (after, json.dumps(list(ids)), before),
            ).fetchall()
        return Change(column, before, after, array("q", (row[0] for row in changed)))

    def position(self, id: int) -> int:
        """Return the reading position in this article: the code point at the top of the screen, 0 for the beginning."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT position FROM state WHERE id = ?", (id,)).fetchone()
        return 0 if row is None else int(row[0])

    def set_position(self, id: int, offset: int) -> None:
        """Store the reading position in this article, as a code point of its text."""
        with self._connections.writing() as connection:
            connection.execute("UPDATE state SET position = ? WHERE id = ?", (offset, id))

    # Analyses

    def analysis(self, id: int, method: str) -> Analysis | None:
        """Return the analysis of this article with the summary by `method`, or None if the present models made none."""
        cached = self._cached_analyses.get((id, method, models.MODEL))
        if cached is not None:
            return cached
        with self._connections.reading() as connection:
            return analyses.load(connection, id, method, models.MODEL)

    def is_analysed(self, id: int) -> bool:
        """Return whether the present models have analysed this article, with any summary."""
        with self._connections.reading() as connection:
            return analyses.is_analysed(connection, id, models.MODEL)

    def cache_analysis(self, id: int, analysis: Analysis) -> None:
        """Keep an analysis that cannot be stored in memory. Only the latest ones are kept."""
        self._cached_analyses[id, analysis.method, analysis.model] = analysis
        if len(self._cached_analyses) > _MAX_CACHED:
            del self._cached_analyses[next(iter(self._cached_analyses))]

    def store_analysis(self, id: int, analysis: Analysis, *, text: str | None = None) -> None:
        """Store an analysis of this article, replacing those of other models.

        Do nothing if the article is gone, or if its text is no longer the analysed `text`.
        """
        with self._connections.writing() as connection:
            if text is None or analyses.has_text(connection, id, text):
                analyses.store(connection, id, analysis)

    def _drop_cached_analyses(self, id: int) -> None:
        for key in [key for key in self._cached_analyses if key[0] == id]:
            del self._cached_analyses[key]

    def mark_failed(self, id: int, model: str, reason: str) -> None:
        """Store that `model` cannot analyse this article; `reason` is a sentence for the user."""
        with self._connections.writing() as connection:
            analyses.store_failure(connection, id, model, reason)

    def analysis_failure(self, id: int) -> str | None:
        """Return why the present models could not analyse this article, or None."""
        with self._connections.reading() as connection:
            return analyses.load_failure(connection, id, models.MODEL)

    def pending(self, method: str, limit: int, *, after: int | None = None) -> list[int]:
        """Return the newest `limit` articles, or those after `after`, that the present models have not analysed."""
        with self._connections.reading() as connection:
            return analyses.pending(connection, method, models.MODEL, limit, after)

    def count_pending(self, method: str) -> int:
        """Return how many articles the present models have not analysed. Takes time in a large library."""
        with self._connections.reading() as connection:
            return analyses.count_pending(connection, method, models.MODEL)

    # Maintenance

    def apply_retention(self, policies: Sequence[RetentionPolicy], *, dry_run: bool = False) -> ExpiredArticles:
        """Delete the articles that one of `policies` does not keep; return them. With `dry_run`, only return them.

        Starred articles stay. Deleted ones do not come back when a feed sends them again, and there is no undo.
        """
        from newsreader.library.database import retention

        with self._connections.reading() as connection:
            numbers = retention.find_expired(connection, policies, self._now())
            expired = retention.describe(connection, numbers)
        for start in range(0, 0 if dry_run else len(numbers), _BATCH_SIZE):
            with self._connections.writing() as connection:
                retention.delete_articles(connection, numbers[start : start + _BATCH_SIZE])
            self._connections.yield_write_lock()
        return expired

    def repair(self) -> list[str]:
        """Correct counts and indexes, and shrink the file; return the names of what was wrong.

        Takes about a minute with 100,000 articles. Other programs can only read meanwhile.
        """
        from newsreader.library.database import maintenance

        with self._connections.writing() as connection:
            wrong = maintenance.repair(connection)
        with self._connections.reading() as connection:
            maintenance.vacuum(connection)
        return wrong

    # Sources, tags and saved searches

    def sources(self) -> list[GroupCounts]:
        """Return all sources that have articles in lists, by name."""
        from newsreader.library.articles import tags

        with self._connections.reading() as connection:
            return tags.list_sources(connection)

    def tags(self) -> list[GroupCounts]:
        """Return all tags, by name."""
        from newsreader.library.articles import tags

        with self._connections.reading() as connection:
            return tags.list_tags(connection)

    def saved_searches(self) -> list[SavedSearch]:
        """Return all saved searches, in the order in which they were first saved."""
        from newsreader.library.articles import tags

        with self._connections.reading() as connection:
            return tags.list_searches(connection)

    def save_search(self, name: str, query: str) -> None:
        """Save `query` under `name`, replacing another of that name. Raise QueryError for an invalid query."""
        from newsreader.library.search.query import parse

        parse(query, self._local_now())
        from newsreader.library.articles import tags

        with self._connections.writing() as connection:
            tags.save_search(connection, name, query)

    def delete_search(self, name: str) -> None:
        """Delete the saved search of this name, if there is one."""
        from newsreader.library.articles import tags

        with self._connections.writing() as connection:
            tags.delete_search(connection, name)

    # Values that the program keeps

    def recall(self, key: str, default: Any = None) -> Any:
        """Return the value stored under `key` (any JSON value), or `default`."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT value FROM memory WHERE key = ?", (key,)).fetchone()
        return default if row is None else json.loads(row[0])

    def remember(self, key: str, value: Any) -> None:
        """Store `value` (any JSON value) under `key`."""
        with self._connections.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO memory (key, value) VALUES (?, ?)", (key, json.dumps(value)))
