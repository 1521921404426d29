"""Read the articles of a source: a file, a folder, standard input or an address."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from newsreader import resources
from newsreader.errors import NewsreaderError, error_boundary
from newsreader.intake import feeds, files
from newsreader.intake.intake_errors import FeedError, SourceError
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.urls import is_web
from newsreader.model.article import Article

if TYPE_CHECKING:
    from newsreader.intake.formats.pages import FeedLink
    from newsreader.intake.http.http_client import Fetched

__all__ = [
    "articles_in_response",
    "files_below",
    "front_page_feeds",
    "is_feed",
    "is_page",
    "load",
    "read_stream",
    "seeds",
]

Failed = Callable[[NewsreaderError], None]


def load(source: str, *, stdin: BinaryIO | None = None, failed: Failed | None = None) -> Iterator[Article]:
    """Yield the articles of a source: the path of a file or a folder ("~" is the home folder), "-", or an address.

    "-" reads `stdin`, by default standard input. A folder is read with all its subfolders, sorted by name, without
    hidden files. Its files without an article are passed to `failed`; if that is None, a SourceError names them after
    the last article. An http or https address is fetched: a feed has its entries, a page its article, and the front
    page of a site the entries of the feed that it links to. Raise SourceError, and nothing else, for any other source
    without an article.
    """
    if source == "-":
        yield from files.read_articles(read_stream(stdin or sys.stdin.buffer), "Standard input")
        return
    if is_web(source):
        yield from _address(source)
        return
    if not source.strip():
        raise SourceError("The name of the source is empty.", _HINT)
    try:
        path = Path(source).expanduser()
        is_folder = path.is_dir()
    except (OSError, ValueError, RuntimeError) as error:
        raise SourceError(f"{_shown(source)} is not a valid path.", _HINT) from error
    if is_folder:
        yield from _folder(path, failed)
    elif not _exists(path):
        raise SourceError(f"No such file or folder: {_shown(source)}.", _HINT)
    else:
        yield from files.iter_articles(path)


_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_HINT = "Give the path of a file or a folder, or - for standard input."


def _shown(source: str) -> str:
    return clean_line(source.encode("utf-8", "replace").decode("utf-8"))[:300]


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def read_stream(stream: BinaryIO) -> bytes:
    """Return all bytes of standard input. Raise SourceError if it cannot be read or is too long."""
    try:
        data = stream.read(files.MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SourceError(f"Standard input could not be read: {error}.") from error
    if len(data) > files.MOST_BYTES:
        raise SourceError(f"Standard input has more than {files.MOST_BYTES // (1024 * 1024)} MB.")
    return data


def _address(source: str) -> Iterator[Article]:
    from newsreader.intake.http import http_client

    got = http_client.get(source)
    links = front_page_feeds(got)
    return _entries(http_client.get(links[0].url, inside=got.inside)) if links else articles_in_response(got)


def front_page_feeds(got: Fetched) -> tuple[FeedLink, ...]:
    """Return the feeds that the front page of a site links to; () for any other page or file."""
    from newsreader.intake.formats import pages

    if urlsplit(got.url).path not in ("", "/") or not is_page(got):
        return ()
    return pages.feed_links(files.decode(got.data, got.charset), got.url)


def is_page(got: Fetched) -> bool:
    """Return whether the body is an HTML page, whatever its Content-Type says."""
    head = files.decode(got.data[:200_000], got.charset)
    return not feeds.looks_like_feed(head) and (got.content_type in _PAGE_TYPES or feeds.html_page(head))


def is_feed(got: Fetched) -> bool:
    """Return whether the body is a feed, whatever its Content-Type says."""
    return feeds.looks_like_feed(files.decode(got.data[:200_000], got.charset))


def articles_in_response(got: Fetched) -> Iterator[Article]:
    """Return the articles in a response: the entries of a feed, or the article of a page or file.

    Raise SourceError if there are none.
    """
    from newsreader.intake.formats import pages

    # Old feeds have any Content-Type; the first lines of a page are certain.
    head = files.decode(got.data[:200_000], got.charset)
    if feeds.looks_like_feed(head):
        return _entries(got)
    if got.content_type not in _PAGE_TYPES and not feeds.html_page(head):
        return files.read_articles(got.data, _shown(got.url), Path(urlsplit(got.url).path).suffix, got.charset)
    markup = files.decode(got.data, got.charset)
    article = pages.extract(markup, got.url)
    if not article.text:
        links = pages.feed_links(markup, got.url)
        hint = f"It links to a feed: {links[0].url}" if links else "It may need a browser."
        raise SourceError(f"The page {_shown(got.url)} has no text.", hint)
    return iter([article])


def _entries(got: Fetched) -> Iterator[Article]:
    try:
        feed = feeds.parse(got.data, got.url, got.headers)
    except FeedError as error:
        raise FeedError(f"{_shown(got.url)}: {error.message}", error.hint) from error
    if not feed.entries:
        raise SourceError(f"The feed at {_shown(got.url)} has no articles.", "Try again later.")
    return feeds.articles(feed, got.url)


def files_below(folder: Path, failed: Failed | None = None) -> Iterator[Path]:
    """Yield all files in a folder and its subfolders, by name, without hidden ones.

    Links to folders are not followed. Pipes and devices, which could block, are skipped. An error for each folder that
    cannot be read is passed to `failed`.
    """

    def unread(error: OSError) -> None:
        if failed:
            failed(SourceError(f"{_shown(str(error.filename))} could not be read: {clean_line(error.strerror or '')}."))

    for here, folders, names in os.walk(folder, onerror=unread):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(here, name)
            if not name.startswith(".") and (path.is_file() or not path.exists()):
                yield path


def _folder(folder: Path, failed: Failed | None) -> Iterator[Article]:
    good = 0
    bad: list[NewsreaderError] = []

    def remember(error: NewsreaderError) -> None:
        bad.append(error)
        if failed:
            failed(error)

    for path in files_below(folder, remember):
        try:
            with error_boundary(_shown(str(path))):
                found = list(files.iter_articles(path))
        except NewsreaderError as error:
            remember(error)
            continue
        good += 1
        yield from found
    where = _shown(str(folder))
    if not good:
        hint = bad[0].message if bad else "It has no file that newsreader can read."
        raise SourceError(f"No articles found in the folder {where}.", hint)
    if bad and not failed:
        said = " ".join(error.message for error in bad[:3])
        more = f" And {len(bad) - 3} more." if len(bad) > 3 else ""
        raise SourceError(f"{len(bad)} of the files in {where} have no article: {said}{more}")


def seeds() -> list[Article]:
    """Return the starter articles of the package, by file name; the first one gets the newest date."""
    folder = resources.seeds()
    found = [article for path in files_below(folder) if path.suffix == ".md" for article in files.load(path)]
    dates = [article.published for article in found if article.published]
    if dates and found[0].published != max(dates):
        found[0] = found[0]._replace(published=max(dates) + timedelta(minutes=1))
    return found
