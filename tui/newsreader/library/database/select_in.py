"""Select the rows that have one of many values, in as many queries as SQLite needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

__all__ = ["select_in"]

_PER_QUERY = 5_000
"""Values per query. SQLite allows about 32,000."""


def select_in(connection: sqlite3.Connection, select: str, values: Sequence[bytes | int]) -> Iterator[Any]:
    """Yield the rows of a statement that ends in a column, for the rows in which it is one of `values`."""
    for start in range(0, len(values), _PER_QUERY):
        some = values[start : start + _PER_QUERY]
        yield from connection.execute(f"{select} IN ({', '.join('?' * len(some))})", some)
