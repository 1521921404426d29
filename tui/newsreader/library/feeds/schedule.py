"""When feeds are asked, with what, and how it went."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from newsreader.library.feeds import credentials, subscriptions
from newsreader.library.feeds.entry_merger import Delivery

__all__ = ["Due", "answered", "due", "name", "refused"]

_FIRST_WAIT_S = 15 * 60
_FIRST_WAIT_ASKED_S = 60 * 60
_LONGEST_WAIT_S = 24 * 3600
"""A feed that fails is asked again after a quarter of an hour, then after twice the time each, at most after a day; one
that asks not to be asked so often is left alone for an hour at first, or for as long as it says."""


@dataclass(frozen=True, slots=True)
class Due:
    """A subscription that is to be asked, and what with; `names` are what rules may call it."""

    feed: int
    url: str
    kind: str
    name: str
    etag: str
    modified: str
    full: str
    names: tuple[str, ...]


def due(connection: sqlite3.Connection, now: int, feeds: Sequence[int] | None = None) -> list[Due]:
    """The subscriptions that may be asked now: all that are due, or those named, unless they wish to be left alone.

    `now` is in microseconds. Those that were not asked for longest come first.
    """
    among, parameters = ("next_try IS NULL OR next_try <= ?", [now])
    chosen = ""
    if feeds is not None:
        among, chosen = f"wait = 0 OR {among}", "AND feed.id IN (SELECT value FROM json_each(?))"
    rows = connection.execute(
        f'SELECT feed.id, url, kind, source.name, etag, modified, "full", title, feed.name FROM feed JOIN source'
        f" ON source.id = feed.source WHERE stopped = 0 AND ({among}) {chosen} ORDER BY last_try, feed.id",
        [*parameters, *([] if feeds is None else [json.dumps(list(feeds))])],
    )
    return [
        Due(number, url, kind, source, etag, modified, full, tuple(name for name in (url, source, title, own) if name))
        for number, url, kind, source, etag, modified, full, title, own in rows
    ]


def name(connection: sqlite3.Connection, delivery: Delivery) -> None:
    """Call a subscription as the feed calls itself, unless the reader gave it a name.

    What has articles keeps its name: no list changes under the reader's eyes.
    """
    row = connection.execute("SELECT source, name FROM feed WHERE id = ?", (delivery.feed,)).fetchone()
    if row is not None and delivery.title and not row[1] and not subscriptions.articles(connection, row[0], 1):
        subscriptions.called(connection, delivery.feed, delivery.title)


def answered(connection: sqlite3.Connection, delivery: Delivery, now: int) -> None:
    """Note a success and what came with it."""
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
        credentials.of(connection).move(before, url)
        connection.execute("UPDATE feed SET url = ? WHERE id = ?", (url, number))
    elif there[0] != number:
        reason = "It has moved to an address that is subscribed to already."
        connection.execute("UPDATE feed SET stopped = 1, reason = ? WHERE id = ?", (reason, number))


def refused(
    connection: sqlite3.Connection,
    number: int,
    now: int,
    reason: str,
    *,
    asked: bool,
    seconds: float | None,
    gone: bool,
) -> None:
    """Note a failure, and when to ask again: after `seconds`, where the server said so, else later each time.

    `asked` says that the server wishes to be asked less often, `gone` that it is never to be asked again.
    """
    row = connection.execute("SELECT failures FROM feed WHERE id = ?", (number,)).fetchone()
    if row is None:
        return
    first = _FIRST_WAIT_ASKED_S if asked else _FIRST_WAIT_S
    wait = min(first * 2 ** min(row[0], 20), _LONGEST_WAIT_S) if seconds is None else seconds
    connection.execute(
        "UPDATE feed SET last_try = ?, next_try = ?, wait = ?, failures = failures + 1, reason = ?, stopped = ?"
        " WHERE id = ?",
        (now, now + int(wait * 1_000_000), asked, reason, gone, number),
    )
