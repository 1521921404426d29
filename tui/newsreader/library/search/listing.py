"""Represent a list of articles as SQL, and build the lists that need no search: all, unread, starred.

This module is separate from `search`, so that the program starts without the query language.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from newsreader.library.views import ViewKind

__all__ = ["Condition", "Listing", "Parameter", "Sort", "plain_listing"]

Parameter = str | int


class Sort(StrEnum):
    """The order of the articles that are found."""

    NEW = "new"
    OLD = "old"
    BEST = "best"


class Condition(NamedTuple):
    """An SQL condition on the article `state.id`, true or false and never null, with its parameters."""

    sql: str
    parameters: Sequence[Parameter] = ()


class Listing(NamedTuple):
    """A view as SQL: `select` returns a statement for the numbers of its articles, in the view's order.

    The articles of the listing `also` belong to the view too.
    """

    tables: str
    conditions: tuple[Condition, ...]
    key: str
    sort: Sort
    also: Listing | None = None

    def select(
        self, *, limit: int | None = None, after: int | None = None, backwards: bool = False
    ) -> tuple[str, list[Parameter]]:
        """Return a statement and its parameters: all numbers (as `id`), or `limit` of them after the article `after`.

        With `backwards` the order is reversed, so that `after` means before it in the list. `after` does not work for
        `sort:best`.
        """
        sort = {Sort.NEW: Sort.OLD, Sort.OLD: Sort.NEW}.get(self.sort, self.sort) if backwards else self.sort
        sql, parameters = self._unsorted(sort, after)
        order = {Sort.NEW: f"{self.key} DESC", Sort.OLD: f"{self.key} ASC", Sort.BEST: "search.rank"}[sort]
        if self.also is not None:
            more, others = self.also._unsorted(sort, after)
            # SQLite reads both halves in order and merges them on the way: neither is collected first.
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


def plain_listing(kind: ViewKind, *, unread: bool = False) -> Listing:
    """Return the list of one kind, or only its unread articles, newest first. Each has an index of its own."""
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
