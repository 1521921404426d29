"""Read and write lists of feeds: OPML 1 and 2, and newsboat's `urls` file. Nothing in a list is ever run."""

from __future__ import annotations

import html as entities
import itertools
import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from newsreader.intake.feeds.xml_text import mended
from newsreader.intake.intake_errors import SourceError
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.decoding import decode
from newsreader.intake.text.tag_limits import limit_tags
from newsreader.intake.text.urls import is_web, web_address

__all__ = ["FeedList", "Outline", "looks_like_opml", "read", "read_urls", "write"]

_MOST_DEPTH = 30
_LONGEST_LINE = 10_000
_ENTITY = re.compile(r"<!ENTITY", re.I)


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list. `url` is its http(s) address, `tags` are its folders and tags, in order."""

    url: str
    title: str = ""
    site: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedList:
    """The feeds of a list, each address once, and a sentence for each line that was skipped."""

    feeds: tuple[Outline, ...]
    skipped: tuple[str, ...] = ()
    title: str = ""


def looks_like_opml(text: str) -> bool:
    """Return whether a text begins like OPML."""
    return bool(re.match(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?>.*?-->)\s*)*+<opml\b", text[:5000], re.I | re.S))


def _refused(address: str) -> str:
    """Return a sentence that says why an address was skipped."""
    shown = clean_line(address)[:120]
    if shown.startswith(("|", "exec:", "filter:")):
        return f"{shown} would run a command; skipped."
    if shown.lower().startswith("file:"):
        return f"{shown} is a local file; skipped."
    return f"{shown} is not a web address; skipped."


def _collected(outlines: Iterable[Outline], skipped: Iterable[str], title: str = "") -> FeedList:
    """Return a list in which an address that stands in several folders is one feed with all their tags."""
    found: dict[str, Outline] = {}
    tags: dict[str, dict[str, None]] = {}
    for outline in outlines:
        first = found.get(outline.url, outline)
        found[outline.url] = replace(first, title=first.title or outline.title, site=first.site or outline.site)
        tags.setdefault(outline.url, {}).update(dict.fromkeys(outline.tags))
    feeds = tuple(replace(feed, tags=tuple(tags[url])) for url, feed in found.items())
    return FeedList(feeds, tuple(skipped), title)


def read(data: bytes) -> FeedList:
    """Return the feeds of an OPML file (1.0, 1.1, 2.0). Raise SourceError for any other file.

    Folders and `category` become tags. Outlines that would run a command or read a file are skipped and named.
    """
    from lxml import etree

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(data).replace("\0", ""))
    if _ENTITY.search(text[:100_000]):
        raise SourceError("The OPML file declares entities; it was not read.")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        # A bare "&" in an address would take what follows with it: "?a=1&b=2" would be another address.
        root = etree.fromstring(mended(limit_tags(text).encode("utf-8", "replace")), parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or not isinstance(root.tag, str) or root.tag.lower() != "opml":
        raise SourceError("This is not an OPML file.", "An OPML file begins with <opml>.")
    named = root.find("head/title")
    title = clean_line("".join(named.itertext())) if named is not None else ""
    outlines: list[Outline] = []
    skipped: list[str] = []
    _walk(root.find("body") if root.find("body") is not None else root, (), outlines, skipped)
    return _collected(outlines, skipped, title)


def _walk(element: Any, folders: tuple[str, ...], outlines: list[Outline], skipped: list[str]) -> None:
    for child in element:
        if not isinstance(child.tag, str) or child.tag.lower() != "outline":
            continue
        attributes = {str(name).lower(): str(value) for name, value in child.attrib.items()}
        name = clean_line(attributes.get("title") or attributes.get("text") or "")
        address = clean_line(attributes.get("xmlurl") or "")
        if "filtercmd" in attributes:
            skipped.append(f"{name or address} has a command as a filter: the command is left out, the feed is kept.")
        other = clean_line(attributes.get("url") or "")
        if address:
            if url := web_address(address):
                labels = attributes.get("category", "").split(",")
                tags = (*folders, *(tag for label in labels if (tag := clean_line(label).strip("/ "))))
                site = web_address(attributes.get("htmlurl", ""))
                outlines.append(Outline(url, name, site, tuple(dict.fromkeys(tags))))
            else:
                skipped.append(_refused(address))
        elif other:
            kind = attributes.get("type", "").lower()
            if kind in ("rss", "atom", "feed") and (url := web_address(other)):
                outlines.append(Outline(url, name, web_address(attributes.get("htmlurl", "")), folders))
            else:
                what = "another list" if kind == "include" else "a link, not a feed"
                skipped.append(f"{name or other} ({other[:200]}) is {what}: left out. Add it by itself.")
        if len(child) and len(folders) < _MOST_DEPTH:
            _walk(child, folders if address or other or not name else (*folders, name), outlines, skipped)


def write(feeds: Iterable[Outline], title: str = "newsreader feeds") -> str:
    """Return OPML 2.0, with each feed in the folder of its first tag, and all its tags as categories."""
    folders: dict[str, list[Outline]] = {}
    for feed in feeds:
        folders.setdefault(feed.tags[0] if feed.tags else "", []).append(feed)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += ["  <head>", f"    <title>{_text(title)}</title>", "  </head>", "  <body>"]
    for folder, members in folders.items():
        indent = "    "
        if folder:
            lines.append(f"{indent}<outline text={_attribute(folder)} title={_attribute(folder)}>")
            indent += "  "
        lines += [indent + _outline(feed) for feed in members]
        if folder:
            lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _text(text: str) -> str:
    return entities.escape(clean_line(text))


def _attribute(text: str) -> str:
    return f'"{_text(text)}"'


def _outline(feed: Outline) -> str:
    name = _attribute(feed.title or feed.url)
    parts = [f'<outline type="rss" text={name} title={name} xmlUrl={_attribute(feed.url)}']
    if feed.site:
        parts.append(f"htmlUrl={_attribute(feed.site)}")
    if feed.tags:
        parts.append(f"category={_attribute(','.join(tag.replace(',', ' ') for tag in feed.tags))}")
    return " ".join(parts) + "/>"


def _words(line: str) -> list[str]:
    """Return the words of a line; double quotes hold several together. Raise ValueError for an open quote."""
    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split, lexer.quotes, lexer.commenters = True, '"', ""
    return list(lexer)


def read_urls(data: bytes) -> FeedList:
    """Return the feeds of newsboat's `urls` file: an address a line, then tags.

    "~name" is the title, "!" hides the feed, and a word that begins with "#" begins a comment. Lines that run commands
    (`exec:`, `filter:`), read files or search other feeds (`query:`) are skipped and named.
    """
    outlines: list[Outline] = []
    skipped: list[str] = []
    for line in decode(data).splitlines():
        line = line.strip()[:_LONGEST_LINE]
        if not line or line.startswith("#"):
            continue
        try:
            address, *words = _words(line)
        except ValueError:
            address, *words = line.split()
        words = list(itertools.takewhile(lambda word: not word.startswith("#"), words))
        if address.startswith("query:"):
            skipped.append(f"{clean_line(address)[:120]} is a search over other feeds; skipped.")
        elif not is_web(address) or not (url := web_address(address)):
            skipped.append(_refused(address))
        else:
            titles = [clean_line(word[1:]) for word in words if word.startswith("~")]
            tags = [clean_line(word) for word in words if not word.startswith(("~", "!"))]
            outlines.append(Outline(url, titles[0] if titles else "", "", tuple(dict.fromkeys(filter(None, tags)))))
    return _collected(outlines, skipped)
