"""Extract the article of a web page, and the feeds that it links to."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from newsreader.intake.formats import html, metadata
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.tag_limits import limit_tags
from newsreader.intake.text.urls import host, web_address
from newsreader.model.article import Article, Mark, MarkKind

__all__ = ["COMMON_PLACES", "FeedLink", "common_places", "extract", "feed_links", "is_closed"]

COMMON_PLACES = ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json")
"""The usual paths of a feed, for sites whose pages link to none."""

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_FEED_PATH = re.compile(r"(?:^|/)(?:feeds?|rss|atom|index\.(?:xml|rdf|rss))(?:[/.?]|$)|\.(?:rss|atom|rdf)$", re.I)
_NAVIGATION = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|sidebar|footer|breadcrumbs?|related|social\w*)(?:$|[\s_-])", re.I
)
_CLOSED = re.compile(r'"isAccessibleForFree"\s*:\s*(?:"(?:https?://schema\.org/)?False"|false)', re.I)
_BUSY_SHARE = 0.25
"""A page with a larger share of its words in links has more than an article."""

_PARTS = tuple("p div li td th tr dd dt h1 h2 h3 h4 h5 h6 section blockquote pre form fieldset figcaption br".split())
_MOST_COMPARED = 4000
"""Up to this number of parts trafilatura compares its result with a second extractor, whose time grows with the square
of the number."""

_MOST_DISTILLED = 40_000
"""A page with more elements is not given to trafilatura."""

_LEAST_TEXT = 200
_LEAST_PARAGRAPH = 60
_LITTLE_MORE = 1.3


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page links to, with the title of the link."""

    url: str
    title: str


def extract(markup: str, url: str = "") -> Article:
    """Return the article of a page, without the menus and notices around it; `url` is the address of the page.

    A part that is named as the article is taken as it is, and a simple page as a whole; trafilatura extracts the
    article of all others. Any string may be passed; the text is empty if the page has no words.
    """
    tree = html.parse(markup)
    if tree is None or not html.is_page(markup):
        return html.read(markup, url)
    found = metadata.read(tree, url)
    address = html.base_address(tree, url or found.url)
    part = html.article_part(tree, address)
    if part is None and _is_busy(tree):
        part = _distilled(markup, tree, address)
    text, marks = part or html.whole_body(tree, address)
    return html.with_metadata(text, marks, found)


def is_closed(markup: str) -> bool:
    """Return whether a page says that not all of it is free to read (schema.org's `isAccessibleForFree`)."""
    return bool(_CLOSED.search(markup))


def _is_busy(tree: Any) -> bool:
    """Return whether a page has more than an article: navigation, or many links among its words."""
    for element in tree.iter("nav", "aside", "footer", "div", "ul", "section", "table"):
        if element.tag in ("nav", "aside", "footer") or element.get("role") == "navigation":
            return True
        if _NAVIGATION.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
    if tree.find(".//td//p") is not None or tree.find(".//td//h1") is not None:
        return True  # laid out by tables
    text, marks = html.whole_body(tree)
    linked = sum(len(clean_line(a.text_content())) for a in tree.iter("a"))
    headings = sum(m.end - m.start for m in marks if m.kind is MarkKind.HEADING)
    return linked > _BUSY_SHARE * max(len(text) - headings, 1)


def _distilled(markup: str, tree: Any, url: str) -> tuple[str, tuple[Mark, ...]] | None:
    """Return the article that trafilatura finds, or None if it finds too little.

    It often loses short lists and captions. So if the part of the page around its first and last paragraph is only a
    little longer than its result, that part is the article.
    """
    if sum(1 for _ in tree.iter()) > _MOST_DISTILLED:
        return None
    parts = sum(1 for _ in tree.iter(*_PARTS))
    import trafilatura

    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(
            limit_tags(markup),
            url=url or None,
            fast=parts > _MOST_COMPARED,
            include_comments=False,
            include_formatting=True,
            include_links=True,
            include_tables=True,
            with_metadata=False,
        )
    except Exception:  # noqa: BLE001  # hostile data in a foreign parser: show the whole page then
        return None
    body = getattr(document, "body", None)
    if body is None:
        return None
    text, marks = html.render(_as_html(body), url, whole_page=True)
    if len(text) < _LEAST_TEXT:
        return None
    around = _part_around(tree, [paragraph for paragraph in text.split("\n\n") if len(paragraph) >= _LEAST_PARAGRAPH])
    if around is not None:
        whole = html.render(around, url, whole_page=True)
        if len(text) <= len(whole[0]) <= _LITTLE_MORE * len(text):
            return whole
    return text, marks


def _part_around(tree: Any, paragraphs: list[str]) -> Any | None:
    """Return the smallest element with the first and the last of the paragraphs, or None."""
    if not paragraphs:
        return None
    starts = {"".join(paragraph.split())[:_LEAST_PARAGRAPH] for paragraph in (paragraphs[0], paragraphs[-1])}
    found: dict[str, Any] = {}
    for element in tree.iter("p", "li", "blockquote", "div", "td", "section", "h1", "h2", "h3"):
        words = _beginning(element)
        if words in starts:
            found[words] = element  # the last one, and so the innermost, with this beginning
    if len(found) != len(starts):
        return None
    first, *others = ([element, *element.iterancestors()] for element in found.values())
    held = set(first).intersection(*map(set, others))
    return next((element for element in first if element in held), None)


def _beginning(element: Any) -> str:
    """Return the first letters of an element's text, without blanks."""
    letters = ""
    for text in element.itertext():
        letters += "".join(text.split())
        if len(letters) >= _LEAST_PARAGRAPH:
            break
    return letters[:_LEAST_PARAGRAPH]


def _as_html(body: Any) -> Any:
    """Rename the elements of trafilatura's tree to those of HTML, in place."""
    for element in body.iter(
        "head", "list", "item", "quote", "hi", "ref", "lb", "row", "cell", "code", "graphic", "del"
    ):
        tag, rend = element.tag, element.get("rend") or ""
        if tag == "head":
            element.tag = rend if re.fullmatch(r"h[1-6]", rend) else "h2"
        elif tag == "list":
            element.tag = "ol" if rend == "ol" else "ul"
        elif tag == "hi":
            element.tag = {"#b": "b", "#i": "i"}.get(rend, "span")
        elif tag == "ref":
            element.tag = "a"
            element.set("href", element.get("target") or "")
        elif tag == "code":
            element.tag = "pre" if "\n" in "".join(element.itertext()) else "span"
        else:
            element.tag = {"item": "li", "quote": "blockquote", "lb": "br", "row": "tr", "cell": "td"}.get(tag, "span")
    return body


def feed_links(markup: str, url: str = "") -> tuple[FeedLink, ...]:
    """Return the feeds that a page links to: its alternate links, else links to its own site that look like feeds.

    They are in the order of the page, each address once; feeds of comments come last.
    """
    tree = html.parse(markup)
    if tree is None:
        return ()
    base = html.base_address(tree, url)
    stated = (
        (link.get("href"), link.get("title"))
        for link in tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split() and _is_feed_type(link.get("type"), link.get("href"))
    )
    if found := _links(stated, base):
        return found
    named = (
        (a.get("href"), a.text_content())
        for a in tree.iter("a")
        if _FEED_PATH.search(urlsplit(a.get("href") or "").path if _splits(a.get("href")) else "")
    )
    return tuple(link for link in _links(named, base) if not base or host(link.url) == host(base))


def _is_feed_type(kind: str | None, address: str | None) -> bool:
    kind = (kind or "").partition(";")[0].strip().lower()
    # Sites also serve their APIs as "application/json": the address must say "feed".
    return kind in _FEED_TYPES or (
        kind in ("application/json", "text/xml", "application/xml") and "feed" in (address or "")
    )


def _splits(address: str | None) -> bool:
    try:
        return bool(urlsplit(address or "").path)
    except ValueError:
        return False


def _links(pairs: Iterable[tuple[str | None, str | None]], base: str) -> tuple[FeedLink, ...]:
    found: dict[str, FeedLink] = {}
    for address, title in pairs:
        if link := web_address(address or "", base):
            found.setdefault(link, FeedLink(link, clean_line(title or "")[:200]))
    return tuple(sorted(found.values(), key=lambda link: "comment" in (link.url + link.title).lower()))


def common_places(url: str) -> tuple[str, ...]:
    """Return the usual addresses of a feed on the site of `url`, likeliest first; () if `url` is not a web address."""
    if not web_address(url):
        return ()
    return tuple(urljoin(url, "/" + place) for place in COMMON_PLACES)
