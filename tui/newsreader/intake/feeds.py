"""RSS 0.9x to 2.0, Atom, RDF and JSON Feed: the bytes of a feed in, its entries out."""

from __future__ import annotations

import hashlib
import html as entities
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from newsreader.intake.formats import header, html, titles
from newsreader.intake.formats.text_builder import without_title
from newsreader.intake.intake_errors import FeedError
from newsreader.intake.text import dates
from newsreader.intake.text.clean import clean, clean_line
from newsreader.intake.text.decoding import declared_in, decode
from newsreader.intake.text.urls import host, is_web, web_address
from newsreader.model.article import Article

__all__ = ["FeedEntry", "ParsedFeed", "article", "articles", "html_page", "looks_like_feed", "parse"]

_LARGEST_TOLERANT = 10 * 1024 * 1024
"""The tolerant parser is some forty times slower: it is not asked for more bytes than a fetched feed may have."""

_MOST_TOLERANT_TAGS = 250_000
"""Nor for more tags: it takes ten seconds for these."""

_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)[\s>]", re.I)
_ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s+)?[^\s>]+\s+(?:(SYSTEM|PUBLIC)\b|\"([^\"]*)\"|'([^']*)')")
_CROWDED = re.compile(rb"<[A-Za-z_:][^\s<>/=]*+(?:\s*+[^\s<>/=\"']++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')){201}")
_DOCTYPE_BEGIN = re.compile("<!DOCTYPE", re.I)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S | re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_TAG = re.compile(
    r"<(?P<end>/?)(?P<tag>a|abbr|b|cite|code|del|em|font|i|ins|mark|p|q|s|small|span|strong|sub|sup|tt|u)\b[^<>]*>"
    r"|<(?:br|wbr|img)\b[^<>]*>",
    re.I,
)
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\w+|\w+);")
_ELEMENT = re.compile(r"<(?:a|b|br|div|em|h\d|i|img|p|span|strong|ul)\b[^<>]*>", re.I)
_UNESCAPED = re.compile(rf"<(?:description|content:encoded|title)>[^<]*{_ELEMENT.pattern}", re.I)
_BOILERPLATE = re.compile(r"\n\nThe post [^\n]{1,300} (?:appeared first|first appeared) on [^\n]{1,100}$")
_MAILBOX = re.compile(r"^\S+@\S+\s+\((.+)\)$|^(.+?)\s*<\S+@\S+>$")
_DATED = re.compile(r"<(?:\w+:)?(?:pubDate|date|published|issued|updated|modified|created)\b", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: clean strings, but `html`, which is markup for `intake.html` (which cleans it).

    `identity` is the same in every fetch of the feed: the guid, else the link, else a digest of the content; where
    several entries of one feed share it, a digest of link and title makes them different. `published` is in UTC, and
    as stated: it may lie in the future. It is None for a date that is none, or not between 1900 and 2200.
    """

    identity: str
    title: str
    link: str
    published: datetime | None
    author: str
    html: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed's own title and address ("" where it has none), and its entries in the order of the feed."""

    title: str
    link: str
    entries: tuple[FeedEntry, ...]


def looks_like_feed(text: str) -> bool:
    """Whether a text begins like an XML feed or a JSON Feed. A page or an article does not."""
    head = text[:5000].lstrip("\ufeff \t\r\n")
    if head.startswith("{"):
        return "jsonfeed.org/version" in head or bool(re.match(r'\{\s*"[^"]+"', head) and '"items"' in text[:200_000])
    return head.startswith("<") and not html_page(head) and bool(_ROOT.search(head))


def html_page(text: str) -> bool:
    """Whether a text begins like an HTML page."""
    return bool(
        re.match(
            r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:!doctype\s+html|html)\b", text[:5000], re.I | re.S
        )
    )


def parse(data: bytes, url: str = "", headers: Mapping[str, str] | None = None) -> ParsedFeed:
    """The feed in `data`, as it came from `url` with these response headers (only Content-Type is looked at).

    Encodings are told as `decoding.decode` does, with the XML declaration before the header. Raises FeedError for
    what is no feed (a page, nothing, other XML), for XML that declares nested or outside entities, and for what
    neither parser can read; nothing else.
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise FeedError("The feed is empty.")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", _content_type(headers), re.I)
    text = _text(data, charset[1] if charset else None)
    head = (
        text[:5000].lstrip("\ufeff \t\r\n") if isinstance(text, str) else text[:5000].decode("utf-8", "ignore").strip()
    )
    if head.startswith(("{", "[")):
        return _json_feed(text, url)
    if html_page(head):
        raise FeedError("This is a web page, not a feed.", "Give the address of the feed, or add the page itself.")
    for match in _ENTITY.finditer(data if isinstance(text, bytes) else text[:200_000].encode("utf-8"), 0, 200_000):
        if match[1] or b"&" in (match[2] or match[3] or b"").replace(b"&#", b""):
            raise FeedError("The feed declares entities that grow or reach outside; it was not read.")
    if _CROWDED.search(text if isinstance(text, bytes) else text.encode("utf-8", "replace")):
        raise FeedError("The feed has a tag with too many attributes; it was not read.")
    # The fast parser leaves out what stands in elements where RSS wants escaped text.
    begin = text[:2_000_000] if isinstance(text, str) else text[:2_000_000].decode("latin-1")
    unescaped = _ELEMENT.search(begin) and _UNESCAPED.search(begin)
    found = (_tolerant(text, url) if unescaped else None) or _fast(text) or _tolerant(text, url)
    if found is None:
        raise FeedError("This is no feed that newsreader can read.", "It reads RSS, Atom, RDF and JSON Feed.")
    return _feed(found, url)


def _content_type(headers: Mapping[str, str] | None) -> str:
    return next((value for name, value in (headers or {}).items() if name.lower() == "content-type"), "")


def _text(data: bytes, charset: str | None) -> str | bytes:
    """The data as the parser should have it: the very bytes where they are clean UTF-8, else a string."""
    named = declared_in(data[:4096])
    if (named or charset or "utf-8").lower() in ("utf-8", "utf8") and b"\x1b" not in data and b"\0" not in data:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return data
    text = decode(data, named if named and named.lower() not in ("utf-8", "utf8") else charset or named)
    if "\x1b" in text:
        text = clean(text)
    return _NO_XML.sub("", _DECLARATION.sub("", text))


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
    if len(found.entries) > len(_DATED.findall(text if isinstance(text, str) else text.decode("utf-8", "replace"))):
        _drop_guesses(found.entries)
    return found if found.get("entries") or found.feed.get("title") else None


def _drop_guesses(entries: Sequence[Any]) -> None:
    """The fast parser reads any guid that it can as the date of an entry without one, even "a"."""
    from fastfeedparser.main import _parse_date

    for entry in entries:
        guid = _string(entry.get("id"))
        unsaid = entry.get("published") and not is_web(guid) and not _YEAR.search(guid)
        if unsaid and _parse_date(guid) == entry["published"]:
            del entry["published"]


def _tolerant(text: str | bytes, url: str) -> Any | None:
    if len(text) > _LARGEST_TOLERANT:
        return None
    words = text if isinstance(text, str) else text.decode("utf-8")
    if words.count("<") > _MOST_TOLERANT_TAGS:
        return None
    import feedparser

    data = _without_doctype(words).encode("utf-8", "replace")
    try:
        found = feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
        )
    except Exception:  # noqa: BLE001  # as above
        return None
    return found if found.get("version") and (found.entries or found.feed.get("title")) else None


def _without_doctype(text: str) -> str:
    begin = _DOCTYPE_BEGIN.search(text)
    declared = _DOCTYPE.match(text, begin.start()) if begin else None
    return text[: declared.start()] + text[declared.end() :] if declared else text


def _feed(found: Any, url: str) -> ParsedFeed:
    base = web_address(_string(found.feed.get("link")), url) or url
    entries = [_entry(raw, base) for raw in found.entries]
    return ParsedFeed(_title(_string(found.feed.get("title"))), web_address(base), _with_identities(entries))


def _string(raw: object) -> str:
    return raw if isinstance(raw, str) else str(raw) if isinstance(raw, int) else ""


def _entry(raw: Mapping[str, Any], base: str) -> FeedEntry:
    guid = clean_line(_string(raw.get("id")))
    link = web_address(_string(raw.get("link")), base) or (web_address(guid) if is_web(guid) else "")
    stated = _moment(raw.get("published")) or (_moment(raw["updated"]) if "updated" in raw else None)
    return FeedEntry(guid, _title(_string(raw.get("title"))), link, stated, _author(raw.get("author")), _markup(raw))


def _moment(raw: object) -> datetime | None:
    found = dates.parse(clean_line(raw)) if isinstance(raw, str) else None
    return found if found and _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def _author(raw: object) -> str:
    name = clean_line(raw)[:300] if isinstance(raw, str) else ""
    match = _MAILBOX.match(name)
    return _title((match[1] or match[2]) if match else name)


def _title(text: str) -> str:
    """A title's words: RSS does not say whether a title is HTML, so only what can be nothing else is taken as such."""
    text = text[:20_000]
    if "<" in text:
        text = _without_tags(text) or text
    if "&" in text:
        text = _REFERENCE.sub(lambda m: entities.unescape(m[0]), text)
    return clean_line(text)


def _without_tags(text: str) -> str:
    """The text without the tags that make it bold and the like: those that are closed, and those that never are."""
    gone: set[int] = set()
    begun: defaultdict[str, list[int]] = defaultdict(list)
    for match in _TAG.finditer(text):
        name = (match["tag"] or "").lower()
        if not name:
            gone.add(match.start())
        elif not match["end"]:
            begun[name].append(match.start())
        elif begun[name]:
            gone |= {begun[name].pop(), match.start()}
    return _TAG.sub(lambda m: "" if m.start() in gone else m[0], text)


def _markup(raw: Mapping[str, Any]) -> str:
    """The fullest text that the entry carries, as HTML."""
    best, kind = "", ""
    for part in raw.get("content") or ():
        value = _string(part.get("value")) if isinstance(part, Mapping) else ""
        if len(value) > len(best):
            best, kind = value, _string(part.get("type"))
    summary = _string(raw.get("description")) or _string(raw.get("summary"))
    if len(summary) > 2 * len(best):
        best, kind = summary, ""
    if kind in ("text", "text/plain") or not _MARKUP.search(best):
        return _from_plain(best) if "\n" in best or "<" in best else best
    return best


def _from_plain(text: str) -> str:
    """Plain text as HTML: blank lines part paragraphs, other line ends are kept where lines are short."""
    paragraphs = re.split(r"\n[ \t\r]*\n", text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{entities.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs if paragraph)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _with_identities(entries: Sequence[FeedEntry]) -> tuple[FeedEntry, ...]:
    groups: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for entry in entries:
        groups[entry.identity or entry.link].add((entry.link, entry.title))
    found: dict[str, FeedEntry] = {}
    for entry in entries:
        key = entry.identity or entry.link
        if not key:
            identity = "content:" + _digest(entry.title, entry.html)
        elif len(groups[key]) == 1:
            identity = key
        else:
            identity = f"{key}#{_digest(entry.link, entry.title)}"
        found.setdefault(identity, entry if identity == entry.identity else replace(entry, identity=identity))
    return tuple(found.values())


def _json_feed(text: str | bytes, url: str) -> ParsedFeed:
    try:
        raw = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise FeedError("This is no feed: its JSON is broken.") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("items"), list):
        raise FeedError("This JSON is no feed.", "newsreader reads JSON Feed, version 1.0 and 1.1.")
    base = web_address(_string(raw.get("home_page_url")), url) or url
    entries = []
    for item in raw["items"]:
        if not isinstance(item, dict):
            continue
        authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
        names = [_string(author.get("name")) for author in authors or () if isinstance(author, dict)]
        guid = clean_line(_string(item.get("id")))
        link = web_address(_string(item.get("url")), base) or (web_address(guid) if is_web(guid) else "")
        markup = _string(item.get("content_html")) or _from_plain(_string(item.get("content_text")))
        entries.append(
            FeedEntry(
                guid,
                clean_line(_string(item.get("title")))[:20_000],
                link or web_address(_string(item.get("external_url")), base),
                _moment(item.get("date_published")) or _moment(item.get("date_modified")),
                ", ".join(line for name in names if (line := clean_line(name))),
                markup or _from_plain(_string(item.get("summary"))),
            )
        )
    return ParsedFeed(clean_line(_string(raw.get("title"))), web_address(base), _with_identities(entries))


def article(entry: FeedEntry, feed: ParsedFeed, url: str = "") -> Article:
    """The entry as an article; `url` is the feed's own address, which names the source where the feed has no title."""
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
    """The feed's entries as articles, one at a time."""
    for entry in feed.entries:
        yield article(entry, feed, url)
