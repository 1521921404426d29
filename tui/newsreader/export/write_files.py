"""Write articles to files in all formats."""

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

__all__ = ["KINDS", "Item", "encode", "file_name", "unused_path", "write"]

KINDS = {"md": "Markdown", "html": "HTML", "json": "JSON", "epub": "EPUB"}
"""The names of the formats by their file extension."""


class Item(NamedTuple):
    """An article, its analysis, and the notes and tags of the user."""

    article: Article
    analysis: Analysis | None
    notes: Sequence[Note] = ()
    tags: Sequence[str] = ()


def encode(items: Sequence[Item], kind: str, made: datetime) -> bytes:
    """Return the articles as one file of `kind` (see `KINDS`), with the date `made` (aware)."""
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
    """Write the articles as `kind` to the file or into the folder `target`; return the path that was written.

    In a folder, each article gets its own Markdown file; the other formats are one file for all articles. Existing
    files in it are never replaced. The file `target` is replaced only with `overwrite`. Raise WriteError.
    """
    if not target.is_dir():
        write_file(target, encode(items, kind, made), overwrite=overwrite)
        return target
    if kind == "md" and len(items) > 1:
        for item in items:
            write_file(unused_path(target, file_name(item.article), kind), encode([item], kind, made))
        return target
    path = unused_path(target, file_name(items[0].article) if len(items) == 1 else "articles", kind)
    write_file(path, encode(items, kind, made))
    return path


def file_name(article: Article) -> str:
    """Return a file name for `article`, without extension: its date and the words of its title."""
    words = re.sub(r"[^\w]+", "-", article.title.casefold()).strip("-_")[:60].strip("-_") or "article"
    return f"{article.published.date().isoformat()}-{words}" if article.published else words


def unused_path(folder: Path, stem: str, kind: str) -> Path:
    """Return an unused path in `folder`: `stem`.md, or `stem`-2.md and so on."""
    names = chain([f"{stem}.{kind}"], (f"{stem}-{number}.{kind}" for number in range(2, 1_000_000)))
    return next(path for name in names if not (path := folder / name).exists())
