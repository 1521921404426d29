"""Store subscriptions: feeds that are fetched and folders that are watched. Each has a source for its articles."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import count
from pathlib import PurePath
from urllib.parse import urlsplit

from newsreader.intake.http.logins import split_login
from newsreader.intake.text.urls import without_password
from newsreader.library.database.library_errors import LibraryError
from newsreader.library.database.times import from_micros
from newsreader.library.feeds import credentials
from newsreader.library.results import Subscription
from newsreader.library.views import Visibility
from newsreader.model.retention_policy import RetentionPolicy

__all__ = [
    "article_ids",
    "delete",
    "delete_source_if_empty",
    "edit",
    "list_subscriptions",
    "load",
    "move_articles",
    "move_shared_articles",
    "rename",
    "replace_further_source",
    "set_source_name",
    "set_tags",
    "subscribe",
]

_MAX_LENGTH = 200
"""Characters in the name of a source or of a tag."""

# Tags that differ only in letter case are one tag, as in lists, in its first spelling.
_SELECT = """
    WITH spelled AS MATERIALIZED (
        SELECT feed, position, first_value(name) OVER (PARTITION BY name ORDER BY feed) AS name FROM feed_tag
    )
    SELECT feed.id, url, source.name, kind, title, site, articles, unread, last_success, failures, reason, stopped,
        muted, full, keep_days, keep_most,
        (SELECT json_group_array(name) FROM (SELECT name FROM spelled WHERE feed = feed.id ORDER BY position))
    FROM feed JOIN source ON source.id = feed.source
"""


def _subscription(
    row: tuple[
        int, str, str, str, str, str, int, int, int | None, int, str, int, int, str, int | None, int | None, str
    ],
) -> Subscription:
    success, tags = row[8], json.loads(row[16])
    return Subscription(
        row[0],
        without_password(row[1]) if row[3] == "feed" else row[1],
        *row[2:8],
        None if success is None else from_micros(success),
        row[9],
        row[10],
        bool(row[11]),
        bool(row[12]),
        row[13],
        RetentionPolicy(row[14], row[15]),
        tuple(tags),
    )


def list_subscriptions(connection: sqlite3.Connection) -> list[Subscription]:
    """Return all subscriptions, by name."""
    return [_subscription(row) for row in connection.execute(f"{_SELECT} ORDER BY source.name COLLATE NOCASE, feed.id")]


def load(connection: sqlite3.Connection, number: int) -> Subscription:
    """Return the subscription of this number. Raise LibraryError if there is none."""
    row = connection.execute(f"{_SELECT} WHERE feed.id = ?", (number,)).fetchone()
    if row is None:
        raise LibraryError("This subscription no longer exists.")
    return _subscription(row)


def subscribe(
    connection: sqlite3.Connection, url: str, title: str, site: str, tags: Sequence[str], kind: str
) -> tuple[int, bool]:
    """Subscribe to `url` unless that is done already; return the subscription's number and whether it is new.

    Tags are added to those that it has. `title` is the reader's name for it; "" leaves the name to the feed, or to its
    host until it was fetched. A password in the address is stored with `credentials`.
    """
    login = None
    if kind == "feed":
        url, login = split_login(url)
    if login is not None:
        credentials.for_connection(connection).store(url, login)
    row = connection.execute("SELECT id FROM feed WHERE url = ?", (url,)).fetchone()
    if row is None:
        source = _source(connection, title or _host(url), url)
        number = int(
            connection.execute(
                "INSERT INTO feed (url, kind, source, name, site) VALUES (?, ?, ?, ?, ?) RETURNING id",
                (url, kind, source, _line(title), site),
            ).fetchone()[0]
        )
    else:
        number = int(row[0])
    if tags:
        known = connection.execute("SELECT name FROM feed_tag WHERE feed = ? ORDER BY position", (number,)).fetchall()
        set_tags(connection, number, [*(name for (name,) in known), *tags])
    return number, row is None


def set_tags(connection: sqlite3.Connection, number: int, tags: Iterable[str]) -> None:
    """Replace the tags of a subscription by these, in their order."""
    connection.execute("DELETE FROM feed_tag WHERE feed = ?", (number,))
    connection.executemany(
        "INSERT INTO feed_tag (feed, name, position) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(number, name, place) for place, each in enumerate(tags) if (name := _line(each))],
    )


def edit(
    connection: sqlite3.Connection,
    number: int,
    *,
    url: str | None,
    muted: bool | None,
    full: str | None,
    stopped: bool | None,
    retention: RetentionPolicy | None,
) -> None:
    """Change what is not None. A new address, and the restart of a stopped feed, clear the failures."""
    before = load(connection, number).url
    url, login = split_login(url or before)
    if url != before or login is not None:
        if url != before and connection.execute("SELECT 1 FROM feed WHERE url = ?", (url,)).fetchone():
            raise LibraryError(f"You are already subscribed to {url}.")
        logins = credentials.for_connection(connection)
        logins.move(before, url)
        if login is not None:
            logins.store(url, login)
        connection.execute(
            "UPDATE feed SET url = ?, etag = '', modified = '', next_try = NULL, wait = 0, failures = 0, reason = '',"
            " stopped = 0 WHERE id = ?",
            (url, number),
        )
    if full is not None:
        if full not in ("", "always", "never"):
            raise LibraryError(f"“{full}” is not a value for full text: use “always”, “never”, or “” for the settings.")
        connection.execute("UPDATE feed SET full = ? WHERE id = ?", (full, number))
    if retention is not None:
        limits = (retention.days, retention.max_articles)
        connection.execute("UPDATE feed SET keep_days = ?, keep_most = ? WHERE id = ?", (*limits, number))
    if stopped is not None:
        connection.execute(
            "UPDATE feed SET stopped = ?, failures = 0, reason = '', next_try = NULL, wait = 0"
            " WHERE id = ? AND stopped <> ?",
            (stopped, number, stopped),
        )
    if muted is not None:
        connection.execute("UPDATE feed SET muted = ? WHERE id = ?", (muted, number))
        old, new = (Visibility.LISTED, Visibility.MUTED) if muted else (Visibility.MUTED, Visibility.LISTED)
        # Starred articles are not muted with their feed.
        connection.execute(
            "UPDATE state SET hidden = ? WHERE id IN (SELECT value FROM json_each(?)) AND hidden = ? AND starred <= ?",
            (new, json.dumps(article_ids(connection, _source_of(connection, number))), old, not muted),
        )


def rename(connection: sqlite3.Connection, number: int, name: str) -> tuple[int, int]:
    """Name a subscription `name`, or after its feed if that is ""; return its old and its new source.

    If they differ, the caller moves the articles from the first to the second (see `move_articles`).
    """
    now = load(connection, number)
    connection.execute("UPDATE feed SET name = ? WHERE id = ?", (_line(name), number))
    return set_source_name(connection, number, _line(name) or now.title or _host(now.url))


def set_source_name(connection: sqlite3.Connection, number: int, name: str) -> tuple[int, int]:
    """Give a subscription a source of this or a similar name; return its old and its new source."""
    now, before = load(connection, number), _source_of(connection, number)
    if _line(name) == now.name:
        return before, before
    taken = connection.execute("SELECT 1 FROM source WHERE name = ?", (_line(name),)).fetchone()
    if not taken and _line(name) and not article_ids(connection, before, 1):
        connection.execute("UPDATE source SET name = ? WHERE id = ?", (_line(name), before))
        return before, before
    after = _source(connection, name, now.url)
    connection.execute("UPDATE feed SET source = ? WHERE id = ?", (after, number))
    delete_source_if_empty(connection, before)
    return before, after


def article_ids(connection: sqlite3.Connection, source: int, limit: int = -1, *, starred: bool = True) -> list[int]:
    """Return the articles of a source, or `limit` of them, including muted and deleted ones.

    Without `starred`, leave out the starred ones.
    """
    rows = connection.execute(
        "SELECT id FROM state INDEXED BY state_source WHERE source IS :source AND hidden = 0 AND starred <= :starred"
        " UNION ALL SELECT id FROM state INDEXED BY state_hidden"
        " WHERE source IS :source AND hidden > 0 AND starred <= :starred LIMIT :limit",
        {"source": source, "limit": limit, "starred": starred},
    )
    return [row[0] for row in rows]


def move_articles(connection: sqlite3.Connection, numbers: Sequence[int], source: int) -> None:
    """Move these articles to another source, in the search index too."""
    chosen = json.dumps(list(numbers))
    words = "SELECT id, title, text, source, byline FROM searchable WHERE id IN (SELECT value FROM json_each(?))"
    connection.execute(
        f"INSERT INTO search (search, rowid, title, text, source, byline) SELECT 'delete', * FROM ({words})", (chosen,)
    )
    connection.execute("UPDATE state SET source = ? WHERE id IN (SELECT value FROM json_each(?))", (source, chosen))
    connection.execute(
        "DELETE FROM also WHERE source = ? AND article IN (SELECT value FROM json_each(?))", (source, chosen)
    )
    connection.execute(f"INSERT INTO search (rowid, title, text, source, byline) {words}", (chosen,))


def replace_further_source(connection: sqlite3.Connection, before: int, after: int | None) -> None:
    """Replace the source `before` by `after` where it is a further source of an article, or remove it with None."""
    if after is not None:
        connection.execute(
            "INSERT INTO also (source, article) SELECT :after, article FROM also JOIN state ON state.id = article"
            " WHERE also.source = :before AND state.source IS NOT :after ON CONFLICT DO NOTHING",
            {"after": after, "before": before},
        )
    connection.execute("DELETE FROM also WHERE source = ?", (before,))
    delete_source_if_empty(connection, before)


def move_shared_articles(connection: sqlite3.Connection, source: int) -> None:
    """Move each article that other sources sent too to one of those."""
    shared = connection.execute(
        "SELECT article, min(also.source) FROM also JOIN state ON state.id = article WHERE state.source = ?"
        " GROUP BY article",
        (source,),
    ).fetchall()
    for number, other in shared:
        move_articles(connection, [number], other)


def delete(connection: sqlite3.Connection, number: int) -> int:
    """Delete a subscription and its password; return its source, which keeps the articles."""
    source = _source_of(connection, number)
    credentials.for_connection(connection).delete(load(connection, number).url)
    connection.execute("DELETE FROM feed WHERE id = ?", (number,))
    return source


def _source_of(connection: sqlite3.Connection, number: int) -> int:
    row = connection.execute("SELECT source FROM feed WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise LibraryError("This subscription no longer exists.")
    return int(row[0])


def delete_source_if_empty(connection: sqlite3.Connection, source: int) -> None:
    """Delete a source if it has neither articles nor a subscription."""
    if not article_ids(connection, source, 1):
        connection.execute(
            "DELETE FROM source WHERE id = :source AND NOT EXISTS (SELECT 1 FROM feed WHERE source = :source)"
            " AND NOT EXISTS (SELECT 1 FROM also WHERE source = :source)",
            {"source": source},
        )


def _source(connection: sqlite3.Connection, wanted: str, url: str) -> int:
    """Return a source that no other subscription has, if possible of this name. It keeps articles added before."""
    best = _line(wanted) or url[:_MAX_LENGTH]
    free = partial(_is_free, connection)
    name = next(filter(free, (best, f"{best} ({_host(url)})")), "") or _numbered(best, free)
    row = connection.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = connection.execute("INSERT INTO source (name) VALUES (?) RETURNING id", (name,)).fetchone()
    return int(row[0])


def _is_free(connection: sqlite3.Connection, name: str) -> bool:
    """Return whether no subscription has a source of this name."""
    taken = "SELECT 1 FROM source JOIN feed ON feed.source = source.id WHERE source.name = ?"
    return connection.execute(taken, (name,)).fetchone() is None


def _numbered(name: str, free: Callable[[str], bool]) -> str:
    """Return `name` with the lowest number from 2 on that makes it free.

    The search doubles its steps and then halves them: a list of feeds may contain one name thousands of times.
    """
    above = next(2**power for power in count(1) if free(f"{name} ({2**power})"))
    number = bisect_left(range(above), True, lo=above // 2 + 1, key=lambda number: free(f"{name} ({number})"))
    return f"{name} ({number})"


def _line(text: str) -> str:
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())[:_MAX_LENGTH].rstrip()


def _host(url: str) -> str:
    """Return the name of a subscription that was never fetched: its host, or the name of its folder."""
    if "://" not in url:
        return PurePath(url).name or url
    return (urlsplit(url).hostname or url).removeprefix("www.")
