"""Subscriptions: feeds that are asked and folders that are watched, each with a source of its own for its articles."""

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
from newsreader.library.results import Keep, Subscription

__all__ = [
    "articles",
    "called",
    "drop_if_empty",
    "edit",
    "every",
    "forget",
    "hand_on",
    "hand_over",
    "move",
    "one",
    "rename",
    "subscribe",
    "tag",
]

_LONGEST = 200
"""Characters in the name of a source or of a tag."""

# Tags that differ in the case of their letters are one, as in lists: it is written as it was first.
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
        Keep(row[14], row[15]),
        tuple(tags),
    )


def every(connection: sqlite3.Connection) -> list[Subscription]:
    """All subscriptions, by name."""
    return [_subscription(row) for row in connection.execute(f"{_SELECT} ORDER BY source.name COLLATE NOCASE, feed.id")]


def one(connection: sqlite3.Connection, number: int) -> Subscription:
    """The subscription of this number. Raises LibraryError where there is none."""
    row = connection.execute(f"{_SELECT} WHERE feed.id = ?", (number,)).fetchone()
    if row is None:
        raise LibraryError("This subscription is no longer there.")
    return _subscription(row)


def subscribe(
    connection: sqlite3.Connection, url: str, title: str, site: str, tags: Sequence[str], kind: str
) -> tuple[int, bool]:
    """The subscription to `url`, made if it is not there, and whether it is new. Tags are added to those it has.

    `title` is what the reader calls it; "" leaves the name to the feed, and until it has answered to its host.
    A password in the address goes to `credentials`.
    """
    login = None
    if kind == "feed":
        url, login = split_login(url)
    if login is not None:
        credentials.of(connection).keep(url, login)
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
        tag(connection, number, [*(name for (name,) in known), *tags])
    return number, row is None


def tag(connection: sqlite3.Connection, number: int, tags: Iterable[str]) -> None:
    """Give a subscription these tags and no others, in their order."""
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
    keep: Keep | None,
) -> None:
    """Change what is not None. Another address is asked anew; a stopped feed that goes on has no failures any more."""
    before = one(connection, number).url
    url, login = split_login(url or before)
    if url != before or login is not None:
        if url != before and connection.execute("SELECT 1 FROM feed WHERE url = ?", (url,)).fetchone():
            raise LibraryError(f"There is a subscription to {url} already.")
        kept = credentials.of(connection)
        kept.move(before, url)
        if login is not None:
            kept.keep(url, login)
        connection.execute(
            "UPDATE feed SET url = ?, etag = '', modified = '', next_try = NULL, wait = 0, failures = 0, reason = '',"
            " stopped = 0 WHERE id = ?",
            (url, number),
        )
    if full is not None:
        if full not in ("", "always", "never"):
            raise LibraryError(f"Full text is fetched always, never, or as the settings say (''), not “{full}”.")
        connection.execute("UPDATE feed SET full = ? WHERE id = ?", (full, number))
    if keep is not None:
        connection.execute("UPDATE feed SET keep_days = ?, keep_most = ? WHERE id = ?", (*keep, number))
    if stopped is not None:
        connection.execute(
            "UPDATE feed SET stopped = ?, failures = 0, reason = '', next_try = NULL, wait = 0"
            " WHERE id = ? AND stopped <> ?",
            (stopped, number, stopped),
        )
    if muted is not None:
        connection.execute("UPDATE feed SET muted = ? WHERE id = ?", (muted, number))
        # Starred articles are heard whatever their feed.
        connection.execute(
            "UPDATE state SET hidden = ? WHERE id IN (SELECT value FROM json_each(?)) AND hidden = ? AND starred <= ?",
            (muted, json.dumps(articles(connection, _source_of(connection, number))), not muted, not muted),
        )


def rename(connection: sqlite3.Connection, number: int, name: str) -> tuple[int, int]:
    """Call a subscription `name`, or with "" as the feed calls itself; the sources that it had and has.

    The articles are still to be moved from the first to the second, if they differ (see `move`).
    """
    now = one(connection, number)
    connection.execute("UPDATE feed SET name = ? WHERE id = ?", (_line(name), number))
    return called(connection, number, _line(name) or now.title or _host(now.url))


def called(connection: sqlite3.Connection, number: int, name: str) -> tuple[int, int]:
    """Give a subscription a source of this name, or one like it; the sources that it had and has."""
    now, before = one(connection, number), _source_of(connection, number)
    if _line(name) == now.name:
        return before, before
    taken = connection.execute("SELECT 1 FROM source WHERE name = ?", (_line(name),)).fetchone()
    if not taken and _line(name) and not articles(connection, before, 1):
        connection.execute("UPDATE source SET name = ? WHERE id = ?", (_line(name), before))
        return before, before
    after = _source(connection, name, now.url)
    connection.execute("UPDATE feed SET source = ? WHERE id = ?", (after, number))
    drop_if_empty(connection, before)
    return before, after


def articles(connection: sqlite3.Connection, source: int, most: int = -1, *, starred: bool = True) -> list[int]:
    """The articles of a source, muted and deleted ones too, or `most` of them; perhaps without the starred ones."""
    rows = connection.execute(
        "SELECT id FROM state INDEXED BY state_source WHERE source IS :source AND hidden = 0 AND starred <= :starred"
        " UNION ALL SELECT id FROM state INDEXED BY state_hidden"
        " WHERE source IS :source AND hidden > 0 AND starred <= :starred LIMIT :most",
        {"source": source, "most": most, "starred": starred},
    )
    return [row[0] for row in rows]


def move(connection: sqlite3.Connection, numbers: Sequence[int], source: int) -> None:
    """Put these articles under another source, in the search index too."""
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


def hand_on(connection: sqlite3.Connection, before: int, after: int | None) -> None:
    """Let `after` be a further source of what had `before` as one; None for no source in its place."""
    if after is not None:
        connection.execute(
            "INSERT INTO also (source, article) SELECT :after, article FROM also JOIN state ON state.id = article"
            " WHERE also.source = :before AND state.source IS NOT :after ON CONFLICT DO NOTHING",
            {"after": after, "before": before},
        )
    connection.execute("DELETE FROM also WHERE source = ?", (before,))
    drop_if_empty(connection, before)


def hand_over(connection: sqlite3.Connection, source: int) -> None:
    """Put what other sources gave as well under one of those."""
    shared = connection.execute(
        "SELECT article, min(also.source) FROM also JOIN state ON state.id = article WHERE state.source = ?"
        " GROUP BY article",
        (source,),
    ).fetchall()
    for number, other in shared:
        move(connection, [number], other)


def forget(connection: sqlite3.Connection, number: int) -> int:
    """End a subscription; the source that its articles are left under."""
    source = _source_of(connection, number)
    credentials.of(connection).forget(one(connection, number).url)
    connection.execute("DELETE FROM feed WHERE id = ?", (number,))
    return source


def _source_of(connection: sqlite3.Connection, number: int) -> int:
    row = connection.execute("SELECT source FROM feed WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise LibraryError("This subscription is no longer there.")
    return int(row[0])


def drop_if_empty(connection: sqlite3.Connection, source: int) -> None:
    """Drop a source that has neither articles nor a subscription."""
    if not articles(connection, source, 1):
        connection.execute(
            "DELETE FROM source WHERE id = :source AND NOT EXISTS (SELECT 1 FROM feed WHERE source = :source)"
            " AND NOT EXISTS (SELECT 1 FROM also WHERE source = :source)",
            {"source": source},
        )


def _source(connection: sqlite3.Connection, wanted: str, url: str) -> int:
    """A source that no other subscription has, of this name if it can be: articles added before belong to it."""
    best = _line(wanted) or url[:_LONGEST]
    free = partial(_is_free, connection)
    name = next(filter(free, (best, f"{best} ({_host(url)})")), "") or _numbered(best, free)
    row = connection.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = connection.execute("INSERT INTO source (name) VALUES (?) RETURNING id", (name,)).fetchone()
    return int(row[0])


def _is_free(connection: sqlite3.Connection, name: str) -> bool:
    """Say whether no subscription has the source of this name."""
    taken = "SELECT 1 FROM source JOIN feed ON feed.source = source.id WHERE source.name = ?"
    return connection.execute(taken, (name,)).fetchone() is None


def _numbered(name: str, free: Callable[[str], bool]) -> str:
    """Return `name` with a number from 2 on that makes it free, after one that does not.

    It is searched for in steps that double and then halve: a list of feeds may have one name thousands of times.
    """
    above = next(2**power for power in count(1) if free(f"{name} ({2**power})"))
    number = bisect_left(range(above), True, lo=above // 2 + 1, key=lambda number: free(f"{name} ({number})"))
    return f"{name} ({number})"


def _line(text: str) -> str:
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())[:_LONGEST].rstrip()


def _host(url: str) -> str:
    """What a subscription is called until its feed has said: the host, or the folder's own name."""
    if "://" not in url:
        return PurePath(url).name or url
    return (urlsplit(url).hostname or url).removeprefix("www.")
