"""Two parsers of feeds: the fast one where nothing can be lost, the faithful one for all else.

fastfeedparser is some forty times faster than feedparser, and silently leaves out what it does not know.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from newsreader.intake.text.urls import is_web

__all__ = ["parsed"]

_LARGEST_FAITHFUL = 10 * 1024 * 1024
"""The faithful parser is not given more bytes than a fetched feed may have."""

_MOST_FAITHFUL_TAGS = 250_000
"""Nor more tags: these take it ten seconds."""

_LOST: dict[bytes, re.Pattern[bytes]] = {
    mark: re.compile(pattern, re.IGNORECASE)
    for mark, pattern in (
        (b"xml:base", rb"xml:base\s*="),  # addresses and texts are resolved against it
        (b"xhtml", rb"type\s*=\s*[\"'](?:xhtml|application/xhtml)|=\s*[\"']http://www.w3.org/1999/xhtml"),
        (b"mode", rb"\smode\s*=\s*[\"'](?:base64|xml)"),
        (b":title", rb"<(?:media|itunes|dc|dcterms):title[\s>]"),  # taken for the title where it comes first
        (b"<media:", rb"<media:(?:group|description|text)[\s>]"),
        (b"enclosure", rb"<(?:itunes:)?enclosure[\s/]|rel\s*=\s*[\"']enclosure"),
        (b"<itunes:", rb"<itunes:(?:summary|subtitle|author|new-feed-url)[\s>]"),
        (b"</author>", rb"</author>\s*<author[\s>]|<author>\s*[^\s<>]+@"),  # only the first of several
        (b"creator>", rb"</(?:dc:)?creator>\s*<(?:dc:)?creator[\s>]"),
        (b"<source", rb"<source[\s>](?!\s*url)"),
        (
            b"rel=",
            rb"rel\s*=\s*[\"'](?:via|related|replies)|<link\s+(?:[^<>]*\s)?rel\s*=\s*[\"']alternate[^<>]*></link>",
        ),
        (b"type=", rb"type\s*=\s*[\"'](?:application/(?!xml)[\w.+-]*json|text/gemini)"),
        (b"<link ", rb"<link\b[^<>]*>\s*(?:</link>\s*)?<link\b"),
    )
}
"""What the fast parser leaves out or takes for something else, each with a word that is looked for first: that is many
times faster."""

_ITEM = re.compile(rb"<item[\s>].*?(?:</item>|<link[\s>]|<(atom\d*:link)[\s>])", re.DOTALL)
"""An item up to its link; the group is there where a link of Atom comes first."""

_ELEMENT = re.compile(r"<(?:a|b|br|div|em|h\d|i|img|p|span|strong|ul)\b[^<>]*>", re.I)
_UNESCAPED = re.compile(rf"<(?:description|content:encoded|title)>[^<]*{_ELEMENT.pattern}", re.I)
"""Markup that stands unescaped where RSS wants it escaped: the fast parser leaves it out."""

_ODD_DATE = re.compile(
    rb"<(?:\w+:)?(?:pubDate|date|published|issued|updated|modified|created)(?:\s[^<>]*)?>\s*(?!<)(?!"
    rb"(?:[A-Z][a-z]{2},? )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d(?::\d\d)?"
    rb" (?:[+-]\d{4}|GMT|UTC|UT|Z|[ECMP][SD]T)\s*<"
    rb"|\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?\s*<)",
)
"""A date that is not as RFC 5322 or ISO 8601 have it: the fast parser guesses, and month before day."""

_OTHER_TITLE = re.compile(r"<(dc|dcterms):title\b[^<>]*>.*?</\1:title>", re.S)
_DATED = re.compile(r"<(?:\w+:)?(?:pubDate|date|published|issued|updated|modified|created)\b", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")
_DOCTYPE_BEGIN = re.compile("<!DOCTYPE", re.I)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S | re.I)
_LOOK = 2_000_000


def parsed(text: bytes | str, url: str) -> Any | None:
    """Return the feed in `text` as its parser gives it; None where neither can read it."""
    faithful = _faithful(text, url) if _may_lose(text) else None
    return faithful or _fast(text) or _faithful(text, url)


def _may_lose(text: bytes | str) -> bool:
    """Tell from the bytes of a feed whether the fast parser could lose something."""
    begin = text[:_LOOK] if isinstance(text, bytes) else text[:_LOOK].encode("utf-8", "replace")
    if any(mark in begin and pattern.search(begin) for mark, pattern in _LOST.items()) or _ODD_DATE.search(begin):
        return True
    if b":link" in begin and any(match[1] for match in _ITEM.finditer(begin)):
        return True
    words = begin.decode("latin-1")
    return bool(_ELEMENT.search(words) and _UNESCAPED.search(words))


def _fast(text: str | bytes) -> Any | None:
    import fastfeedparser

    try:
        found = fastfeedparser.parse(
            text.encode("utf-8", "replace") if isinstance(text, str) else text,
            include_tags=False,
            include_media=False,
            include_enclosures=False,
        )
    except Exception:  # noqa: BLE001  # hostile data in a foreign parser: whatever it raises, it cannot read it
        return None
    words = text if isinstance(text, str) else text.decode("utf-8", "replace")
    if len(found.entries) > len(_DATED.findall(words)):
        _drop_guesses(found.entries)
    return found if found.get("entries") or found.feed.get("title") else None


def _drop_guesses(entries: Sequence[Any]) -> None:
    """Drop dates that the fast parser read from a guid, even "a", where an entry has none."""
    from fastfeedparser.main import _parse_date

    for entry in entries:
        guid = entry.get("id")
        guid = guid if isinstance(guid, str) else ""
        unsaid = entry.get("published") and not is_web(guid) and not _YEAR.search(guid)
        if unsaid and _parse_date(guid) == entry["published"]:
            del entry["published"]


def _faithful(text: str | bytes, url: str) -> Any | None:
    if len(text) > _LARGEST_FAITHFUL:
        return None
    words = text if isinstance(text, str) else text.decode("utf-8", "replace")
    if words.count("<") > _MOST_FAITHFUL_TAGS:
        return None
    import feedparser

    words = _without_doctype(words)
    if words.count("<title") > words.count("<item"):
        words = _OTHER_TITLE.sub("", words)  # it would take the place of the title before it
    data = words.encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except Exception:  # noqa: BLE001  # as above
        return None
    is_feed = found.entries or found.feed or "<channel" in words or "<feed" in words
    return found if found.get("version") and is_feed else None


def _without_doctype(text: str) -> str:
    begin = _DOCTYPE_BEGIN.search(text)
    declared = _DOCTYPE.match(text, begin.start()) if begin else None
    return text[: declared.start()] + text[declared.end() :] if declared else text
