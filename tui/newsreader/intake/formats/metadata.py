"""Read the metadata of a page: JSON-LD, Open Graph, meta tags, time and link elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsreader.intake.text import dates
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.urls import host, is_web, web_address

__all__ = ["Metadata", "byline", "read"]

_ARTICLE_TYPES = ("Article", "NewsArticle", "BlogPosting", "Report", "Posting", "Review", "LiveBlogPosting")
_AUTHOR_META = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "citation_author")
_DATE_META = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "publishdate",
    "pubdate", "publication_date", "dc.date.issued", "dc.date", "citation_publication_date", "sailthru.date", "date",
)  # fmt: skip
_LONGEST_JSON = 1_000_000
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|authors?|autor(?:en|es|in)?|auteurs?|verfasser(?:in)?)(?:$|[\s_-])", re.I
)
_NAMES = r"[^\W\d_a-z][\w’'.-]*(?: (?:[^\W\d_a-z][\w’'.-]*|da|de|den|der|di|du|la|van|von)){1,4}"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f):? "
    rf"({_NAMES}(?:(?:,| and| und| et| y| e| en| och| og) {_NAMES})*)(?:, .{{1,40}})?"
)
"""A by-line in English, German, French, Spanish, Portuguese, Italian, Dutch or a Nordic language."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of a page as clean strings; "" or None if it is missing. `url` is the canonical address."""

    title: str = ""
    byline: str = ""
    published: datetime | None = None
    source: str = ""
    url: str = ""


def byline(text: str) -> str:
    """Return a by-line as one clean line without "By"; "" for an address."""
    line = clean_line(text)
    if line[:3].lower() == "by ":
        line = line[3:].lstrip()
    return "" if is_web(line) or len(line) > 300 else line


def _shown_byline(tree: Any) -> str:
    """Return the names in the element whose class says by-line, if exactly one has names; else ""."""
    found = set()
    for element in tree.iter("p", "div", "span", "address", "li"):
        if _BYLINE_CLASS.search(element.get("class") or "") and (match := _BYLINE.fullmatch(_line(element))):
            found.add(match[1])
    return found.pop() if len(found) == 1 else ""


def _line(element: Any) -> str:
    parts, room = [], 1000
    for text in element.itertext():
        parts.append(text)
        room -= len(text)
        if room <= 0:
            return ""
    return clean_line("".join(parts))


def _objects(raw: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(raw, list):
        for part in raw[:100]:
            yield from _objects(part, depth + 1)
    elif isinstance(raw, dict):
        yield raw
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(raw.get(key), depth + 1)


def _names(raw: Any, depth: int = 0) -> list[str]:
    if depth > 6:
        return []
    if isinstance(raw, str):
        return [name] if (name := byline(raw)) else []
    if isinstance(raw, dict):
        return _names(raw.get("name"), depth + 1)
    if isinstance(raw, list):
        return [name for part in raw[:20] for name in _names(part, depth + 1)]
    return []


def _text(raw: Any) -> str:
    return clean_line(raw) if isinstance(raw, str) else ""


def _linked_data(tree: Any) -> Metadata:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _LONGEST_JSON:
            continue
        try:
            raw = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue  # broken JSON is common, and the meta tags repeat it
        for found in _objects(raw):
            kinds = found.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if not any(isinstance(kind, str) and kind.endswith(_ARTICLE_TYPES) for kind in kinds):
                continue
            publisher = _names(found.get("publisher"))
            return Metadata(
                title=_text(found.get("headline")) or _text(found.get("name")),
                byline=", ".join(dict.fromkeys(_names(found.get("author")))),
                published=dates.parse(_text(found.get("datePublished")))
                or dates.parse(_text(found.get("dateCreated"))),
                source=publisher[0] if publisher else "",
                url=web_address(_text(found.get("url"))),
            )
    return Metadata()


def _meta(tree: Any) -> dict[str, str]:
    """Return the first content of each meta tag by its name, property or itemprop in small letters."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        if name and (content := clean_line(tag.get("content") or "")):
            found.setdefault(name, content)
    return found


def _first_text(tree: Any, path: str) -> str:
    texts = [line for element in tree.xpath(path)[:2] if (line := clean_line(element.text_content()))]
    return texts[0] if len(texts) == 1 else ""


def _without_site(title: str, site: str) -> str:
    """Return a window title without the site's name after its last " - ", " | " or the like."""
    for mark in (" | ", " - ", " – ", " — ", " :: ", " · ", " » "):
        head, found, tail = title.rpartition(mark)
        if found and (tail.strip().casefold() == site.casefold() or (mark == " | " and len(head) > 15)):
            return head.strip()
    return title


def read(tree: Any, url: str = "") -> Metadata:
    """Return the metadata of a parsed page (an lxml element); `url` is its address, the base of relative ones."""
    linked, meta = _linked_data(tree), _meta(tree)
    site = meta.get("og:site_name") or meta.get("application-name") or linked.source
    canonical = ""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            canonical = web_address(link.get("href") or "", url)
            break
    address = canonical or linked.url or web_address(meta.get("og:url", ""), url) or url
    title = linked.title or meta.get("og:title") or meta.get("twitter:title") or _first_text(tree, "//h1")
    if not title and (window := tree.find(".//title")) is not None:
        title = clean_line(window.text_content())
    published = linked.published
    stated = (meta[name] for name in _DATE_META if name in meta)
    times = (tag.get("datetime") or "" for tag in tree.iter("time"))
    for text in (*stated, *times):
        published = published or dates.parse(clean_line(text))
    author = linked.byline or next((name for key in _AUTHOR_META if (name := byline(meta.get(key, "")))), "")
    if not author:
        author = byline(
            _first_text(tree, "//*[@rel='author' or @itemprop='author'][not(descendant::*[@itemprop='name'])]")
        )
    author = author or _shown_byline(tree)
    return Metadata(_without_site(title, site or host(address)), author, published, site or host(address), address)
