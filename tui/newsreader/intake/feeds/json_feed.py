"""JSON Feed, version 1.0 and 1.1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from newsreader.intake.feeds.entry_body import from_plain
from newsreader.intake.feeds.entry_fields import string
from newsreader.intake.feeds.feed_dates import is_relative, moment
from newsreader.intake.feeds.parsed_feed import FeedEntry, ParsedFeed, with_identities
from newsreader.intake.intake_errors import FeedError
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.urls import is_web, web_address

__all__ = ["json_feed"]


def json_feed(text: str | bytes, url: str) -> ParsedFeed:
    """Return the JSON Feed in `text`, which came from `url`. Raises FeedError for what is none."""
    try:
        raw = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise FeedError("This is no feed: its JSON is broken.") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("items"), list):
        raise FeedError("This JSON is no feed.", "newsreader reads JSON Feed, version 1.0 and 1.1.")
    base = web_address(string(raw.get("home_page_url")), url) or url
    by = _names(raw)
    entries = [_entry(item, base, by) for item in raw["items"] if isinstance(item, dict)]
    return ParsedFeed(clean_line(string(raw.get("title"))), web_address(base), with_identities(entries))


def _entry(item: Mapping[str, Any], base: str, feed_authors: str) -> FeedEntry:
    guid = clean_line(string(item.get("id")))
    link = web_address(string(item.get("url")), base) or (web_address(guid) if is_web(guid) else "")
    dated = item.get("date_published") or item.get("date_modified")
    markup = string(item.get("content_html")) or from_plain(string(item.get("content_text")))
    return FeedEntry(
        guid,
        clean_line(string(item.get("title")))[:20_000],
        link or web_address(string(item.get("external_url")), base),
        moment(item.get("date_published")) or moment(item.get("date_modified")),
        _names(item) or feed_authors,
        markup or from_plain(string(item.get("summary"))),
        is_relative(dated),
    )


def _names(raw: Mapping[str, Any]) -> str:
    authors = raw.get("authors") if isinstance(raw.get("authors"), list) else [raw.get("author")]
    names = [string(author.get("name")) for author in authors or () if isinstance(author, dict)]
    return ", ".join(line for name in names if (line := clean_line(name)))
