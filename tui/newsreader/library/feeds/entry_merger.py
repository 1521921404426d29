"""Merge the entries of feeds into the library.

Known entries are told from new, edited and deleted ones, and a story that several feeds tell becomes one article.
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
from newsreader.library.articles.article_record import ArticleRecord
from newsreader.library.database.times import number_at
from newsreader.library.feeds import near_duplicates
from newsreader.library.feeds.entry_index import EntryIndex, known_entries
from newsreader.library.views import Added, Visibility
from newsreader.model.article import Article
from newsreader.model.rule_verdict import NO_VERDICT, Verdict

__all__ = [
    "DeliveryResult",
    "EntryMerger",
    "FeedDelivery",
    "FeedEntryRecord",
    "entry_key",
    "identity_keys",
    "new_or_edited",
    "split_into_transactions",
    "store_skipped",
]

_BATCH_SIZE = 500
"""Entries per transaction, as when articles are added."""

_SAME_STORY_US = 3 * 24 * 3600 * 1_000_000
"""Feeds tell a story within three days of each other. A bulletin with the same words next month is another story."""

_MAX_CANDIDATES = 20
_NO_ARTICLE = 0
"""The value of `entry.article` for an entry that has no article."""

_NUMBER = re.compile(r"\d+")
_FEW_WORDS = 45
"""Texts with fewer different words (about 60 in running text) are the same story only if their titles are similar."""


class FeedEntryRecord(NamedTuple):
    """An entry of a feed, converted by the process that read it.

    `key` identifies it in its feed (see `entry_key`), and `digest` changes when it is edited. `record` has the keys of
    `identity_keys`, and `verdict` is what the rules decided. With `own_source` the article belongs to the source that
    it names, and the subscription becomes a further one: a folder holds articles of many sources. With `only_in_file`
    it is the one article of its file: whatever the file contains later is the same article, edited.
    """

    key: bytes
    digest: bytes
    record: ArticleRecord
    verdict: Verdict = NO_VERDICT
    own_source: bool = False
    only_in_file: bool = False


class FeedDelivery(NamedTuple):
    """The answer of the subscription `feed`: its new and edited entries, and the values for the next request.

    `skipped` are keys and digests of entries without an article. They are not read again until they change.
    """

    feed: int
    entries: tuple[FeedEntryRecord, ...] = ()
    title: str = ""
    site: str = ""
    etag: str = ""
    modified: str = ""
    moved_to: str = ""
    skipped: tuple[tuple[bytes, bytes], ...] = ()


@dataclass(slots=True)
class DeliveryResult:
    """The numbers of new articles, and of those whose words changed."""

    new: list[int] = field(default_factory=list)
    edited: list[int] = field(default_factory=list)

    def added(self) -> list[Added]:
        """Return all of them in the form that `Library.add` returns."""
        return [*(Added(number, True) for number in self.new), *(Added(number, False) for number in self.edited)]


def entry_key(identity_in_feed: str) -> bytes:
    """Return the key that identifies an entry in its feed: 16 bytes."""
    return article_keys.digest(b"entry", identity_in_feed)


def identity_keys(article: Article, *, shared_link: bool) -> tuple[bytes, ...]:
    """Return the keys of an entry's article, in addition to the key of the entry.

    With `shared_link`, other entries of the feed have the same link: then it identifies nothing.
    """
    if shared_link or article_keys.is_site_root(article.url):
        article = Article(article.text, article.title)  # the link leads to the site, not to the article
    return tuple(article_keys.keys(article)) if article.text or article.url else ()


def new_or_edited(connection: sqlite3.Connection, feed: int, entries: Sequence[tuple[bytes, bytes]]) -> list[int]:
    """Return the indexes of the entries, given by key and digest, that are new in this feed or were edited."""
    known = known_entries(connection, feed, [key for key, _ in entries])
    return [index for index, (key, digest) in enumerate(entries) if key not in known or known[key][1] != digest]


class DeliveryPart(NamedTuple):
    """The part of a delivery that fits into one transaction; `last` marks the end of the delivery."""

    delivery: FeedDelivery
    entries: Sequence[FeedEntryRecord]
    min_hashes: Sequence[tuple[int, ...]]
    last: bool


def split_into_transactions(deliveries: Sequence[FeedDelivery], *, merge: bool) -> Iterator[list[DeliveryPart]]:
    """Yield the parts of deliveries, grouped by transaction. The work is done here, outside of the transactions.

    Min-hashes are computed only with `merge`, and not for folders, whose articles have a source of their own.
    """
    parts: list[DeliveryPart] = []
    room = _BATCH_SIZE
    for delivery in deliveries:
        for start in range(0, max(len(delivery.entries), 1), _BATCH_SIZE):
            entries = delivery.entries[start : start + _BATCH_SIZE]
            if parts and len(entries) > room:
                yield parts
                parts, room = [], _BATCH_SIZE
            hashes = [
                near_duplicates.min_hashes(entry.record.text) if merge and not entry.own_source else ()
                for entry in entries
            ]
            parts.append(DeliveryPart(delivery, entries, hashes, start + _BATCH_SIZE >= len(delivery.entries)))
            room -= len(entries)
    if parts:
        yield parts


def store_skipped(connection: sqlite3.Connection, delivery: FeedDelivery) -> None:
    """Store the entries of a delivery that have no article."""
    connection.executemany(
        "INSERT OR REPLACE INTO entry (feed, key, article, digest) SELECT id, ?, ?, ? FROM feed WHERE id = ?",
        [(key, _NO_ARTICLE, digest, delivery.feed) for key, digest in delivery.skipped],
    )


class EntryMerger:
    """Merges entries inside the caller's transaction, first seen at `now` (microseconds), and reports in `result`.

    Without `merge`, articles of other feeds are not considered. Call `finish` at the end.
    """

    def __init__(self, connection: sqlite3.Connection, now: int, merge: bool, result: DeliveryResult) -> None:
        self.connection = connection
        self.now = now
        self.merges_feeds = merge
        self.result = result
        self.inserts = insert.InsertBatch(connection, now)
        self.index = EntryIndex(connection)

    def merge(self, part: DeliveryPart) -> None:
        """Merge the entries of one feed. Do nothing if its subscription was ended meanwhile."""
        feed = part.delivery.feed
        row = self.connection.execute(
            "SELECT source, muted, url, source.name FROM feed JOIN source ON source.id = feed.source WHERE feed.id = ?",
            (feed,),
        ).fetchone()
        if row is not None:
            _FeedMerger(self, feed, row[0], bool(row[1]), row[2], row[3]).merge(part)

    def flush(self) -> None:
        """Write the collected rows, but not the search index, before SQL reads them."""
        self.inserts.flush()
        self.index.flush()

    def finish(self) -> None:
        """Write the collected rows and the search index."""
        self.flush()
        self.inserts.finish()


class _FeedMerger:
    """Merges the entries of one feed."""

    def __init__(self, merger: EntryMerger, feed: int, source: int, muted: bool, url: str, name: str) -> None:
        self._merger = merger
        self._connection = merger.connection
        self._feed = feed
        self._source = source
        self._muted = muted
        self._url = url
        self._name = name
        self._now = merger.now
        self._merges_feeds = merger.merges_feeds
        self._index = merger.index

    def merge(self, part: DeliveryPart) -> None:
        """Store each entry, or find the article that it belongs to."""
        entries = part.entries
        keys = [self._keys(entry) for entry in entries]
        self._index.preload(
            self._feed,
            [entry.key for entry in entries],
            list(chain.from_iterable(keys)),
            list(chain.from_iterable(part.min_hashes)),
        )
        for entry, entry_keys, hashes in zip(entries, keys, part.min_hashes, strict=True):
            self._merge_entry(entry, entry_keys, hashes)

    def _merge_entry(self, entry: FeedEntryRecord, keys: Sequence[bytes], hashes: tuple[int, ...]) -> None:
        row = self._index.entry(self._feed, entry.key)
        if row is not None and row[1] == entry.digest:
            return
        known = row[0] if row is not None and row[0] != _NO_ARTICLE else self._find_by_key(keys)
        if known is None and self._merges_feeds:
            known = self._find_near_duplicate(entry, hashes)
        number = self._insert(entry, hashes) if known is None else known
        self._index.add(self._feed, entry.key, number, entry.digest, keys)
        if known is not None:
            self._update(known, entry, edited=row is not None)

    def _keys(self, entry: FeedEntryRecord) -> list[bytes]:
        """Return the keys of the entry's article, also limited to this feed where feeds are not merged."""
        if self._merges_feeds:
            return list(entry.record.keys)
        return [*(article_keys.scoped_key(self._url, key) for key in entry.record.keys), *entry.record.keys]

    def _find_by_key(self, keys: Sequence[bytes]) -> int | None:
        for key in filter(self._index.has_key, keys):
            self._merger.flush()
            row = self._connection.execute(
                "SELECT article, state.id, state.source, hidden FROM identity LEFT JOIN state ON state.id = article"
                " WHERE key = ?",
                (key,),
            ).fetchone()
            if row is None:
                continue
            number, stored, source, hidden = row
            # A deleted article stays deleted, whichever feed sends it.
            is_deleted = stored is None or hidden == Visibility.DELETED
            if self._merges_feeds or is_deleted or source == self._source or source is None:
                return int(number)
        return None

    def _find_near_duplicate(self, entry: FeedEntryRecord, hashes: tuple[int, ...]) -> int | None:
        """Return the article of another source that tells this story in nearly the same words, if there is one."""
        if not self._index.has_any_hash(hashes):
            return None
        self._merger.flush()
        record = entry.record
        published = self._now if record.published is None else min(record.published, self._now)
        placeholders = ", ".join("?" * len(hashes))
        candidates = self._connection.execute(
            f"SELECT DISTINCT article FROM band WHERE band IN ({placeholders}) AND article BETWEEN ? AND ? LIMIT ?",
            (*hashes, number_at(published - _SAME_STORY_US), number_at(published + _SAME_STORY_US), _MAX_CANDIDATES),
        ).fetchall()
        rows = (
            self._connection.execute(
                "SELECT article.id, title, text FROM article JOIN body USING (id) JOIN state USING (id)"
                " WHERE article.id IN (SELECT value FROM json_each(?)) AND state.source IS NOT ?",
                (json.dumps([row[0] for row in candidates]), self._source),
            )
            if candidates
            else ()
        )
        for number, title, text in rows:
            if _differ_in_numbers(title, record.title):
                continue
            if near_duplicates.similarity(text, record.text) >= near_duplicates.SAME_STORY and (
                len(set(text.split())) >= _FEW_WORDS or _have_similar_titles(title, record.title)
            ):
                return int(number)
        return None

    def _update(self, number: int, entry: FeedEntryRecord, *, edited: bool) -> None:
        """Update a stored article if its own entry was `edited`; add this subscription as a further source."""
        just_added = number in self._merger.inserts
        if just_added:
            self._merger.flush()
        row = self._connection.execute(
            "SELECT state.source, hidden, title, url FROM state JOIN article USING (id) WHERE id = ?", (number,)
        ).fetchone()
        if row is None:
            return  # deleted by retention
        source, hidden, title, url = row
        record = entry.record
        if source != self._source:
            self._add_source(number)
        if not just_added and (source == self._source or edited):
            # The number of a deleted article may have been used again by older versions: compare before updating.
            is_same = (
                title == record.title
                or article_keys.normalise_url(url) == article_keys.normalise_url(record.url) != ""
                or (edited and entry.only_in_file)
            )
            if (
                is_same
                and hidden != Visibility.DELETED
                and article_texts.update_from_entry(self._connection, number, record)
            ):
                self._merger.result.edited.append(number)

    def _add_source(self, number: int) -> None:
        """Add the subscription as a further source of an article."""
        self._connection.execute(
            "INSERT INTO also (source, article) VALUES (?, ?) ON CONFLICT DO NOTHING", (self._source, number)
        )

    def _insert(self, entry: FeedEntryRecord, hashes: tuple[int, ...]) -> int:
        verdict, record = entry.verdict, entry.record
        muted = (self._muted or verdict.muted) and not verdict.starred
        name = record.source if entry.own_source and record.source else self._name
        source = self._source if name == self._name else insert.get_or_create_source(self._connection, name)
        number = self._merger.inserts.add(record, source, name, read=verdict.read, starred=verdict.starred, muted=muted)
        if source != self._source or verdict.tags:
            self._merger.flush()
        if source != self._source:
            self._add_source(number)
        self._index.add_hashes(number, hashes)
        for tag in verdict.tags:
            tags.set_tag(self._connection, tag, [number], True)
        self._merger.result.new.append(number)
        return number


def _differ_in_numbers(one: str, other: str) -> bool:
    """Return whether two titles differ in their numbers alone: parts of a series ("Tides, day 3") share words."""
    first, second = (_NUMBER.split(title.casefold()) for title in (one, other))
    return len(first) > 1 and one.casefold() != other.casefold() and first == second


def _have_similar_titles(one: str, other: str) -> bool:
    """Return whether two titles share at least a third of their words."""
    first, second = (set(title.casefold().split()) for title in (one, other))
    return 3 * len(first & second) >= len(first | second) > 0
