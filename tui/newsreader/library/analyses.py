"""Stored analyses: the part that all methods share is kept once an article, the summaries beside it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from newsreader.analysis import Analysis, Span
from newsreader.library import names

__all__ = ["fail", "failure", "keep", "load"]


def load(connection: sqlite3.Connection, number: int, method: str, model: str) -> Analysis | None:
    """The analysis of article `number` with the summary by `method`, or None where `model` has not made it."""
    row = connection.execute(
        "SELECT finding.data, summary.data FROM finding JOIN summary USING (id)"
        " WHERE finding.id = ? AND finding.model = ? AND summary.method = ?",
        (number, model, method),
    ).fetchone()
    if row is None:
        return None
    shared = Analysis.from_json(row[0])
    chosen = json.loads(row[1])
    return replace(
        shared,
        method=method,
        summary=tuple(Span(*span) for span in chosen["summary"]),
        choices=tuple(tuple(choice) for choice in chosen["choices"]),
    )


def keep(connection: sqlite3.Connection, number: int, analysis: Analysis) -> bool:
    """Store `analysis` in place of any of another model; False where the article is gone."""
    if connection.execute("SELECT 1 FROM article WHERE id = ?", (number,)).fetchone() is None:
        return False
    shared = replace(analysis, method="", summary=(), choices=()).to_json()
    row = connection.execute("SELECT model, data FROM finding WHERE id = ?", (number,)).fetchone()
    if row != (analysis.model, shared):
        # Summaries point into the sentences that they were made with: they go with them.
        connection.execute("DELETE FROM finding WHERE id = ?", (number,))
        connection.execute("INSERT INTO finding (id, model, data) VALUES (?, ?, ?)", (number, analysis.model, shared))
        names.keep(connection, number, analysis)
    chosen = json.dumps(
        {"summary": [[span.start, span.end] for span in analysis.summary], "choices": analysis.choices},
        separators=(",", ":"),
    )
    connection.execute(
        "INSERT OR REPLACE INTO summary (id, method, data) VALUES (?, ?, ?)", (number, analysis.method, chosen)
    )
    connection.execute("DELETE FROM failure WHERE id = ?", (number,))
    return True


def fail(connection: sqlite3.Connection, number: int, model: str, reason: str) -> None:
    """Note that `model` could not analyse article `number`; nothing where the article is gone."""
    connection.execute(
        "INSERT OR REPLACE INTO failure (id, model, reason) SELECT id, ?, ? FROM article WHERE id = ?",
        (model, reason, number),
    )


def failure(connection: sqlite3.Connection, number: int, model: str) -> str | None:
    """Why `model` could not analyse article `number`, or None."""
    row = connection.execute("SELECT reason FROM failure WHERE id = ? AND model = ?", (number, model)).fetchone()
    return None if row is None else str(row[0])
