"""Stored analyses: the part that all methods share is kept once an article, the summaries beside it."""

from __future__ import annotations

import json
import sqlite3

from newsreader.library.articles import name_index
from newsreader.model.analysis import Analysis, Span

__all__ = ["count_pending", "fail", "failure", "is_made", "is_text", "keep", "load", "pending"]

_PENDING = """
    FROM state NOT INDEXED WHERE hidden = 0 AND state.id < ?
    AND NOT EXISTS (
        SELECT 1 FROM finding JOIN summary USING (id) WHERE finding.id = state.id AND model = ? AND method = ?
    )
    AND NOT EXISTS (SELECT 1 FROM failure WHERE failure.id = state.id AND model = ?)
"""


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
    return shared._replace(
        method=method,
        summary=tuple(Span(*span) for span in chosen["summary"]),
        choices=tuple(tuple(choice) for choice in chosen["choices"]),
    )


def is_made(connection: sqlite3.Connection, number: int, model: str) -> bool:
    """Whether `model` has analysed article `number`."""
    row = connection.execute("SELECT 1 FROM finding WHERE id = ? AND model = ?", (number, model)).fetchone()
    return row is not None


def is_text(connection: sqlite3.Connection, number: int, text: str) -> bool:
    """Whether this is the text of article `number`."""
    return connection.execute("SELECT 1 FROM body WHERE id = ? AND text = ?", (number, text)).fetchone() is not None


def keep(connection: sqlite3.Connection, number: int, analysis: Analysis) -> bool:
    """Store `analysis` in place of any of another model; False where the article is gone."""
    if connection.execute("SELECT 1 FROM article WHERE id = ?", (number,)).fetchone() is None:
        return False
    shared = analysis._replace(method="", summary=(), choices=()).to_json()
    row = connection.execute("SELECT model, data FROM finding WHERE id = ?", (number,)).fetchone()
    if row != (analysis.model, shared):
        # Summaries point into the sentences that they were made with: they go with them.
        connection.execute("DELETE FROM finding WHERE id = ?", (number,))
        connection.execute("INSERT INTO finding (id, model, data) VALUES (?, ?, ?)", (number, analysis.model, shared))
        name_index.keep(connection, number, analysis)
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


def pending(connection: sqlite3.Connection, method: str, model: str, limit: int, after: int | None = None) -> list[int]:
    """The first `limit` articles, newest first, that have neither an analysis by `method` nor failed."""
    below = 2**63 - 1 if after is None else after
    rows = connection.execute(
        f"SELECT state.id {_PENDING} ORDER BY state.id DESC LIMIT ?", (below, model, method, model, limit)
    )
    return [row[0] for row in rows]


def count_pending(connection: sqlite3.Connection, method: str, model: str) -> int:
    """How many articles `pending` would give in all; this one looks at every article."""
    row = connection.execute(f"SELECT count(*) {_PENDING}", (2**63 - 1, model, method, model)).fetchone()
    return int(row[0])
