"""Schedule feeds: which are due, and when to fetch one again after a success or a failure."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from newsreader.library.feeds import credentials, subscriptions
from newsreader.library.feeds.entry_merger import FeedDelivery

__all__ = ["DueFeed", "adopt_title", "due_feeds", "record_failure", "record_success"]

_FIRST_WAIT_S = 15 * 60
_FIRST_WAIT_LIMITED_S = 60 * 60
_LONGEST_WAIT_S = 24 * 3600
"""A feed that fails is fetched again after a quarter of an hour, and the wait doubles with each failure, up to a day. A
feed that limits requests is left alone for an hour at first, or for as long as it says."""


@dataclass(frozen=True, slots=True)
class DueFeed:
    """A subscription to fetch, with the values for the request. Rules may use any of `names` for it."""

    feed: int
    url: str
    kind: str
    name: str
    etag: str
    modified: str
    full: str
    names: tuple[str, ...]


def due_feeds(connection: sqlite3.Connection, now: int, feeds: Sequence[int] | None = None) -> list[DueFeed]:
    """Return the subscriptions that are due at `now` (microseconds), the longest unfetched first.

    With `feeds`, return those of them that do not limit requests at present, due or not.
    """
    condition, parameters = ("next_try IS NULL OR next_try <= ?", [now])
    chosen = ""
    if feeds is not None:
        condition, chosen = f"wait = 0 OR {condition}", "AND feed.id IN (SELECT value FROM json_each(?))"
    rows = connection.execute(
        f'SELECT feed.id, url, kind, source.name, etag, modified, "full", title, feed.name FROM feed JOIN source'
        f" ON source.id = feed.source WHERE stopped = 0 AND ({condition}) {chosen} ORDER BY last_try, feed.id",
        [*parameters, *([] if feeds is None else [json.dumps(list(feeds))])],
    )
    return [
        DueFeed(
            number, url, kind, source, etag, modified, full, tuple(name for name in (url, source, title, own) if name)
        )
        for number, url, kind, source, etag, modified, full, title, own in rows
    ]


def adopt_title(connection: sqlite3.Connection, delivery: FeedDelivery) -> None:
    """Name a subscription after its feed's title, unless the reader named it or it has articles already.

    A list does not change its name while it is in use.
    """
    row = connection.execute("SELECT source, name FROM feed WHERE id = ?", (delivery.feed,)).fetchone()
    if row is not None and delivery.title and not row[1] and not subscriptions.article_ids(connection, row[0], 1):
        subscriptions.set_source_name(connection, delivery.feed, delivery.title)


def record_success(connection: sqlite3.Connection, delivery: FeedDelivery, now: int) -> None:
    """Store a successful fetch: its time, and the values for the next request."""
    number = delivery.feed
    connection.execute(
        "UPDATE feed SET etag = :etag, modified = :modified, last_try = :now, last_success = :now, next_try = NULL,"
        " wait = 0, failures = 0, reason = '', title = iif(:title = '', title, :title),"
        " site = iif(:site = '', site, :site) WHERE id = :feed",
        {
            "etag": delivery.etag,
            "modified": delivery.modified,
            "title": delivery.title,
            "site": delivery.site,
            "now": now,
            "feed": number,
        },
    )
    if delivery.moved_to:
        _move(connection, number, delivery.moved_to)


def _move(connection: sqlite3.Connection, number: int, url: str) -> None:
    there = connection.execute("SELECT id FROM feed WHERE url = ?", (url,)).fetchone()
    if there is None:
        before = connection.execute("SELECT url FROM feed WHERE id = ?", (number,)).fetchone()[0]
        credentials.for_connection(connection).move(before, url)
        connection.execute("UPDATE feed SET url = ? WHERE id = ?", (url, number))
    elif there[0] != number:
        reason = "It has moved to the address of another subscription."
        connection.execute("UPDATE feed SET stopped = 1, reason = ? WHERE id = ?", (reason, number))


def record_failure(
    connection: sqlite3.Connection,
    number: int,
    now: int,
    reason: str,
    *,
    rate_limited: bool,
    retry_after_s: float | None,
    stop: bool,
) -> None:
    """Store a failed fetch and when to try again: after `retry_after_s` if the server said so, else later each time.

    `rate_limited` means that the server wants fewer requests, `stop` that the feed must not be fetched again.
    """
    row = connection.execute("SELECT failures FROM feed WHERE id = ?", (number,)).fetchone()
    if row is None:
        return
    first = _FIRST_WAIT_LIMITED_S if rate_limited else _FIRST_WAIT_S
    wait = min(first * 2 ** min(row[0], 20), _LONGEST_WAIT_S) if retry_after_s is None else retry_after_s
    connection.execute(
        "UPDATE feed SET last_try = ?, next_try = ?, wait = ?, failures = failures + 1, reason = ?, stopped = ?"
        " WHERE id = ?",
        (now, now + int(wait * 1_000_000), rate_limited, reason, stop, number),
    )
