"""What is this SOURCE: a file, a folder, standard input; and the articles in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from newsreader import resources
from newsreader.article import Article
from newsreader.intake import files
from newsreader.intake.addresses import is_web
from newsreader.intake.clean import clean_line
from newsreader.intake.errors import SourceError

__all__ = ["files_below", "load", "seeds"]

Failed = Callable[[SourceError], None]


def load(source: str, *, stdin: BinaryIO | None = None, failed: Failed | None = None) -> Iterator[Article]:
    """The articles of a source, one after the other: a file's path ("~" is the home), a folder's, or "-".

    "-" reads `stdin`, standard input by default. A folder is read with all folders in it, sorted by name, without
    hidden files; a file in it that gives no article is told to `failed`, and without that the last thing that happens,
    after all good articles, is a SourceError that names the bad ones. Raises SourceError for everything else that
    gives no article, and nothing but that.
    """
    if source == "-":
        yield from _standard_input(stdin or sys.stdin.buffer)
        return
    if is_web(source):
        raise SourceError(f"{clean_line(source)} is an address.", "Save the page as a file and open that.")
    if not source.strip():
        raise SourceError("A source without a name was given.", _HINT)
    try:
        path = Path(source).expanduser()
        is_folder = path.is_dir()
    except (OSError, ValueError, RuntimeError) as error:
        raise SourceError(f"{_shown(source)} is no path.", _HINT) from error
    if is_folder:
        yield from _folder(path, failed)
    elif not _exists(path):
        raise SourceError(f"There is no file or folder {_shown(source)}.", _HINT)
    else:
        yield from files.load(path)


_HINT = "Give the path of a file or a folder, or - for standard input."


def _shown(source: str) -> str:
    return clean_line(source.encode("utf-8", "replace").decode("utf-8"))[:300]


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _standard_input(stream: BinaryIO) -> list[Article]:
    try:
        data = stream.read(files.MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SourceError(f"Standard input could not be read: {error}.") from error
    if len(data) > files.MOST_BYTES:
        raise SourceError(f"Standard input gave more than {files.MOST_BYTES // (1024 * 1024)} MB.")
    return files.articles(data, "Standard input")


def files_below(folder: Path) -> Iterator[Path]:
    """All files in a folder and the folders in it, by name, without hidden ones; links to folders are not followed."""
    for here, folders, names in os.walk(folder, onerror=None):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(here, name)


def _folder(folder: Path, failed: Failed | None) -> Iterator[Article]:
    good = 0
    bad: list[SourceError] = []
    for path in files_below(folder):
        try:
            found = files.load(path)
        except SourceError as error:
            bad.append(error)
            if failed:
                failed(error)
            continue
        good += len(found)
        yield from found
    if not good:
        raise SourceError(
            f"No article was found in the folder {_shown(str(folder))}.", bad[0].message if bad else "It is empty."
        )
    if bad and not failed:
        more = f" and {len(bad) - 3} more" if len(bad) > 3 else ""
        raise SourceError(
            f"{len(bad)} of the files in {_shown(str(folder))} gave no article: "
            + " ".join(error.message for error in bad[:3])
            + more
        )


def seeds() -> list[Article]:
    """The starter articles that travel with the program, by file name; the first of them has the newest date."""
    folder = resources.seeds()
    found = [article for path in files_below(folder) if path.suffix == ".md" for article in files.load(path)]
    dates = [article.published for article in found if article.published]
    if dates and found[0].published != max(dates):
        found[0] = replace(found[0], published=max(dates) + timedelta(minutes=1))
    return found
