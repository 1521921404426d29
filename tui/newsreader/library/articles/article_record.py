"""An article made ready to be stored: outside of any transaction, in whatever process has read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsreader.intake.text.urls import without_password
from newsreader.library.articles import article_keys
from newsreader.library.database.times import to_micros
from newsreader.model.article import Article, Mark

__all__ = ["Arrival", "ready", "storable", "storable_marks"]

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


class Arrival(NamedTuple):
    """An article as the library keeps it. A tuple of plain values: they travel from one process to another.

    `published` is in microseconds since 1970-01-01 UTC, `marks` are JSON, `keys` what it is known by (`identity`).
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


def ready(article: Article, keys: Iterable[bytes] | None = None) -> Arrival:
    """`article` made ready, known by `keys`, or by its own where none are given."""
    return Arrival(
        storable(article.title),
        storable(article.byline),
        storable(article.place),
        storable(without_password(article.url)),
        storable(article.source),
        storable(article.text),
        storable_marks(article.marks),
        None if article.published is None else to_micros(article.published),
        tuple(article_keys.keys(article) if keys is None else keys),
    )


def storable(text: str) -> str:
    """`text` with code points that UTF-8 cannot hold replaced one for one, so that offsets stay right."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATES.sub("\ufffd", text)
    return text


def storable_marks(marks: Sequence[Mark]) -> str:
    """Marks as the library keeps them: JSON."""
    return json.dumps([[mark.start, mark.end, mark.kind, mark.value] for mark in marks], separators=(",", ":"))
