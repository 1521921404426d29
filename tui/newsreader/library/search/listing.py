"""A list of articles as SQL, and the lists that need no search: all, unread, starred.

Apart from `search`, so that a start does not load the query language.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from newsreader.library.views import ViewKind

__all__ = ["Condition", "Listing", "Parameter", "Sort", "plain"]

Parameter = str | int


class Sort(StrEnum):
    """The order of what is found."""

    NEW = "new"
    OLD = "old"
    BEST = "best"


class Condition(NamedTuple):
    """SQL that is true or false (never null) of the article `state.id`, with its parameters."""

    sql: str
    parameters: Sequence[Parameter] = ()


class Listing(NamedTuple):
    """A view as SQL: `select` gives a statement for the numbers of its articles, in the view's order.

    What is in `also` belongs to the view too.
    """

    tables: str
    conditions: tuple[Condition, ...]
    key: str
    sort: Sort
    also: Listing | None = None

    def select(
        self, *, limit: int | None = None, after: int | None = None, backwards: bool = False
    ) -> tuple[str, list[Parameter]]:
        """All numbers (as `id`), or `limit` of them after the article `after`; not for `sort:best` with `after`.

        With `backwards` the order is turned round: `after` then means before it in the list.
        """
        sort = {Sort.NEW: Sort.OLD, Sort.OLD: Sort.NEW}.get(self.sort, self.sort) if backwards else self.sort
        sql, parameters = self._unsorted(sort, after)
        order = {Sort.NEW: f"{self.key} DESC", Sort.OLD: f"{self.key} ASC", Sort.BEST: "search.rank"}[sort]
        if self.also is not None:
            more, others = self.also._unsorted(sort, after)
            # Both halves come in order and are merged as they come: neither is gathered first.
            sql, parameters = f"{sql} UNION {more}", [*parameters, *others]
            order = f"id {'ASC' if sort is Sort.OLD else 'DESC'}"
        sql += f" ORDER BY {order}"
        if limit is not None:
            sql += " LIMIT ?"
            parameters.append(limit)
        return sql, parameters

    def _unsorted(self, sort: Sort, after: int | None) -> tuple[str, list[Parameter]]:
        conditions = [condition.sql for condition in self.conditions]
        parameters = [parameter for condition in self.conditions for parameter in condition.parameters]
        if after is not None:
            conditions.append(f"{self.key} {'>' if sort is Sort.OLD else '<'} ?")
            parameters.append(after)
        return f"SELECT state.id AS id FROM {self.tables} WHERE {' AND '.join(conditions)}", parameters


def plain(kind: ViewKind, *, unread: bool = False) -> Listing:
    """The list of one kind, or only what is `unread` in it, newest first, straight from an index of its own."""
    tables = "state NOT INDEXED"
    conditions = [Condition("state.hidden = 0")]
    if kind is ViewKind.STARRED:
        tables = "state INDEXED BY state_starred"
        conditions.append(Condition("state.starred = 1"))
    elif kind is ViewKind.UNREAD or unread:
        tables = "state INDEXED BY state_unread"
    if kind is ViewKind.UNREAD or unread:
        conditions.append(Condition("state.read = 0"))
    return Listing(tables, tuple(conditions), "state.id", Sort.NEW)
