"""RSS 0.9x to 2.0, Atom, RDF and JSON Feed: the bytes of a feed in, its entries out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from newsreader.intake.feeds import parsers, xml_text
from newsreader.intake.feeds.entry_body import body
from newsreader.intake.feeds.entry_fields import attachments, link_of, people, string, title_words
from newsreader.intake.feeds.feed_dates import is_relative, moment
from newsreader.intake.feeds.json_feed import json_feed
from newsreader.intake.feeds.parsed_feed import FeedEntry, ParsedFeed, with_identities
from newsreader.intake.formats import header, html, titles
from newsreader.intake.formats.text_builder import without_title
from newsreader.intake.intake_errors import FeedError
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.urls import host, web_address
from newsreader.model.article import Article

__all__ = ["FeedEntry", "ParsedFeed", "article", "articles", "html_page", "looks_like_feed", "parse"]

_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)[\s>]", re.I)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?>.*?-->)\s*)*+(?P<root><!doctype\s+html\b[^<>]*>|<!doctype\s+html|<html\b)",
    re.I | re.S,
)
_FEED_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:rss[\s>]|rdf:rdf[\s>]|feed\s[^<>]*xmlns)", re.I | re.S
)
_BOILERPLATE = re.compile(r"\n\nThe post [^\n]{1,300} (?:appeared first|first appeared) on [^\n]{1,100}$")


def looks_like_feed(text: str) -> bool:
    """Tell whether a text begins like an XML feed or a JSON Feed. A page or an article does not."""
    head = text[:5000].lstrip("\ufeff \t\r\n")
    if head.startswith("{"):
        return "jsonfeed.org/version" in head or bool(re.match(r'\{\s*"[^"]+"', head) and '"items"' in text[:200_000])
    return head.startswith("<") and not html_page(head) and bool(_ROOT.search(head))


def html_page(text: str) -> bool:
    """Tell whether a text begins like an HTML page; a feed behind `<!DOCTYPE html>` does not."""
    begin = _PAGE.match(text[:5000])
    return begin is not None and (begin["root"].lower() == "<html" or not _FEED_ROOT.match(text[:5000], begin.end()))


def parse(data: bytes, url: str = "", headers: Mapping[str, str] | None = None) -> ParsedFeed:
    """Return the feed in `data`, as it came from `url` with these response headers (only Content-Type is used).

    The XML declaration names the encoding before the header does. Raises FeedError for what is no feed (a page,
    nothing, other XML), for XML that declares nested or outside entities, and for what neither parser can read;
    nothing else.
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise FeedError("The feed is empty.")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", _content_type(headers), re.I)
    text = xml_text.ready(data, charset[1] if charset else None)
    begin = text[:5000] if isinstance(text, str) else text[:5000].decode("utf-8", "ignore")
    head = begin.lstrip("\ufeff \t\r\n")
    if head.startswith(("{", "[")):
        return json_feed(text, url)
    if html_page(head):
        raise FeedError("This is a web page, not a feed.", "Give the address of the feed, or add the page itself.")
    xml_text.check_bounds(text)
    found = parsers.parsed(xml_text.mended(text), url)
    if found is None:
        raise FeedError("This is no feed that newsreader can read.", "It reads RSS, Atom, RDF and JSON Feed.")
    base = web_address(string(found.feed.get("link")), url) or url
    entries = [_entry(raw, found.feed, base) for raw in found.entries]
    return ParsedFeed(title_words(string(found.feed.get("title"))), web_address(base), with_identities(entries))


def _content_type(headers: Mapping[str, str] | None) -> str:
    return next((value for name, value in (headers or {}).items() if name.lower() == "content-type"), "")


def _entry(raw: Mapping[str, Any], feed: Mapping[str, Any], base: str) -> FeedEntry:
    guid = clean_line(string(raw.get("id")))
    updated = raw["updated"] if "updated" in raw else None  # noqa: SIM401  # its `get` gives "published" in place of it
    stated = moment(raw.get("published")) or moment(updated)
    files = attachments(raw, base)
    return FeedEntry(
        guid,
        title_words(string(raw.get("title"))),
        link_of(raw, guid, base),
        stated,
        people(raw, feed),
        body(raw, files),
        is_relative(raw.get("published") or updated),
    )


def article(entry: FeedEntry, feed: ParsedFeed, url: str = "") -> Article:
    """Return the entry as an article; `url` is the feed's own address, for the source of a feed without a title."""
    address = entry.link or feed.link or url
    text, marks = without_title(*html.read_fragment(entry.html, address), entry.title)
    if ending := _BOILERPLATE.search(text, max(len(text) - 600, 0)):
        text = text[: ending.start()]
        marks = tuple(mark for mark in marks if mark.end <= len(text))
    found = Article(
        text,
        entry.title or titles.title_from_text(text) or entry.link or "Untitled",
        marks,
        entry.author,
        feed.title or host(address),
        "",
        entry.published,
        entry.link,
    )
    return header.with_header_fields(found)


def articles(feed: ParsedFeed, url: str = "") -> Iterator[Article]:
    """Yield the entries of the feed as articles."""
    for entry in feed.entries:
        yield article(entry, feed, url)
