"""The fields of one entry, from what a parser found: title, link, people, date, attachments."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Mapping, Sequence
from typing import Any

from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.urls import is_web, web_address

__all__ = ["attachments", "link_of", "people", "string", "title_words"]

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BLOCKS = (
    "address article aside blockquote br dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre "
    "section table td th tr ul"
).split()
_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark q s samp small span strike strong "
    "sub sup time tt u var wbr"
).split()
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{'|'.join([*_BLOCKS, *_INLINE])})(?P<more>(?:\s[^<>]*|/)?)>", re.I)
_ALONE = frozenset(["br", "hr", "img", "wbr"])
_ADDRESS = re.compile(r"\S+@\S+")
_MAILBOX = re.compile(r"^\S+@\S+\s+\((.+)\)$|^(.+?)\s*<\S+@\S+>$")
_LONGEST_TITLE = 20_000
_HTML = ("text/html", "application/xhtml+xml", "")


def string(raw: object) -> str:
    """Return a value of a parser as a string; "" for what is no text."""
    return raw if isinstance(raw, str) else str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else ""


def title_words(text: str) -> str:
    """Return the words of a title. HTML elements go, blocks and line breaks become a space; "vector<int>" stays.

    RSS does not say whether a title is HTML: a tag counts as one where it is closed, or never is in HTML.
    """
    text = text[:_LONGEST_TITLE]
    if "<" in text:
        text = _without_tags(_COMMENT.sub("", text)) or text
    if "&" in text:
        text = _REFERENCE.sub(lambda match: entities.unescape(match[0]), text)
    return clean_line(text)


def _without_tags(text: str) -> str:
    gone: set[int] = set()
    begun: dict[str, list[int]] = {}
    for match in _TAG.finditer(text):
        name = match["name"].lower()
        if name in _ALONE:
            gone.add(match.start())
        elif not match["end"]:
            begun.setdefault(name, []).append(match.start())
            if match["more"].strip(" /"):  # attributes: nobody writes about a tag so
                gone.add(match.start())
        elif begun.get(name):
            gone |= {begun[name].pop(), match.start()}

    def words(match: re.Match[str]) -> str:
        if match.start() not in gone:
            return match[0]
        return " " if match["name"].lower() in _BLOCKS else ""

    return _TAG.sub(words, text)


def link_of(raw: Mapping[str, Any], guid: str, base: str) -> str:
    """Return the address of an entry's page: an alternate in HTML before others, else a guid, else its first file."""
    links = [link for link in raw.get("links") or () if isinstance(link, Mapping)]
    pages = [
        (string(link.get("type")).partition(";")[0].strip().lower() not in _HTML, address)
        for link in links
        if link.get("rel") in ("alternate", None) and (address := web_address(string(link.get("href")), base))
    ]
    if pages:
        return min(pages, key=lambda page: page[0])[1]
    if address := web_address(string(raw.get("link")), base):
        return address
    if is_web(guid) and (address := web_address(guid)):
        return address
    return next((address for address, _ in attachments(raw, base)), "")


def attachments(raw: Mapping[str, Any], base: str) -> list[tuple[str, str]]:
    """Return the files of an entry: their addresses, and what is known of them ("audio, 12:30, 8.1 MB")."""
    found: dict[str, str] = {}
    for link in raw.get("links") or ():
        if isinstance(link, Mapping) and link.get("rel") == "enclosure":
            _attach(found, link.get("href"), link, base, string(raw.get("itunes_duration")))
    for link in raw.get("media_content") or ():
        if isinstance(link, Mapping):
            _attach(found, link.get("url"), link, base, string(link.get("duration")))
    return list(found.items())


def _attach(found: dict[str, str], address: object, about: Mapping[str, Any], base: str, duration: str) -> None:
    url = web_address(string(address), base)
    if not url or url in found:
        return
    kind = (string(about.get("type")).partition("/")[0] or string(about.get("medium")) or "file").strip().lower()
    length = string(about.get("length") or about.get("filesize"))
    size = f"{int(length) / 1e6:.1f} MB" if length.isdecimal() and len(length) < 16 and int(length) >= 50_000 else ""
    lasts = _clock(duration) if kind in ("audio", "video", "file") else ""
    found[url] = ", ".join(clean_line(part) for part in (kind, lasts, size) if part)


def _clock(duration: str) -> str:
    """Return a duration as players show it: "750" is 12:30."""
    if not duration.isdecimal() or len(duration) > 6:
        return duration if re.fullmatch(r"\d{1,3}(?::\d\d){1,2}", duration) else ""
    minutes, seconds = divmod(int(duration), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def people(raw: Mapping[str, Any], feed: Mapping[str, Any]) -> str:
    """Return the names of all authors of an entry; those of its source, or of the feed, where it has none."""
    source = raw.get("source")
    for owner in (raw, source if isinstance(source, Mapping) else {}, feed):
        if names := _names(owner):
            return ", ".join(names)
    return ""


def _names(raw: Mapping[str, Any]) -> list[str]:
    listed: Sequence[object] = raw.get("authors") or ()
    names = [string(author.get("name")) for author in listed if isinstance(author, Mapping)]
    stated = string(raw.get("author"))
    if not names or (len(names) == 1 and "@" in stated):
        names = [stated]  # the parser parts a mail address from the name beside it less well
    return list(dict.fromkeys(name for raw_name in names if (name := _name(raw_name))))


def _name(raw: str) -> str:
    """Return a person's name; a mail address is not one."""
    name = clean_line(raw)[:300]
    if match := _MAILBOX.match(name):
        name = match[1] or match[2]
    return title_words(_ADDRESS.sub("", name).strip(" ()<>,;"))
