"""Articles written to files of any of the formats, wherever the reader wants them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from newsreader.model.analysis import Analysis
from newsreader.model.article import Article
from newsreader.model.note import Note
from newsreader.system.control_characters import without_controls
from newsreader.system.file_writer import write_file

__all__ = ["KINDS", "Item", "encoded", "file_name", "free", "write"]

KINDS = {"md": "Markdown", "html": "HTML", "json": "JSON", "epub": "EPUB"}
"""The formats by the ending of their files, with their names."""


class Item(NamedTuple):
    """An article, what is known of it, and what the reader added: notes and tags."""

    article: Article
    analysis: Analysis | None
    notes: Sequence[Note] = ()
    tags: Sequence[str] = ()


def encoded(items: Sequence[Item], kind: str, made: datetime) -> bytes:
    """The articles as one file of `kind` (see `KINDS`), made at `made` (aware)."""
    from newsreader import export

    pairs = [(item.article, item.analysis) for item in items]
    notes = [item.notes for item in items]
    if kind == "md":
        return without_controls("\n".join(export.markdown(*item) for item in items)).encode()
    if kind == "html":
        return without_controls(export.html(pairs, notes)).encode()
    if kind == "json":
        return export.to_json(pairs, notes, [item.tags for item in items]).encode()
    return export.epub(pairs, made, notes=notes)


def write(items: Sequence[Item], kind: str, target: Path, made: datetime, *, overwrite: bool = False) -> Path:
    """Write the articles as `kind` to the file `target`, or into the folder `target`; gives what was written.

    In a folder each article gets a Markdown file of its own, and the other formats one file for all; nothing that is
    there is written over. The file `target` is replaced with `overwrite` only. Raises WriteError.
    """
    if not target.is_dir():
        write_file(target, encoded(items, kind, made), overwrite=overwrite)
        return target
    if kind == "md" and len(items) > 1:
        for item in items:
            write_file(free(target, file_name(item.article), kind), encoded([item], kind, made))
        return target
    path = free(target, file_name(items[0].article) if len(items) == 1 else "articles", kind)
    write_file(path, encoded(items, kind, made))
    return path


def file_name(article: Article) -> str:
    """The name of a file for `article`, without an ending: its date and the words of its title."""
    words = re.sub(r"[^\w]+", "-", article.title.casefold()).strip("-_")[:60].strip("-_") or "article"
    return f"{article.published.date().isoformat()}-{words}" if article.published else words


def free(folder: Path, stem: str, kind: str) -> Path:
    """A path in `folder` at which nothing is yet: `stem`.md, or `stem`-2.md and so on."""
    names = chain([f"{stem}.{kind}"], (f"{stem}-{number}.{kind}" for number in range(2, 1_000_000)))
    return next(path for name in names if not (path := folder / name).exists())
