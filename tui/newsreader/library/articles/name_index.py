"""The names that analyses found, kept so that articles can be found by them."""

from __future__ import annotations

import sqlite3
from collections import Counter

from newsreader.model.analysis import Analysis

__all__ = ["SAID", "keep"]

SAID = "SAID"
"""The label of a name as that of somebody who is quoted."""

_NO_NAMES = ("DATE", "MONEY")


def keep(connection: sqlite3.Connection, number: int, analysis: Analysis) -> None:
    """Note what `analysis` names in article `number`, whose finding is stored and has no names yet."""
    found = Counter((entity.name, entity.label) for entity in analysis.entities if entity.label not in _NO_NAMES)
    found += Counter((quote.speaker, SAID) for quote in analysis.quotes if quote.speaker is not None)
    for (name, label), count in found.items():
        row = connection.execute("SELECT id FROM name WHERE name = ? AND label = ?", (name, label)).fetchone()
        if row is None:
            row = connection.execute(
                "INSERT INTO name (name, label) VALUES (?, ?) RETURNING id", (name, label)
            ).fetchone()
        connection.execute("INSERT INTO mention (name, article, count) VALUES (?, ?, ?)", (row[0], number, count))
