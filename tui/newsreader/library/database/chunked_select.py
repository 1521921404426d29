"""Select the rows for many values at once, within SQLite's limit for the values of one statement."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

__all__ = ["among"]

_CHUNK = 5_000
"""Values in one statement. SQLite takes about 32,000."""


def among(connection: sqlite3.Connection, select: str, values: Sequence[bytes | int]) -> Iterator[Any]:
    """Yield the rows of `select`, which ends in the name of a column, for which that column is one of `values`."""
    for start in range(0, len(values), _CHUNK):
        chunk = values[start : start + _CHUNK]
        yield from connection.execute(f"{select} IN ({', '.join('?' * len(chunk))})", chunk)
