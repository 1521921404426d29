"""A feed and its entries, as every parser gives them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

__all__ = ["FeedEntry", "ParsedFeed", "with_identities"]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: clean strings, but `html`, which is markup for `intake.html` (which cleans it).

    `identity` is the same in every fetch of the feed: the guid, else the link, else a digest of the content; where
    several entries of one feed share it, a digest of link and title makes them different. `published` is in UTC, and
    as stated: it may lie in the future. It is None for a date that is none, or not between 1900 and 2200.
    `relative_date` says that the feed states how long ago it was.
    """

    identity: str
    title: str
    link: str
    published: datetime | None
    author: str
    html: str
    relative_date: bool = False


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed's own title and address ("" where it has none), and its entries in the order of the feed."""

    title: str
    link: str
    entries: tuple[FeedEntry, ...]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def with_identities(entries: Sequence[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Return the entries, each with an identity of its own; of two that say the same, the first."""
    groups: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for entry in entries:
        groups[entry.identity or entry.link].add((entry.link, entry.title))
    found: dict[str, FeedEntry] = {}
    for entry in entries:
        key = entry.identity or entry.link
        if not key:
            identity = "content:" + _digest(entry.title, entry.html)
        elif len(groups[key]) == 1:
            identity = key
        else:
            identity = f"{key}#{_digest(entry.link, entry.title)}"
        found.setdefault(identity, entry if identity == entry.identity else replace(entry, identity=identity))
    return tuple(found.values())
