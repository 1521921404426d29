"""What may go: articles thrown out by age and number, never starred ones."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsreader.library.times import number_at, to_micros

__all__ = ["Limits", "Outgoing", "outgoing", "sizes", "throw_out"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how many articles are kept: of one source by its name, or of all with "".

    Articles that lists have shown for more than `days` go, and all but the newest `most`; None for no limit.
    """

    days: int | None = None
    most: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """So many articles go, with so many characters of text."""

    articles: int
    characters: int


def outgoing(connection: sqlite3.Connection, limits: Limits, now: datetime) -> list[int]:
    """The articles that are beyond `limits`, oldest first. Starred ones never are."""
    beyond = []
    parameters: list[str | int] = []
    of_source = "source IS (SELECT id FROM source WHERE name = ?)" if limits.source else "1"
    named = [limits.source] if limits.source else []
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
        f"SELECT id FROM state WHERE ({' OR '.join(beyond)}) AND {of_source} AND starred = 0 ORDER BY id",
        (*parameters, *named),
    )
    return [row[0] for row in rows]


def sizes(connection: sqlite3.Connection, numbers: Sequence[int]) -> Outgoing:
    """How much these articles are."""
    row = connection.execute(
        "SELECT count(*), coalesce(sum(length(text)), 0) FROM body WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    ).fetchone()
    return Outgoing(*row)


def throw_out(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Remove those of these articles that are still not starred, with all that belongs to them.

    What they are known by stays, so that a feed that sends them again does not bring them back.
    """
    chosen = (
        "SELECT id FROM state WHERE starred = 0 AND id IN (SELECT value FROM json_each(?))",
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
