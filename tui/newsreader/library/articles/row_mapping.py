"""Build articles and list entries from the rows of the tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from newsreader.intake.text.urls import without_password
from newsreader.library.database.times import from_micros
from newsreader.model.article import Article, Entry, Mark, MarkKind

__all__ = ["load_article", "load_entries", "marks_from_json"]

_ENTRY = """
    SELECT article.id, title, coalesce(source.name, ''), url, published, added, read, starred,
        (SELECT json_group_array(tag.name) FROM tagging JOIN tag ON tag.id = tagging.tag WHERE article = wanted.id),
        (SELECT json_group_array(source.name) FROM also JOIN source ON source.id = also.source
            WHERE article = wanted.id)
    FROM ({wanted}) AS wanted
    CROSS JOIN state ON state.id = wanted.id
    CROSS JOIN article ON article.id = wanted.id
    LEFT JOIN source ON source.id = state.source
"""


def load_entries(connection: sqlite3.Connection, wanted: str, parameters: Sequence[str | int]) -> list[Entry]:
    """Return list entries for the numbers that the statement `wanted` selects as `id`, in its order."""
    return [_entry(row) for row in connection.execute(_ENTRY.format(wanted=wanted), parameters)]


def load_article(connection: sqlite3.Connection, number: int) -> Article | None:
    """Return an article with its text, or None if it is gone."""
    row = connection.execute(
        "SELECT text, title, marks, byline, coalesce(source.name, ''), place, published, url"
        " FROM article JOIN body USING (id) JOIN state USING (id) LEFT JOIN source ON source.id = state.source"
        " WHERE article.id = ?",
        (number,),
    ).fetchone()
    if row is None:
        return None
    text, title, marks, byline, source, place, published, url = row
    return Article(
        text=text,
        title=title,
        marks=marks_from_json(marks),
        byline=byline,
        source=source,
        place=place,
        published=None if published is None else from_micros(published),
        url=without_password(url),
    )


def marks_from_json(stored: str) -> tuple[Mark, ...]:
    """Return the marks of the JSON that `article_record.marks_to_json` made."""
    return tuple(Mark(start, end, MarkKind(kind), value) for start, end, kind, value in json.loads(stored))


def _entry(row: sqlite3.Row | tuple[Any, ...]) -> Entry:
    number, title, source, url, published, added, read, starred, tagged, also = row
    return Entry(
        id=number,
        title=title,
        source=source,
        url=without_password(url),
        published=None if published is None else from_micros(published),
        shown=from_micros(added if published is None else min(published, added)),
        read=bool(read),
        starred=bool(starred),
        tags=tuple(sorted(json.loads(tagged))) if tagged != "[]" else (),
        also=tuple(sorted(json.loads(also))) if also != "[]" else (),
    )
