"""Read articles from a file or its bytes: plain text, Markdown, HTML, mail, EPUB, PDF, saved feeds."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from newsreader.intake import feed_stream, feeds, opml
from newsreader.intake.formats import header, mail
from newsreader.intake.intake_errors import FeedError, SourceError
from newsreader.intake.text import decoding
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.decoding import decode
from newsreader.model.article import Article

__all__ = [
    "MOST_BYTES",
    "MOST_FEED_BYTES",
    "decode",
    "iter_articles",
    "load",
    "open_file",
    "read_articles",
    "read_bytes",
]

MOST_BYTES = 32 * 1024 * 1024
"""A longer text is a book or a log, not an article. It is refused rather than half read."""

MOST_FEED_BYTES = 512 * 1024 * 1024
"""A saved feed holds many articles and may be larger."""

_LONG_FEED = 4 * 1024 * 1024
"""A saved feed of at least this size is read in parts."""

_MARKDOWN = frozenset([".md", ".markdown", ".mdown", ".mkd"])
_WRITTEN = frozenset([*_MARKDOWN, ".txt", ".text"])
_MAIL = frozenset([".eml", ".mbox", ".mbx"])
_HTML = frozenset([".html", ".htm", ".xhtml", ".shtml"])
_READABLE = "newsreader reads plain text, Markdown, HTML, mail, EPUB, PDF and saved feeds."


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of a file. Raise SourceError if it cannot be read or has more than `most` bytes."""
    try:
        with open_file(path) as file:
            # A read of `most` bytes would take that much memory, however short the file is.
            data = file.read(min(os.fstat(file.fileno()).st_size, most) + 1)
    except FileNotFoundError as error:
        raise SourceError(f"File not found: {_shown(path)}.", "Check the spelling.") from error
    except PermissionError as error:
        raise SourceError(f"No permission to read {_shown(path)}.", "Check the permissions of the file.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(f"{_shown(path)} could not be read: {clean_line(reason)}.") from error
    if len(data) > most:
        raise _too_large(path, most)
    return data


def open_file(path: Path) -> BinaryIO:
    """Open a file for reading, without waiting. Raise OSError, and SourceError for a pipe, a device or a socket.

    Opening a pipe waits for a writer, and a device may return bytes without end.
    """
    if _cannot_end(path.stat().st_mode):
        raise _no_file(path)
    # The file may have been replaced since: check it again when it is open. Opening must not wait either.
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115  # the caller closes it
    if _cannot_end(os.fstat(file.fileno()).st_mode):
        file.close()
        raise _no_file(path)
    return file


def _without_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _cannot_end(mode: int) -> bool:
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))  # opening a folder fails by itself


def _no_file(path: Path) -> SourceError:
    return SourceError(
        f"{_shown(path)} is a pipe or a device, not a file.",
        "To read the output of a program: program | newsreader add -",
    )


def _too_large(path: Path, most: int) -> SourceError:
    return SourceError(f"{_shown(path)} is larger than {most // (1024 * 1024)} MB.", "Split it into smaller files.")


def load(path: Path) -> list[Article]:
    """Return the articles in a file. Raise SourceError if it cannot be read or is not text."""
    return list(iter_articles(path))


def iter_articles(path: Path) -> Iterator[Article]:
    """Yield the articles of a file one by one. A long feed takes the memory of one part, if it can be parted."""
    written = _last_written(path)
    found = _parted(path)
    if found is None:
        found = _whole(path)
    return (header.with_dateline_year(article, written) for article in found) if written else found


def _whole(path: Path) -> Iterator[Article]:
    data = read_bytes(path, MOST_FEED_BYTES)
    if len(data) > MOST_BYTES and not feeds.looks_like_feed(decode(data[:200_000])):
        raise _too_large(path, MOST_BYTES)
    return read_articles(data, _shown(path), path.suffix)


def _parted(path: Path) -> Iterator[Article] | None:
    """Return the articles of a long feed, read in parts, or None for a file that must be read as a whole."""
    if path.suffix.lower() in _WRITTEN:
        return None
    try:
        if not _LONG_FEED <= path.stat().st_size <= MOST_FEED_BYTES:
            return None
        file = open_file(path)
    except (OSError, ValueError, SourceError):
        return None  # `_whole` reports it
    parts = None
    try:
        if feeds.looks_like_feed(decode(file.read(200_000))):
            file.seek(0)
            parts = feed_stream.parts(file)
    except OSError:
        pass  # `_whole` reports it
    finally:
        if parts is None:
            file.close()
    return None if parts is None else _entries(parts, file, _shown(path))


def _entries(parts: Iterator[bytes], file: BinaryIO, name: str) -> Iterator[Article]:
    """Yield each article of the parts of a feed once, even if several parts have it; close the file at the end."""
    met: set[int] = set()
    with file:
        while (part := _next(parts, name)) is not None:
            feed = _feed(part, name)
            for entry in feed.entries:
                known = hash((entry.identity, entry.link, entry.title))
                if known not in met:
                    met.add(known)
                    yield feeds.article(entry, feed)


def _next(parts: Iterator[bytes], name: str) -> bytes | None:
    try:
        return next(parts, None)
    except OSError as error:
        raise SourceError(f"{name} could not be read: {clean_line(error.strerror or str(error))}.") from error


def _feed(data: bytes, name: str, declared: str | None = None) -> feeds.ParsedFeed:
    try:
        feed = feeds.parse(data, headers={"content-type": f"; charset={declared}"} if declared else None)
    except FeedError as error:
        raise FeedError(f"{name}: {error.message}", error.hint) from error
    if not feed.entries:
        raise SourceError(f"The feed in {name} has no articles.")
    return feed


def _last_written(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):  # deleted in the meantime, or a time outside the calendar
        return None


def read_articles(data: bytes, name: str, suffix: str = "", declared: str | None = None) -> Iterator[Article]:
    """Return the articles in the bytes of a file: one, or all those of a feed, a mailbox or a book.

    `name` stands in messages, and is the title of an article without one. `suffix` (".md") gives the format; without
    it, the content decides. `declared` is the encoding that came with the file. Raise SourceError, at once, for data
    that is not text or has no words.
    """
    if data.startswith(b"PK\x03\x04"):
        from newsreader.intake.formats import epub

        if epub.is_epub(data):
            return epub.chapters(data, name)
    if data.startswith(b"%PDF-"):
        from newsreader.intake.formats import pdf

        article = pdf.read(data, name)
        return iter([article if article.title else article._replace(title=Path(name).stem)])
    if what := decoding.kind_of_binary(data):
        raise SourceError(f"{name} is {what}, not an article.", _READABLE)
    suffix = suffix.lower()
    if suffix not in _WRITTEN and feeds.looks_like_feed(decode(data[:200_000], declared)):
        return feeds.articles(_feed(data, name, declared))
    if suffix in _MAIL or (suffix not in _WRITTEN and mail.looks_like_mail(data)):
        return mail.messages(data, name)
    text = decode(data, declared)
    if suffix not in _WRITTEN and opml.looks_like_opml(text):
        raise SourceError(f"{name} is a list of feeds (OPML), not an article.")
    article = _read(text, suffix)
    if not article.text and not article.title:
        raise SourceError(f"{name} has no text.", _READABLE)
    return iter([article if article.title else article._replace(title=Path(name).stem)])


def _read(text: str, suffix: str) -> Article:
    from newsreader.intake.formats import markdown, pages, plain, rtf

    if suffix in _HTML or feeds.html_page(text):
        return pages.extract(text)
    if text.startswith(rtf.START):
        return plain.read(rtf.plain_text(text))
    if suffix in _MARKDOWN or (markdown.has_front_matter(text) and suffix not in (".txt", ".text")):
        return markdown.read(text)
    if not suffix and re.match(r"\s*# \S", text):
        return markdown.read(text)
    return plain.read(text)


def _shown(path: Path) -> str:
    """Return a path for a message, with unprintable characters replaced."""
    return clean_line(str(path).encode("utf-8", "replace").decode("utf-8"))
