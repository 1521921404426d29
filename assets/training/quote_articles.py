"""Read the annotated articles for training the quote models (see `quotes.py`)."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsreader.language.document.document import Document, read
from newsreader.language.document.quotation_marks import Quoted
from newsreader.language.entities import recognise
from newsreader.language.quotes import quote_filter
from newsreader.language.quotes.quote_context import token_labels

INNER_FOLDS = 4
GOLD = re.compile(r"[“\"]([^“”\"]{1,1200}?)[”\"]", re.S)
Spans = Sequence[Sequence[int]]


@dataclass
class AnnotatedArticle:
    """An annotated article with its document, quoted strings, entity labels of tokens, and gold quotes.

    A gold quote is (start, end, spans of its source), in code points.
    """

    identity: str
    document: Document
    attributions: list[dict[str, Any]]
    strings: Sequence[Quoted]
    labels: dict[int, str]
    gold: list[tuple[int, int, Spans]]


def overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the overlap of two spans: intersection over union."""
    common = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return common / max((one[1] - one[0]) + (other[1] - other[0]) - common, 1)


def gold_quotes(text: str, attributions: Iterable[Mapping[str, Any]]) -> list[tuple[int, int, Spans]]:
    """Return the quotes of five words or more inside annotated contents, each with its source."""
    found: dict[tuple[int, int], Spans] = {}
    for attribution in attributions:
        for start, end in attribution["content"]:
            lead = max(0, start - 1)
            for match in GOLD.finditer(text[lead : end + 1]):
                if len(match.group(1).split()) >= quote_filter.LONG:
                    found.setdefault((lead + match.start(1), lead + match.end(1)), attribution["source"])
    return [(start, end, source) for (start, end), source in found.items()]


def read_articles(path: Path) -> list[AnnotatedArticle]:
    """Return all articles of a file, analysed as far as their entities."""
    readings = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = read(row["text"])
        readings.append(
            AnnotatedArticle(
                row["id"],
                document,
                row["attributions"],
                document.quoted,
                token_labels(document, recognise.find(document)),
                gold_quotes(row["text"], row["attributions"]),
            )
        )
    return readings


def fold_of(reading: AnnotatedArticle) -> int:
    """Return the inner fold of an article."""
    return zlib.crc32(reading.identity.encode()[::-1]) % INNER_FOLDS
