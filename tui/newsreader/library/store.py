"""The library: articles, reading state and stored analyses in one SQLite file.

Work does not grow with the library on a launch, a move or a change of state: lists are read in pages by the
articles' own numbers, which sort by time (see `times`), and counts are kept by triggers.
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
from newsreader.library.articles.notes_mixin import Notes
from newsreader.library.database.connection import Connections
from newsreader.library.database.library_errors import LibraryError
from newsreader.library.database.times import to_micros
from newsreader.library.feeds.feeds_mixin import Feeds
from newsreader.library.search import listing
from newsreader.library.views import Added, Change, Counts, View, ViewKind
from newsreader.model.analysis import Analysis
from newsreader.model.article import Article, Entry

if TYPE_CHECKING:
    from newsreader.library.articles.article_record import Arrival
    from newsreader.library.database.retention import Limits, Outgoing
    from newsreader.library.results import Excerpt, Heading, Hits, SavedSearch

# What only some calls need is imported by them: a start waits for none of it.

__all__ = [
    "Added",
    "Change",
    "Counts",
    "Library",
    "LibraryError",
    "View",
    "ViewKind",
    "default_path",
]

_MOST_HELD = 200
"""Analyses kept in memory where they cannot be stored."""

_LOT = 200
"""Articles thrown out in one transaction."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


def default_path() -> Path:
    """Where the library is unless it is named: NEWSREADER_LIBRARY, else the platform's folder for data."""
    named = os.environ.get("NEWSREADER_LIBRARY")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("newsreader", appauthor=False) / "library.db"


class Library(Feeds, Notes):
    """The library in the file at `path`, made if it is not there. Safe to use from several threads and programs.

    `now` gives the time that articles are first seen (aware). `read_only` is true where the library was opened so,
    or where the file or its folder may not be written to; `read_only_reason` is then a sentence for the user.
    All methods raise LibraryError, a plain sentence, where the file does not do what it should: it is damaged, of
    another program, on a full disk, or read-only and asked to change.
    """

    def __init__(self, path: Path, *, read_only: bool = False, now: Callable[[], datetime] = _utc_now) -> None:
        self.path = Path(os.path.abspath(path))  # noqa: PTH100  # `resolve` would follow links, and SQLite does so too
        self._now = now
        self._connections = Connections(self.path, read_only=read_only)
        self._held: dict[tuple[int, str, str], Analysis] = {}
        if not self.read_only:
            self.separate_passwords(surely=False)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._connections.read_only

    @property
    def read_only_reason(self) -> str:
        """Why nothing can be changed, in a sentence; "" where it can."""
        return self._connections.read_only_reason

    def close(self) -> None:
        """Close the file in all threads; calls that come later raise LibraryError."""
        self._connections.close()

    # Articles

    def add(self, articles: Iterable[Article | Arrival], *, again: bool = False) -> list[Added]:
        """Store the articles that are not there yet; says for each, in order, which one it is and whether it is new.

        The same address, or the same title and text, is the same article (see `identity`); an article keeps what it
        was first stored with. Articles without a date are listed by the time they were added; of several with the
        same time the first given stays on top. They are stored in batches: if `articles` raises or the disk fills,
        the batches before are kept. With `again`, articles that were deleted or thrown out come back, and count as
        new: for what the reader asks for, not for what a feed repeats. `arrival` makes them ready in any process.
        """
        from newsreader.library.articles import insert

        added: list[Added] = []
        now = to_micros(self._now())
        for lot in insert.batches(articles):
            with self._connections.writing() as connection:
                added += insert.store(connection, lot, now, again)
            self._connections.let_others_in()
        return added

    def ids(self, view: View) -> array[int]:
        """The numbers of all articles in `view`, in its order: eight bytes each. Raises QueryError for its query."""
        with self._connections.reading() as connection:
            found = connection.execute(*self._listing(connection, view).select())
            return array("q", (row[0] for row in found))

    def first(self, view: View, limit: int, *, after: int | None = None) -> list[Entry]:
        """The first `limit` rows of `view`, or those that follow the article `after` in it.

        What follows `after` cannot be told for `sort:best`: ask `ids` and `entries` for it. Raises QueryError for a
        query that cannot be understood.
        """
        with self._connections.reading() as connection:
            wanted, parameters = self._listing(connection, view).select(limit=limit, after=after)
            return row_mapping.entries(connection, wanted, parameters)

    def next_unread(self, view: View, id: int, nth: int = 1, *, backwards: bool = False) -> int | None:
        """The unread article of `view` that is the `nth` after the article `id`, with `backwards` before it.

        The last there is, where there are fewer; None for none. What follows cannot be told for `sort:best`.
        Raises QueryError for a query that cannot be understood.
        """
        with self._connections.reading() as connection:
            unread = self._listing(connection, view, unread=True)
            rows = connection.execute(*unread.select(limit=nth, after=id, backwards=backwards)).fetchall()
        return int(rows[-1][0]) if rows else None

    def count(self, view: View, most: int = 10_000) -> int:
        """How many articles `view` holds; not counted further than `most`. Raises QueryError for its query."""
        if view in (View(), View(ViewKind.UNREAD), View(ViewKind.STARRED)):
            counts = self.counts()
            return min({ViewKind.ALL: counts.all, ViewKind.UNREAD: counts.unread}.get(view.kind, counts.starred), most)
        with self._connections.reading() as connection:
            wanted, parameters = self._listing(connection, view).select(limit=most)
            return int(connection.execute(f"SELECT count(*) FROM ({wanted})", parameters).fetchone()[0])

    def hits(self, id: int, query: str) -> Hits:
        """Where the words that `query` asks for stand in this article. Raises QueryError for the query."""
        from newsreader.library.search import search

        with self._connections.reading() as connection:
            return search.hits(connection, id, query, self._local_now())

    def excerpts(self, ids: Sequence[int], query: str) -> dict[int, Excerpt]:
        """The words that `query` asks for in their surroundings, for those of the articles that hold them."""
        from newsreader.library.search import search

        with self._connections.reading() as connection:
            return search.excerpts(connection, ids, query, self._local_now())

    def _listing(self, connection: sqlite3.Connection, view: View, *, unread: bool = False) -> listing.Listing:
        if view.is_plain:
            return listing.plain(view.kind, unread=unread)
        from newsreader.library.search import search

        return search.listing(connection, view, self._local_now(), unread=unread)

    def _local_now(self) -> datetime:
        """ "today" in a query begins when the reader's day does."""
        return self._now().astimezone()

    def entries(self, ids: Sequence[int]) -> list[Entry]:
        """The rows of these articles, in the order asked; those that are gone are left out."""
        with self._connections.reading() as connection:
            return row_mapping.entries(connection, "SELECT value AS id FROM json_each(?)", [json.dumps(list(ids))])

    def article(self, id: int) -> Article:
        """The whole of one article. Raises LibraryError where it is gone."""
        with self._connections.reading() as connection:
            article = row_mapping.article(connection, id)
        if article is None:
            raise LibraryError("This article is no longer in the library.")
        return article

    def counts(self) -> Counts:
        """How many articles the lists hold."""
        with self._connections.reading() as connection:
            return Counts(*connection.execute("SELECT articles, unread, starred FROM counter").fetchone())

    # Reading state

    def set_read(self, ids: Sequence[int], read: bool) -> Change:
        """Mark these articles as read or unread; the answer holds those that were not so before."""
        return self._change("read", int(not read), int(read), ids)

    def set_starred(self, ids: Sequence[int], starred: bool) -> Change:
        """Star these articles or take their star; the answer holds those that were not so before."""
        return self._change("starred", int(not starred), int(starred), ids)

    def set_all_read(self, view: View, read: bool = True) -> Change:
        """Mark everything in `view` as read or unread, in one statement. Raises QueryError for its query."""
        with self._connections.writing() as connection:
            wanted, parameters = self._listing(connection, view).select()
            changed = connection.execute(
                f"UPDATE state SET read = ? WHERE read = ? AND id IN ({wanted}) RETURNING id",
                (int(read), int(not read), *parameters),
            ).fetchall()
        return Change("read", int(not read), int(read), array("q", (row[0] for row in changed)))

    def set_muted(self, ids: Sequence[int], muted: bool) -> Change:
        """Mute these articles, which then are only in lists that ask for `is:muted`, or let them be heard again."""
        return self._change("hidden", int(not muted), int(muted), ids)

    def set_tag(self, ids: Sequence[int], tag: str, wanted: bool) -> Change:
        """Give these articles a tag or take it from them; letters of either case are the same."""
        from newsreader.library.articles import tags

        with self._connections.writing() as connection:
            return tags.apply(connection, tag, ids, wanted)

    def delete(self, ids: Sequence[int]) -> Change:
        """Take these articles out of all lists. They are known still, so that a feed does not bring them back."""
        return self._change("hidden", 0, 2, ids)

    def undo(self, change: Change) -> None:
        """Take `change` back, for those of its articles that are still as it left them."""
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
        """Where the reader was in this article: the code point at the top of the body, 0 for its beginning."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT position FROM state WHERE id = ?", (id,)).fetchone()
        return 0 if row is None else int(row[0])

    def set_position(self, id: int, offset: int) -> None:
        """Keep where the reader is in this article, as a code point of its text."""
        with self._connections.writing() as connection:
            connection.execute("UPDATE state SET position = ? WHERE id = ?", (offset, id))

    # Analyses

    def analysis(self, id: int, method: str) -> Analysis | None:
        """The stored analysis of this article by `method`; None where the present models have not made it yet."""
        held = self._held.get((id, method, models.MODEL))
        if held is not None:
            return held
        with self._connections.reading() as connection:
            return analyses.load(connection, id, method, models.MODEL)

    def is_analysed(self, id: int) -> bool:
        """Whether the present models have analysed this article, with whichever summary."""
        with self._connections.reading() as connection:
            return analyses.is_made(connection, id, models.MODEL)

    def hold_analysis(self, id: int, analysis: Analysis) -> None:
        """Keep an analysis in memory until the library is closed, where it cannot be stored; the latest few."""
        self._held[id, analysis.method, analysis.model] = analysis
        if len(self._held) > _MOST_HELD:
            del self._held[next(iter(self._held))]

    def keep_analysis(self, id: int, analysis: Analysis, *, of: str | None = None) -> None:
        """Store an analysis of this article; those of other models go.

        Nothing where the article is gone, or has another text by now than `of`, which the analysis was made of.
        """
        with self._connections.writing() as connection:
            if of is None or analyses.is_text(connection, id, of):
                analyses.keep(connection, id, analysis)

    def _forget_held(self, id: int) -> None:
        for key in [key for key in self._held if key[0] == id]:
            del self._held[key]

    def mark_failed(self, id: int, model: str, reason: str) -> None:
        """Note that `model` cannot analyse this article; `reason` is a sentence for the user."""
        with self._connections.writing() as connection:
            analyses.fail(connection, id, model, reason)

    def failure(self, id: int) -> str | None:
        """Why the present models could not analyse this article, or None."""
        with self._connections.reading() as connection:
            return analyses.failure(connection, id, models.MODEL)

    def pending(self, method: str, limit: int, *, after: int | None = None) -> list[int]:
        """The newest `limit` articles, or those after `after`, that the present models have yet to analyse."""
        with self._connections.reading() as connection:
            return analyses.pending(connection, method, models.MODEL, limit, after)

    def count_pending(self, method: str) -> int:
        """How many articles the present models have yet to analyse; takes time with a large library."""
        with self._connections.reading() as connection:
            return analyses.count_pending(connection, method, models.MODEL)

    # Upkeep

    def retain(self, limits: Sequence[Limits], *, dry_run: bool = False) -> Outgoing:
        """Throw out the articles that are beyond any of `limits`, never starred ones; with `dry_run` only say which.

        They do not come back when a feed sends them again, and there is no undo.
        """
        from newsreader.library.database import retention

        with self._connections.reading() as connection:
            numbers = retention.outgoing(connection, limits, self._now())
            going = retention.sizes(connection, numbers)
        for start in range(0, 0 if dry_run else len(numbers), _LOT):
            with self._connections.writing() as connection:
                retention.throw_out(connection, numbers[start : start + _LOT])
            self._connections.let_others_in()
        return going

    def tidy(self) -> list[str]:
        """Put right counts and indexes, and give unused room back to the disk; names what was wrong.

        Takes about a minute with 100,000 articles, while others can only read.
        """
        from newsreader.library.database import maintenance

        with self._connections.writing() as connection:
            wrong = maintenance.mend(connection)
        with self._connections.reading() as connection:
            maintenance.squeeze(connection)
        return wrong

    # The list of sources

    def sources(self) -> list[Heading]:
        """All sources that have articles in the lists, by name."""
        from newsreader.library.articles import tags

        with self._connections.reading() as connection:
            return tags.sources(connection)

    def tags(self) -> list[Heading]:
        """All tags, by name."""
        from newsreader.library.articles import tags

        with self._connections.reading() as connection:
            return tags.tags(connection)

    def saved_searches(self) -> list[SavedSearch]:
        """All saved searches, in the order in which they were first saved; see `count` for how many they find."""
        from newsreader.library.articles import tags

        with self._connections.reading() as connection:
            return tags.saved_searches(connection)

    def save_search(self, name: str, query: str) -> None:
        """Keep `query` under `name`, in place of another of that name. Raises QueryError for the query."""
        from newsreader.library.search.query import parse

        parse(query, self._local_now())
        from newsreader.library.articles import tags

        with self._connections.writing() as connection:
            tags.save_search(connection, name, query)

    def forget_search(self, name: str) -> None:
        """Drop the saved search of this name, if there is one."""
        from newsreader.library.articles import tags

        with self._connections.writing() as connection:
            tags.forget_search(connection, name)

    # What the program remembers

    def recall(self, key: str, default: Any = None) -> Any:
        """The value kept under `key` (anything that JSON holds), or `default`."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT value FROM memory WHERE key = ?", (key,)).fetchone()
        return default if row is None else json.loads(row[0])

    def remember(self, key: str, value: Any) -> None:
        """Keep `value` (anything that JSON holds) under `key`."""
        with self._connections.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO memory (key, value) VALUES (?, ?)", (key, json.dumps(value)))
