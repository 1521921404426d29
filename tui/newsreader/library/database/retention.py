"""What may go: articles thrown out by age and number, never starred ones."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newsreader.library.database.times import number_at, to_micros

__all__ = ["Limits", "Outgoing", "in_force", "outgoing", "sizes", "throw_out"]


# What the reader has open, or left open and comes back to, is kept as the place where it was left.
_FREE = "starred = 0 AND id IS NOT (SELECT json_extract(value, '$.article') FROM memory WHERE key = 'place')"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how many articles are kept: of one source by its name, or of all with "".

    Articles that lists have shown for more than `days` go, and all but the newest `most`; None for no limit. Sources
    that stand `apart` neither count nor lose anything.
    """

    days: int | None = None
    most: int | None = None
    source: str = ""
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The articles that go, oldest first, the characters of their texts, and how many go of each source.

    Of several sources the one that loses most comes first; "" is none.
    """

    articles: Sequence[int]
    characters: int
    sources: tuple[tuple[str, int], ...]


def in_force(connection: sqlite3.Connection, given: Sequence[Limits]) -> list[Limits]:
    """The limits that hold where the settings say `given`: a feed that has its own is kept by those alone."""
    rows = connection.execute(
        "SELECT source.name, keep_days, keep_most FROM feed JOIN source ON source.id = feed.source"
        " WHERE keep_days IS NOT NULL OR keep_most IS NOT NULL ORDER BY source.name"
    ).fetchall()
    apart = tuple(name for name, _, _ in rows)
    own = [Limits(days or None, most, name) for name, days, most in rows]
    return [*own, *(replace(limits, apart=apart) for limits in given if limits.source not in apart)]


def outgoing(connection: sqlite3.Connection, limits: Sequence[Limits], now: datetime) -> list[int]:
    """The articles that are beyond one of `limits`, oldest first. Starred ones never are, nor the one that is open.

    What goes by one of them does not count for those after it.
    """
    going: set[int] = set()
    for each in limits:
        going.update(_beyond(connection, each, now, going))
    return sorted(going)


def _beyond(connection: sqlite3.Connection, limits: Limits, now: datetime, gone: set[int]) -> list[int]:
    """The articles beyond these limits where those of `gone` are taken to be so."""
    beyond = []
    parameters: list[str | int] = []
    of_source = (
        "source IS (SELECT id FROM source WHERE name = ?)"
        if limits.source
        else "coalesce(source NOT IN (SELECT id FROM source WHERE name IN (SELECT value FROM json_each(?))), 1)"
    )
    of_source += " AND id NOT IN (SELECT value FROM json_each(?))"
    named = [limits.source or json.dumps(limits.apart), json.dumps(list(gone))]
    if limits.days is not None:
        beyond.append("id < ?")
        parameters.append(number_at(to_micros(now - timedelta(days=limits.days))))
    if limits.most is not None:
        beyond.append(
            f"id <= (SELECT id FROM state WHERE hidden = 0 AND {of_source} ORDER BY id DESC LIMIT 1 OFFSET ?)"
        )
        parameters += [*named, limits.most]
    if not beyond:
        return []
    rows = connection.execute(
        f"SELECT id FROM state WHERE ({' OR '.join(beyond)}) AND {of_source} AND {_FREE} ORDER BY id",
        (*parameters, *named),
    )
    return [row[0] for row in rows]


def sizes(connection: sqlite3.Connection, numbers: Sequence[int]) -> Outgoing:
    """How much these articles are."""
    rows = connection.execute(
        "SELECT coalesce(source.name, ''), count(*), sum(length(text)) FROM json_each(?) AS going"
        " CROSS JOIN state ON state.id = going.value CROSS JOIN body ON body.id = state.id"
        " LEFT JOIN source ON source.id = state.source GROUP BY source.name ORDER BY count(*) DESC, source.name",
        (json.dumps(list(numbers)),),
    ).fetchall()
    return Outgoing(numbers, sum(row[2] for row in rows), tuple((row[0], row[1]) for row in rows))


def throw_out(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Remove those of these articles that are still neither starred nor open, with all that belongs to them.

    What they are known by stays, so that a feed that sends them again does not bring them back.
    """
    chosen = (
        f"SELECT id FROM state WHERE {_FREE} AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    )
    going = json.dumps([row[0] for row in connection.execute(*chosen)])
    connection.execute(
        "INSERT INTO search (search, rowid, title, text, source, byline)"
        " SELECT 'delete', id, title, text, source, byline FROM searchable"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (going,),
    )
    connection.execute("DELETE FROM article WHERE id IN (SELECT value FROM json_each(?))", (going,))
