"""Store and load analyses. The part that all summary methods share is stored once; each summary has its own row."""

from __future__ import annotations

import json
import sqlite3

from newsreader.library.articles import name_index
from newsreader.model.analysis import Analysis, Span

__all__ = ["count_pending", "has_text", "is_analysed", "load", "load_failure", "pending", "store", "store_failure"]

_PENDING = """
    FROM state NOT INDEXED WHERE hidden = 0 AND state.id < ?
    AND NOT EXISTS (
        SELECT 1 FROM finding JOIN summary USING (id) WHERE finding.id = state.id AND model = ? AND method = ?
    )
    AND NOT EXISTS (SELECT 1 FROM failure WHERE failure.id = state.id AND model = ?)
"""


def load(connection: sqlite3.Connection, number: int, method: str, model: str) -> Analysis | None:
    """Return the analysis of article `number` with the summary by `method`, or None if `model` has not made it."""
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


def is_analysed(connection: sqlite3.Connection, number: int, model: str) -> bool:
    """Return whether `model` has analysed article `number`."""
    row = connection.execute("SELECT 1 FROM finding WHERE id = ? AND model = ?", (number, model)).fetchone()
    return row is not None


def has_text(connection: sqlite3.Connection, number: int, text: str) -> bool:
    """Return whether `text` is the text of article `number`."""
    return connection.execute("SELECT 1 FROM body WHERE id = ? AND text = ?", (number, text)).fetchone() is not None


def store(connection: sqlite3.Connection, number: int, analysis: Analysis) -> bool:
    """Store `analysis`, replacing that of another model. Return False if the article is gone."""
    if connection.execute("SELECT 1 FROM article WHERE id = ?", (number,)).fetchone() is None:
        return False
    shared = analysis._replace(method="", summary=(), choices=()).to_json()
    row = connection.execute("SELECT model, data FROM finding WHERE id = ?", (number,)).fetchone()
    if row != (analysis.model, shared):
        # Summaries refer to the sentences that they were made with: deleting the row deletes them too.
        connection.execute("DELETE FROM finding WHERE id = ?", (number,))
        connection.execute("INSERT INTO finding (id, model, data) VALUES (?, ?, ?)", (number, analysis.model, shared))
        name_index.index_names(connection, number, analysis)
    chosen = json.dumps(
        {"summary": [[span.start, span.end] for span in analysis.summary], "choices": analysis.choices},
        separators=(",", ":"),
    )
    connection.execute(
        "INSERT OR REPLACE INTO summary (id, method, data) VALUES (?, ?, ?)", (number, analysis.method, chosen)
    )
    connection.execute("DELETE FROM failure WHERE id = ?", (number,))
    return True


def store_failure(connection: sqlite3.Connection, number: int, model: str, reason: str) -> None:
    """Store that `model` could not analyse article `number`. Do nothing if the article is gone."""
    connection.execute(
        "INSERT OR REPLACE INTO failure (id, model, reason) SELECT id, ?, ? FROM article WHERE id = ?",
        (model, reason, number),
    )


def load_failure(connection: sqlite3.Connection, number: int, model: str) -> str | None:
    """Return why `model` could not analyse article `number`, or None."""
    row = connection.execute("SELECT reason FROM failure WHERE id = ? AND model = ?", (number, model)).fetchone()
    return None if row is None else str(row[0])


def pending(connection: sqlite3.Connection, method: str, model: str, limit: int, after: int | None = None) -> list[int]:
    """Return up to `limit` articles, newest first, that have no analysis by `method` and did not fail.

    With `after`, begin after that article.
    """
    below = 2**63 - 1 if after is None else after
    rows = connection.execute(
        f"SELECT state.id {_PENDING} ORDER BY state.id DESC LIMIT ?", (below, model, method, model, limit)
    )
    return [row[0] for row in rows]


def count_pending(connection: sqlite3.Connection, method: str, model: str) -> int:
    """Return how many articles `pending` would return without a limit. Reads every article."""
    row = connection.execute(f"SELECT count(*) {_PENDING}", (2**63 - 1, model, method, model)).fetchone()
    return int(row[0])
