"""What is this SOURCE: a file, a folder, standard input, an address; and the articles in it."""

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

__all__ = ["fetched", "files_below", "front_page_feeds", "is_feed", "is_page", "load", "read_stream", "seeds"]

Failed = Callable[[NewsreaderError], None]


def load(source: str, *, stdin: BinaryIO | None = None, failed: Failed | None = None) -> Iterator[Article]:
    """The articles of a source, one after the other: a file's path ("~" is the home), a folder's, "-", or an address.

    "-" reads `stdin`, standard input by default. A folder is read with all folders in it, sorted by name, without
    hidden files; a file in it that gives no article is told to `failed`, and without that the last thing that happens,
    after all good articles, is a SourceError that names the bad ones. An http or https address is fetched: a feed
    gives its entries, a page its article, and a site's front page the entries of the feed that it names. Raises
    SourceError for everything else that gives no article, and nothing but that.
    """
    if source == "-":
        yield from files.articles(read_stream(stdin or sys.stdin.buffer), "Standard input")
        return
    if is_web(source):
        yield from _address(source)
        return
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
        yield from files.each(path)


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
    """Return all of standard input. Raises SourceError where it cannot be read or gives too much."""
    try:
        data = stream.read(files.MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SourceError(f"Standard input could not be read: {error}.") from error
    if len(data) > files.MOST_BYTES:
        raise SourceError(f"Standard input gave more than {files.MOST_BYTES // (1024 * 1024)} MB.")
    return data


def _address(source: str) -> Iterator[Article]:
    from newsreader.intake.http import http_client

    got = http_client.get(source)
    links = front_page_feeds(got)
    return _entries(http_client.get(links[0].url, inside=got.inside)) if links else fetched(got)


def front_page_feeds(got: Fetched) -> tuple[FeedLink, ...]:
    """The feeds that a site's front page names; none for any other thing."""
    from newsreader.intake.formats import pages

    if urlsplit(got.url).path not in ("", "/") or not is_page(got):
        return ()
    return pages.feed_links(files.decode(got.data, got.charset), got.url)


def is_page(got: Fetched) -> bool:
    """Whether what was fetched is a page, whatever it is served as."""
    head = files.decode(got.data[:200_000], got.charset)
    return not feeds.looks_like_feed(head) and (got.content_type in _PAGE_TYPES or feeds.html_page(head))


def is_feed(got: Fetched) -> bool:
    """Whether what was fetched is a feed, whatever it is served as."""
    return feeds.looks_like_feed(files.decode(got.data[:200_000], got.charset))


def fetched(got: Fetched) -> Iterator[Article]:
    """The articles in what was fetched: a feed's entries, the article of a page. Raises SourceError for neither."""
    from newsreader.intake.formats import pages

    # Old feeds are served as anything; a page says what it is within its first lines.
    head = files.decode(got.data[:200_000], got.charset)
    if feeds.looks_like_feed(head):
        return _entries(got)
    if got.content_type not in _PAGE_TYPES and not feeds.html_page(head):
        return files.articles(got.data, _shown(got.url), Path(urlsplit(got.url).path).suffix, got.charset)
    markup = files.decode(got.data, got.charset)
    article = pages.extract(markup, got.url)
    if not article.text:
        links = pages.feed_links(markup, got.url)
        hint = f"It names a feed: {links[0].url}" if links else "It may need a browser to show anything."
        raise SourceError(f"The page {_shown(got.url)} has no words in it.", hint)
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
    """All files in a folder and the folders in it, by name, without hidden ones.

    Links to folders are not followed; pipes and devices, which could block, are passed over. Folders that cannot be
    read are told to `failed`.
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
                found = list(files.each(path))
        except NewsreaderError as error:
            remember(error)
            continue
        good += 1
        yield from found
    where = _shown(str(folder))
    if not good:
        hint = bad[0].message if bad else "There is no file in it that newsreader can read."
        raise SourceError(f"No article was found in the folder {where}.", hint)
    if bad and not failed:
        said = " ".join(error.message for error in bad[:3])
        more = f" And {len(bad) - 3} more." if len(bad) > 3 else ""
        raise SourceError(f"{len(bad)} of the files in {where} gave no article: {said}{more}")


def seeds() -> list[Article]:
    """The starter articles that travel with the program, by file name; the first of them has the newest date."""
    folder = resources.seeds()
    found = [article for path in files_below(folder) if path.suffix == ".md" for article in files.load(path)]
    dates = [article.published for article in found if article.published]
    if dates and found[0].published != max(dates):
        found[0] = found[0]._replace(published=max(dates) + timedelta(minutes=1))
    return found
