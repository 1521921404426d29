"""Delete old articles by age and number, never starred ones."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsreader.library.database.times import number_at, to_micros
from newsreader.model.retention_policy import RetentionPolicy

__all__ = ["ExpiredArticles", "delete_articles", "describe", "effective_policies", "find_expired"]


# An article that is open, or that the reader left open and comes back to, marks a place: it is kept too.
_DELETABLE = "starred = 0 AND id IS NOT (SELECT json_extract(value, '$.article') FROM memory WHERE key = 'place')"


@dataclass(frozen=True, slots=True)
class ExpiredArticles:
    """Articles that retention deletes, oldest first, the characters of their texts, and their number by source.

    The source that loses most comes first; "" stands for no source.
    """

    articles: Sequence[int]
    characters: int
    sources: tuple[tuple[str, int], ...]


def effective_policies(connection: sqlite3.Connection, settings: Sequence[RetentionPolicy]) -> list[RetentionPolicy]:
    """Return the policies of feeds and those of the settings. A feed with its own is not subject to the settings."""
    rows = connection.execute(
        "SELECT source.name, keep_days, keep_most FROM feed JOIN source ON source.id = feed.source"
        " WHERE keep_days IS NOT NULL OR keep_most IS NOT NULL ORDER BY source.name"
    ).fetchall()
    with_own = tuple(name for name, _, _ in rows)
    own = [RetentionPolicy(days, max_articles, name) for name, days, max_articles in rows]
    return [*own, *(policy._replace(except_sources=with_own) for policy in settings if policy.source not in with_own)]


def find_expired(connection: sqlite3.Connection, policies: Sequence[RetentionPolicy], now: datetime) -> list[int]:
    """Return the articles that one of `policies` deletes, oldest first: never a starred one, nor the open one.

    Articles that one policy deletes do not count for the next.
    """
    expired: set[int] = set()
    for policy in policies:
        expired.update(_expired_by(connection, policy, now, expired))
    return sorted(expired)


def _expired_by(connection: sqlite3.Connection, policy: RetentionPolicy, now: datetime, ignored: set[int]) -> list[int]:
    """Return the articles that a policy deletes, as if those in `ignored` were deleted already."""
    expired = []
    parameters: list[str | int] = []
    in_scope = (
        "source IS (SELECT id FROM source WHERE name = ?)"
        if policy.source
        else "coalesce(source NOT IN (SELECT id FROM source WHERE name IN (SELECT value FROM json_each(?))), 1)"
    )
    in_scope += " AND id NOT IN (SELECT value FROM json_each(?))"
    scope = [policy.source or json.dumps(policy.except_sources), json.dumps(list(ignored))]
    if policy.days:
        expired.append("id < ?")
        parameters.append(number_at(to_micros(now - timedelta(days=policy.days))))
    if policy.max_articles is not None:
        expired.append(
            f"id <= (SELECT id FROM state WHERE hidden = 0 AND {in_scope} ORDER BY id DESC LIMIT 1 OFFSET ?)"
        )
        parameters += [*scope, policy.max_articles]
    if not expired:
        return []
    rows = connection.execute(
        f"SELECT id FROM state WHERE ({' OR '.join(expired)}) AND {in_scope} AND {_DELETABLE} ORDER BY id",
        (*parameters, *scope),
    )
    return [row[0] for row in rows]


def describe(connection: sqlite3.Connection, numbers: Sequence[int]) -> ExpiredArticles:
    """Return these articles with the size of their texts and their number by source."""
    rows = connection.execute(
        "SELECT coalesce(source.name, ''), count(*), sum(length(text)) FROM json_each(?) AS expired"
        " CROSS JOIN state ON state.id = expired.value CROSS JOIN body ON body.id = state.id"
        " LEFT JOIN source ON source.id = state.source GROUP BY source.name ORDER BY count(*) DESC, source.name",
        (json.dumps(list(numbers)),),
    ).fetchall()
    return ExpiredArticles(numbers, sum(row[2] for row in rows), tuple((row[0], row[1]) for row in rows))


def delete_articles(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Delete these articles with everything that belongs to them, but for those that are now starred or open.

    Their keys stay, so a feed that sends them again does not bring them back.
    """
    chosen = (
        f"SELECT id FROM state WHERE {_DELETABLE} AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    )
    deletable = json.dumps([row[0] for row in connection.execute(*chosen)])
    connection.execute(
        "INSERT INTO search (search, rowid, title, text, source, byline)"
        " SELECT 'delete', id, title, text, source, byline FROM searchable"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (deletable,),
    )
    connection.execute("DELETE FROM article WHERE id IN (SELECT value FROM json_each(?))", (deletable,))
