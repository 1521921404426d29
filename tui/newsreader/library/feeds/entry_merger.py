"""What feeds sent, into the library: known entries are told from new, edited and deleted ones, and a story that
several feeds tell becomes one row.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from newsreader.library.articles import article_keys, article_texts, insert, tags
from newsreader.library.articles.article_record import Arrival
from newsreader.library.database.times import number_at
from newsreader.library.feeds import near_duplicates
from newsreader.library.feeds.entry_index import Ledger, known_entries
from newsreader.library.views import Added
from newsreader.model.article import Article
from newsreader.model.rule_verdict import NO_VERDICT, Verdict

__all__ = ["Arrivals", "Delivered", "Delivery", "Sent", "entry_key", "known_by", "pass_over", "transactions", "unseen"]

_LOT = 500
"""Entries in a transaction, as for other additions."""

_NEAR_US = 3 * 24 * 3600 * 1_000_000
"""A story is told by several feeds within three days; a bulletin that reads the same next month is another one."""

_MOST_CANDIDATES = 20
_NOTHING = 0
"""Stands in `entry.article` for what has no article in it."""
_DELETED = 2
"""What `state.hidden` is for an article that the reader deleted."""

_NUMBER = re.compile(r"\d+")
_FEW_WORDS = 45
"""Texts with fewer different words, as 60 words in a row have, are the same story only under like titles."""


class Sent(NamedTuple):
    """An entry of a feed: `key` is its identity there (`entry_key`), `digest` tells whether it was edited.

    The article is known by what `known_by` says, `verdict` is what the rules say: whoever reads the feed works them
    out, beside the process that stores. With `own_source` the article stays under its own source, where it names one,
    and the subscription is a further one: a folder holds articles of many. With `sole` it is all that its file holds:
    whatever stands there now is the same article, edited.
    """

    key: bytes
    digest: bytes
    arrival: Arrival
    verdict: Verdict = NO_VERDICT
    own_source: bool = False
    sole: bool = False


class Delivery(NamedTuple):
    """What the subscription `feed` answered: the entries that are not as they were, and what to ask it with next.

    `passed` are keys and digests of what has no article in it: it is not looked at again until it changes.
    """

    feed: int
    sent: tuple[Sent, ...] = ()
    title: str = ""
    site: str = ""
    etag: str = ""
    modified: str = ""
    moved_to: str = ""
    passed: tuple[tuple[bytes, bytes], ...] = ()


@dataclass(slots=True)
class Delivered:
    """Articles that were not there before, and such whose words changed."""

    new: list[int] = field(default_factory=list)
    edited: list[int] = field(default_factory=list)

    def added(self) -> list[Added]:
        """All of them, as other additions are told of."""
        return [*(Added(number, True) for number in self.new), *(Added(number, False) for number in self.edited)]


def entry_key(identity_in_feed: str) -> bytes:
    """What an entry is known by within its feed: 16 bytes."""
    return article_keys.digest(b"entry", identity_in_feed)


def known_by(article: Article, *, shared_link: bool) -> tuple[bytes, ...]:
    """What an article is known by beside its entry's own key.

    `shared_link` says that other entries of the feed have the same link, which then tells nothing.
    """
    if shared_link or article_keys.is_site(article.url):
        article = Article(article.text, article.title)  # a link to the site, not to the article
    return tuple(article_keys.keys(article)) if article.text or article.url else ()


def unseen(connection: sqlite3.Connection, feed: int, entries: Sequence[tuple[bytes, bytes]]) -> list[int]:
    """Which of the entries, given by key and digest, are new in this feed or were edited: their places."""
    known = known_entries(connection, feed, [key for key, _ in entries])
    return [place for place, (key, digest) in enumerate(entries) if key not in known or known[key][1] != digest]


class Part(NamedTuple):
    """As much of a delivery as fits a transaction; `bands` are those of the texts (`likeness`), `last` ends it."""

    delivery: Delivery
    sent: Sequence[Sent]
    bands: Sequence[tuple[int, ...]]
    last: bool


def transactions(deliveries: Sequence[Delivery], *, merge: bool) -> Iterator[list[Part]]:
    """Deliveries cut and gathered into lots that fit a transaction, each made ready outside of it.

    Bands are made only to `merge` stories, and not of what is in folders: no feed tells that.
    """
    lot: list[Part] = []
    room = _LOT
    for delivery in deliveries:
        for start in range(0, max(len(delivery.sent), 1), _LOT):
            sent = delivery.sent[start : start + _LOT]
            if lot and len(sent) > room:
                yield lot
                lot, room = [], _LOT
            bands = [near_duplicates.bands(one.arrival.text) if merge and not one.own_source else () for one in sent]
            lot.append(Part(delivery, sent, bands, start + _LOT >= len(delivery.sent)))
            room -= len(sent)
    if lot:
        yield lot


def pass_over(connection: sqlite3.Connection, delivery: Delivery) -> None:
    """Note what has no article in it."""
    connection.executemany(
        "INSERT OR REPLACE INTO entry (feed, key, article, digest) SELECT id, ?, ?, ? FROM feed WHERE id = ?",
        [(key, _NOTHING, digest, delivery.feed) for key, digest in delivery.passed],
    )


class Arrivals:
    """What feeds sent, on its way into the library inside the caller's transaction, seen at `now` (microseconds).

    Without `merge` what other feeds gave does not count. Notes in `delivered` what it did. `finish` comes last.
    """

    def __init__(self, connection: sqlite3.Connection, now: int, merge: bool, delivered: Delivered) -> None:
        self.connection = connection
        self.now = now
        self.merge = merge
        self.delivered = delivered
        self.additions = insert.Additions(connection, now)
        self.ledger = Ledger(connection)

    def take(self, part: Part) -> None:
        """Store the entries of one feed; nothing where the subscription ended meanwhile."""
        feed = part.delivery.feed
        row = self.connection.execute(
            "SELECT source, muted, url, source.name FROM feed JOIN source ON source.id = feed.source WHERE feed.id = ?",
            (feed,),
        ).fetchone()
        if row is not None:
            desk = _Desk(self, feed, row[0], bool(row[1]), row[2], row[3])
            desk.take(part)

    def write(self) -> None:
        """Write what was only noted, but for the search index: before it is asked for in SQL."""
        self.additions.write()
        self.ledger.write()

    def finish(self) -> None:
        """Write all that was only noted."""
        self.write()
        self.additions.finish()


class _Desk:
    """Takes in the entries of one feed."""

    def __init__(self, arrivals: Arrivals, feed: int, source: int, muted: bool, url: str, name: str) -> None:
        self._arrivals = arrivals
        self._connection = arrivals.connection
        self._feed = feed
        self._source = source
        self._muted = muted
        self._url = url
        self._name = name
        self._now = arrivals.now
        self._merge = arrivals.merge
        self._ledger = arrivals.ledger

    def take(self, part: Part) -> None:
        """Store entries, or see which articles they are."""
        sent = part.sent
        keys = [self._keys(one) for one in sent]
        self._ledger.look_up(
            self._feed,
            [one.key for one in sent],
            list(chain.from_iterable(keys)),
            list(chain.from_iterable(part.bands)),
        )
        for one, its_keys, its_bands in zip(sent, keys, part.bands, strict=True):
            self._take(one, its_keys, its_bands)

    def _take(self, one: Sent, keys: Sequence[bytes], bands: tuple[int, ...]) -> None:
        row = self._ledger.entry(self._feed, one.key)
        if row is not None and row[1] == one.digest:
            return
        known = row[0] if row is not None and row[0] != _NOTHING else self._known(keys)
        if known is None and self._merge:
            known = self._told_before(one, bands)
        number = self._add(one, bands) if known is None else known
        self._ledger.note(self._feed, one.key, number, one.digest, keys)
        if known is not None:
            self._meet(known, one, edited=row is not None)

    def _keys(self, one: Sent) -> list[bytes]:
        """What the article is known by beside the entry's own key."""
        if self._merge:
            return list(one.arrival.keys)
        return [*(article_keys.within(self._url, key) for key in one.arrival.keys), *one.arrival.keys]

    def _known(self, keys: Sequence[bytes]) -> int | None:
        for key in filter(self._ledger.has_key, keys):
            self._arrivals.write()
            row = self._connection.execute(
                "SELECT article, state.id, state.source, hidden FROM identity LEFT JOIN state ON state.id = article"
                " WHERE key = ?",
                (key,),
            ).fetchone()
            if row is None:
                continue
            number, there, source, hidden = row
            # What was deleted or thrown out stays out, whoever sends it.
            if self._merge or there is None or hidden == _DELETED or source == self._source or source is None:
                return int(number)
        return None

    def _told_before(self, one: Sent, bands: tuple[int, ...]) -> int | None:
        """The article of another source that tells this story in nearly the same words."""
        if not self._ledger.has_band(bands):
            return None
        self._arrivals.write()
        stated = self._now if one.arrival.published is None else min(one.arrival.published, self._now)
        places = ", ".join("?" * len(bands))
        met = self._connection.execute(
            f"SELECT DISTINCT article FROM band WHERE band IN ({places}) AND article BETWEEN ? AND ? LIMIT ?",
            (*bands, number_at(stated - _NEAR_US), number_at(stated + _NEAR_US), _MOST_CANDIDATES),
        ).fetchall()
        rows = (
            self._connection.execute(
                "SELECT article.id, title, text FROM article JOIN body USING (id) JOIN state USING (id)"
                " WHERE article.id IN (SELECT value FROM json_each(?)) AND state.source IS NOT ?",
                (json.dumps([row[0] for row in met]), self._source),
            )
            if met
            else ()
        )
        for number, title, text in rows:
            if _numbered(title, one.arrival.title):
                continue
            if near_duplicates.likeness(text, one.arrival.text) >= near_duplicates.NEARLY and (
                len(set(text.split())) >= _FEW_WORDS or _like_titles(title, one.arrival.title)
            ):
                return int(number)
        return None

    def _meet(self, number: int, one: Sent, *, edited: bool) -> None:
        """An article that is there: its words are `edited` by the entry that gave them, another source is noted."""
        just_added = number in self._arrivals.additions
        if just_added:
            self._arrivals.write()
        row = self._connection.execute(
            "SELECT state.source, hidden, title, url FROM state JOIN article USING (id) WHERE id = ?", (number,)
        ).fetchone()
        if row is None:
            return  # thrown out
        source, hidden, title, url = row
        arrival = one.arrival
        if source != self._source:
            self._give(number)
        if not just_added and (source == self._source or edited):
            # The number of what was thrown out may have been given to another article since.
            same = title == arrival.title or article_keys.normalise(url) == article_keys.normalise(arrival.url) != ""
            same = same or (edited and one.sole)
            if same and hidden != _DELETED and article_texts.revise(self._connection, number, arrival):
                self._arrivals.delivered.edited.append(number)

    def _give(self, number: int) -> None:
        """Let the subscription be a further source of an article."""
        self._connection.execute(
            "INSERT INTO also (source, article) VALUES (?, ?) ON CONFLICT DO NOTHING", (self._source, number)
        )

    def _add(self, one: Sent, bands: tuple[int, ...]) -> int:
        verdict = one.verdict
        muted = (self._muted or verdict.muted) and not verdict.starred
        name = one.arrival.source if one.own_source and one.arrival.source else self._name
        source = self._source if name == self._name else insert.source_named(self._connection, name)
        number = self._arrivals.additions.add(
            one.arrival, source, name, read=verdict.read, starred=verdict.starred, muted=muted
        )
        if source != self._source or verdict.tags:
            self._arrivals.write()
        if source != self._source:
            self._give(number)
        self._ledger.note_bands(number, bands)
        for tag in verdict.tags:
            tags.apply(self._connection, tag, [number], True)
        self._arrivals.delivered.new.append(number)
        return number


def _numbered(one: str, other: str) -> bool:
    """Return whether two titles differ in their numbers alone: parts of a series ("Tides, day 3") share words."""
    first, second = (_NUMBER.split(title.casefold()) for title in (one, other))
    return len(first) > 1 and one.casefold() != other.casefold() and first == second


def _like_titles(one: str, other: str) -> bool:
    """Whether at least a third of the words of two titles are in both."""
    first, second = (set(title.casefold().split()) for title in (one, other))
    return 3 * len(first & second) >= len(first | second) > 0
