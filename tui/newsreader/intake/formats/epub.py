"""Read books and magazines (EPUB 2 and 3): one article a chapter."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any
from urllib.parse import unquote

from newsreader.intake.formats import html
from newsreader.intake.intake_errors import SourceError
from newsreader.intake.text import dates
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.decoding import decode
from newsreader.intake.text.tag_limits import limit_tags
from newsreader.model.article import Article

__all__ = ["chapters", "is_epub"]

_MOST_BYTES = 8 * 1024 * 1024
"""The largest chapter, decompressed."""

_MOST_BYTES_ALTOGETHER = 32 * 1024 * 1024
"""All chapters, decompressed: several times the longest novel."""

_MOST_FILES = 20_000
"""Files in the archive."""

_MOST_CHAPTERS = 2000
_CUT = "[The book is too long: the following chapters were left out.]"
_LONGEST_PATH = 2000
_LEAST_WORDS = 20
"""Shorter chapters are covers and title pages."""

_DIRECTORY_ENTRY = b"PK\x01\x02"


class _BrokenError(Exception):
    """An archive, or a file in it, that cannot be read."""


def is_epub(data: bytes) -> bool:
    """Return whether the data is an EPUB: a ZIP archive with its media type first, or with the container file."""
    return data.startswith(b"PK\x03\x04") and (
        b"application/epub+zip" in data[:100] or b"META-INF/container.xml" in data
    )


def chapters(data: bytes, name: str) -> Iterator[Article]:
    """Return the chapters of a book in reading order; `name` stands in errors.

    The book's title becomes the source of each chapter, its author the by-line, its date the date. Covers, title pages
    and tables of contents are left out. Of a book that is too long the first chapters are read, and the last of them
    ends with a sentence that says so. Raise SourceError, at once, if the EPUB cannot be read.
    """
    try:
        archive = _archive(data)
        container = _xml(_read(archive, "META-INF/container.xml"))
        package = container.xpath("string(//*[local-name()='rootfile']/@full-path)")
        book = _xml(_read(archive, str(package)))
    except _BrokenError as error:
        raise SourceError(f"{name} is a broken EPUB file.") from error
    found = _articles(archive, book, posixpath.dirname(str(package)))
    first = next(found, None)
    if first is None:
        raise SourceError(f"{name} has no chapter that can be read.", "Protected books cannot be opened.")
    return chain([first], found)


def _archive(data: bytes) -> zipfile.ZipFile:
    if data.count(_DIRECTORY_ENTRY) > _MOST_FILES:
        raise _BrokenError("too many files")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # hostile data: zipfile raises the errors of several modules
        raise _BrokenError from error


def _read(archive: zipfile.ZipFile, path: str) -> bytes:
    try:
        with archive.open(path) as file:
            data = file.read(_MOST_BYTES + 1)
    except Exception as error:  # as above: missing, encrypted, broken, unknown compression
        raise _BrokenError from error
    if len(data) > _MOST_BYTES:
        raise _BrokenError("too large")
    return data


def _xml(data: bytes) -> Any:
    from lxml import etree

    markup = limit_tags(decode(data).replace("\0", "")).encode("utf-8", "replace")
    parser = etree.XMLParser(encoding="utf-8", recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise _BrokenError from error
    if root is None:
        raise _BrokenError("no XML")
    return root


def _stated(book: Any, name: str) -> str:
    return clean_line(str(book.xpath(f"string(//*[local-name()='metadata']/*[local-name()='{name}'])")))


def _date(text: str) -> datetime | None:
    if text.isdecimal() and len(text) == 4 and int(text) > 0:
        return datetime(int(text), 1, 1, tzinfo=UTC)
    return dates.parse(text)


def _articles(archive: zipfile.ZipFile, book: Any, folder: str) -> Iterator[Article]:
    title, author, when = _stated(book, "title"), _stated(book, "creator"), _date(_stated(book, "date"))
    items = {item.get("id"): item for item in book.xpath("//*[local-name()='manifest']/*[local-name()='item']")}
    spine = book.xpath("//*[local-name()='spine']/*[local-name()='itemref']")
    room, read, left_out = _MOST_BYTES_ALTOGETHER, set[str](), len(spine) > _MOST_CHAPTERS
    last: Article | None = None
    for reference in spine[:_MOST_CHAPTERS]:
        item = items.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no" or "nav" in (item.get("properties") or "").split():
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote((item.get("href") or "")[:_LONGEST_PATH])))
        if path in read:
            continue  # read each chapter once, even if it is listed twice
        read.add(path)
        try:
            data = _read(archive, path)
        except _BrokenError:
            continue  # one broken chapter must not lose the others
        room -= len(data)
        if room < 0:
            left_out = True
            break
        article = html.read(decode(data))
        if len(article.text.split(maxsplit=_LEAST_WORDS)) >= _LEAST_WORDS:
            if last is not None:
                yield last
            last = article._replace(byline=author, source=title, published=when, url="")
    if last is not None:
        yield last._replace(text=f"{last.text}\n\n{_CUT}") if left_out else last
