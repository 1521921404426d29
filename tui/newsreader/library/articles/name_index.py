"""Index the names that analyses found, so that a search can ask for them."""

from __future__ import annotations

import sqlite3
from collections import Counter

from newsreader.model.analysis import Analysis

__all__ = ["SAID", "index_names"]

SAID = "SAID"
"""The label of a person who is quoted."""

_NOT_NAMES = ("DATE", "MONEY")


def index_names(connection: sqlite3.Connection, number: int, analysis: Analysis) -> None:
    """Store the names that `analysis` found in article `number`. Its `finding` row exists and has no names yet."""
    found = Counter((entity.name, entity.label) for entity in analysis.entities if entity.label not in _NOT_NAMES)
    found += Counter((quote.speaker, SAID) for quote in analysis.quotes if quote.speaker is not None)
    for (name, label), count in found.items():
        row = connection.execute("SELECT id FROM name WHERE name = ? AND label = ?", (name, label)).fetchone()
        if row is None:
            row = connection.execute(
                "INSERT INTO name (name, label) VALUES (?, ?) RETURNING id", (name, label)
            ).fetchone()
        connection.execute("INSERT INTO mention (name, article, count) VALUES (?, ?, ?)", (row[0], number, count))
