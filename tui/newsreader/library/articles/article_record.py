"""Convert an article to the values that the library stores. Any process can do this, outside of a transaction."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsreader.intake.text.urls import without_password
from newsreader.library.articles import article_keys
from newsreader.library.database.times import to_micros
from newsreader.model.article import Article, Mark

__all__ = ["ArticleRecord", "marks_to_json", "replace_surrogates", "to_record"]

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


class ArticleRecord(NamedTuple):
    """An article as the library stores it: a tuple of plain values, which can be sent to another process.

    `published` is in microseconds since 1970-01-01 UTC, `marks` are JSON, `keys` identify it (see article_keys.py).
    """

    title: str
    byline: str
    place: str
    url: str
    source: str
    text: str
    marks: str
    published: int | None
    keys: tuple[bytes, ...]


def to_record(article: Article, keys: Iterable[bytes] | None = None) -> ArticleRecord:
    """Return the record of `article`, with `keys` or, if None, with those of `article_keys.keys`."""
    return ArticleRecord(
        replace_surrogates(article.title),
        replace_surrogates(article.byline),
        replace_surrogates(article.place),
        replace_surrogates(without_password(article.url)),
        replace_surrogates(article.source),
        replace_surrogates(article.text),
        marks_to_json(article.marks),
        None if article.published is None else to_micros(article.published),
        tuple(article_keys.keys(article) if keys is None else keys),
    )


def replace_surrogates(text: str) -> str:
    """Replace code points that UTF-8 cannot encode, one for one, so that offsets stay right."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATES.sub("\ufffd", text)
    return text


def marks_to_json(marks: Sequence[Mark]) -> str:
    """Return marks as the JSON that the library stores. `row_mapping.marks_from_json` reads it."""
    return json.dumps([[mark.start, mark.end, mark.kind, mark.value] for mark in marks], separators=(",", ":"))
