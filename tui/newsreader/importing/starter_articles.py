"""The starter articles, read in advance from the Markdown files in `seeds`.

To read them from Markdown takes 150 ms, too long for a first launch. After a change to one of them run
`python -m newsreader.importing.starter_articles`; a test fails where the two differ.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from newsreader.model.article import Article, Mark, MarkKind

__all__ = ["articles"]


_FILE = Path(__file__).with_name("starter.json")


def articles() -> list[Article]:
    """Return the starter articles, the guide first."""
    return [
        Article(
            text=row["body"],
            title=row["title"],
            marks=tuple(Mark(m["start"], m["end"], MarkKind(m["kind"]), m["value"]) for m in row["marks"]),
            byline=row["byline"],
            source=row["source"],
            place=row["place"],
            published=datetime.fromisoformat(row["published"]),
            url=row["url"],
        )
        for row in json.loads(_FILE.read_text(encoding="utf-8"))
    ]


def _write() -> None:
    from newsreader.export import to_json
    from newsreader.intake.sources import seeds

    _FILE.write_text(to_json((article, None) for article in seeds()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    _write()
