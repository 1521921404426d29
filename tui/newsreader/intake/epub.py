"""Books and magazines (EPUB 2 and 3): one article a chapter."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from newsreader.article import Article
from newsreader.intake import dates, html
from newsreader.intake.clean import clean_line
from newsreader.intake.decoding import decode
from newsreader.intake.errors import SourceError

__all__ = ["chapters", "is_epub"]

_MOST_BYTES = 8 * 1024 * 1024
"""The largest chapter, unpacked."""

_MOST_CHAPTERS = 2000
_LEAST_WORDS = 20
"""Shorter chapters are covers and title pages."""

_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, NotImplementedError, RuntimeError, EOFError)


def is_epub(data: bytes) -> bool:
    """Whether the data is an EPUB: a ZIP archive that says so first, or that has the file every EPUB has."""
    return data.startswith(b"PK\x03\x04") and (
        b"application/epub+zip" in data[:100] or b"META-INF/container.xml" in data
    )


def chapters(data: bytes, name: str) -> Iterator[Article]:
    """The chapters of a book in reading order; `name` is what errors say.

    The book's title is the source, its author the by-line, its date the date of every chapter. Covers, title pages
    and tables of contents are left out. Raises SourceError, at once, for what is no readable EPUB.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        container = _xml(_read(archive, "META-INF/container.xml"))
        package = container.xpath("string(//*[local-name()='rootfile']/@full-path)")
        book = _xml(_read(archive, str(package)))
    except _BROKEN as error:
        raise SourceError(f"{name} is a broken EPUB file.") from error
    found = list(_articles(archive, book, posixpath.dirname(str(package))))
    if not found:
        raise SourceError(f"{name} has no chapter that can be read.", "Protected books cannot be opened.")
    return iter(found)


def _read(archive: zipfile.ZipFile, path: str) -> bytes:
    with archive.open(path) as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise ValueError("too large")
    return data


def _xml(data: bytes) -> Any:
    from lxml import etree

    root = etree.fromstring(data, parser=etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    if root is None:
        raise ValueError("no XML")
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
    for reference in spine[:_MOST_CHAPTERS]:
        item = items.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no" or "nav" in (item.get("properties") or "").split():
            continue
        try:
            markup = decode(_read(archive, posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))))
        except _BROKEN:
            continue  # a chapter that is missing or broken takes no other with it
        article = html.read(markup)
        if len(article.text.split()) >= _LEAST_WORDS:
            yield article._replace(byline=author, source=title, published=when, url="")
