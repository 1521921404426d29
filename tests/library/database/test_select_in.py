"""Rows are found by more values than a query can have."""

from __future__ import annotations

from newsreader.library.database.select_in import select_in
from newsreader.library.store import Library


def test_values_beyond_the_limit_of_a_query_are_found(library: Library) -> None:
    with library._connections.writing() as connection:
        connection.executemany("INSERT INTO spent (id) VALUES (?)", [(number,) for number in range(0, 20_000, 2)])
        found = [number for (number,) in select_in(connection, "SELECT id FROM spent WHERE id", range(20_000))]
        assert sorted(found) == list(range(0, 20_000, 2))
        assert list(select_in(connection, "SELECT id FROM spent WHERE id", [])) == []
