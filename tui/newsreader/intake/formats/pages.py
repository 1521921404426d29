"""Whole web pages: the article on one, and the feeds that one names."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from newsreader.intake.formats import html, metadata
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.tag_limits import bounded
from newsreader.intake.text.urls import host, web_address
from newsreader.model.article import Article, Mark, MarkKind

__all__ = ["COMMON_PLACES", "FeedLink", "common_places", "extract", "feed_links", "is_closed"]

COMMON_PLACES = ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json")
"""Where sites keep their feed when their pages do not say."""

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_FEED_PATH = re.compile(r"(?:^|/)(?:feeds?|rss|atom|index\.(?:xml|rdf|rss))(?:[/.?]|$)|\.(?:rss|atom|rdf)$", re.I)
_NAVIGATION = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|sidebar|footer|breadcrumbs?|related|social\w*)(?:$|[\s_-])", re.I
)
_CLOSED = re.compile(r'"isAccessibleForFree"\s*:\s*(?:"(?:https?://schema\.org/)?False"|false)', re.I)
_BUSY_SHARE = 0.25
"""A page of which more than this share of the words are links has more on it than an article."""

_PARTS = tuple("p div li td th tr dd dt h1 h2 h3 h4 h5 h6 section blockquote pre form fieldset figcaption br".split())
_MOST_COMPARED = 4000
"""Parts of a page up to which trafilatura compares its answer with that of a second reader, whose time grows with the
square of them."""

_MOST_DISTILLED = 40_000
"""Elements up to which trafilatura is asked at all."""

_LEAST_TEXT = 200
_LEAST_PARAGRAPH = 60
_LITTLE_MORE = 1.3


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names, with the title it gives it."""

    url: str
    title: str


def extract(markup: str, url: str = "") -> Article:
    """The article on a page, without what stands around it; `url` is where the page came from.

    A part that names itself the article is taken as it is, a simple page as a whole; from all others, trafilatura
    takes the article. Any string goes in; the text is empty where the page has no words.
    """
    tree = html.parse(markup)
    if tree is None or not html.is_page(markup):
        return html.read(markup, url)
    found = metadata.read(tree, url)
    address = html.base_address(tree, url or found.url)
    part = html.named_part(tree, address)
    if part is None and _is_busy(tree):
        part = _distilled(markup, tree, address)
    text, marks = part or html.whole_body(tree, address)
    return html.with_metadata(text, marks, found)


def is_closed(markup: str) -> bool:
    """Whether a page says that not all of it is free to read, as schema.org's `isAccessibleForFree` has it."""
    return bool(_CLOSED.search(markup))


def _is_busy(tree: Any) -> bool:
    """Whether a page has more on it than an article: navigation, or many links among its words."""
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
    """What trafilatura takes for the article; None where it finds too little.

    It is careful, and loses short lists and captions: where the part of the page around its first and last paragraph
    has little more than it took, that part is the article.
    """
    if sum(1 for _ in tree.iter()) > _MOST_DISTILLED:
        return None
    parts = sum(1 for _ in tree.iter(*_PARTS))
    import trafilatura

    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(
            bounded(markup),
            url=url or None,
            fast=parts > _MOST_COMPARED,
            include_comments=False,
            include_formatting=True,
            include_links=True,
            include_tables=True,
            with_metadata=False,
        )
    except Exception:  # noqa: BLE001  # hostile data in a foreign parser: without it the whole page is shown
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
    """The smallest element that holds the first and the last of the paragraphs; None where they are not found."""
    if not paragraphs:
        return None
    starts = {"".join(paragraph.split())[:_LEAST_PARAGRAPH] for paragraph in (paragraphs[0], paragraphs[-1])}
    found: dict[str, Any] = {}
    for element in tree.iter("p", "li", "blockquote", "div", "td", "section", "h1", "h2", "h3"):
        words = _beginning(element)
        if words in starts:
            found[words] = element  # the last and so the innermost one that begins this way
    if len(found) != len(starts):
        return None
    first, *others = ([element, *element.iterancestors()] for element in found.values())
    held = set(first).intersection(*map(set, others))
    return next((element for element in first if element in held), None)


def _beginning(element: Any) -> str:
    """The first letters of an element's text, without blanks."""
    letters = ""
    for text in element.itertext():
        letters += "".join(text.split())
        if len(letters) >= _LEAST_PARAGRAPH:
            break
    return letters[:_LEAST_PARAGRAPH]


def _as_html(body: Any) -> Any:
    """Trafilatura's tree with HTML's names, in place."""
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
    """The feeds that a page names: its alternate links, and without any, links of its own site that look like feeds.

    In the order of the page, each address once; comment feeds come last.
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
    # Sites offer their interfaces as "application/json" too: only an address that says feed counts.
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
    """The addresses where the site of `url` may keep its feed, likeliest first; none for what is no web address."""
    if not web_address(url):
        return ()
    return tuple(urljoin(url, "/" + place) for place in COMMON_PLACES)
