"""The words of one entry as HTML: the fullest text, the lead before it, and a line for each attachment."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Mapping, Sequence
from typing import Any

from newsreader.intake.feeds.embeds import linked
from newsreader.intake.feeds.entry_fields import string

__all__ = ["body", "from_plain"]

_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>")
_REFERENCE = re.compile(r"&(?:#\w+|\w+);")
_ESCAPED = re.compile(
    r"&lt;/?(?:p|br|div|a|b|i|em|strong|ul|ol|li|h[1-6]|img|span|blockquote)\b[^<>]{0,2000}?&gt;", re.I
)
_WORD = re.compile(r"\w+")
_MOST_ATTACHMENTS = 20
_LOOK = 2000
"""Characters of a lead that are compared with the beginning of the story."""

_ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")


def body(raw: Mapping[str, Any], files: Sequence[tuple[str, str]]) -> str:
    """Return what an entry says, as HTML: its story, a lead of other words before it, and its files at the end.

    `files` are addresses, and what is known of each (see `attachments`).
    """
    story, kind = "", ""
    for part in raw.get("content") or ():
        value = string(part.get("value")) if isinstance(part, Mapping) else ""
        if len(value) > len(story):
            story, kind = value, string(part.get("type"))
    lead = string(raw.get("description")) or string(raw.get("summary"))
    detail = raw.get("summary_detail")
    lead_kind = string(detail.get("type")) if isinstance(detail, Mapping) else ""
    if len(lead) > 2 * len(story):
        story, kind, lead = lead, lead_kind, ""
    markup = _as_html(story, kind)
    if lead and _is_other(lead, story):
        markup = f"{_as_html(lead, lead_kind)}\n{markup}"
    shown = [file for file in files[:_MOST_ATTACHMENTS] if entities.escape(file[0]) not in markup]
    return linked(markup) + "".join(_file(url, about) for url, about in shown if url not in markup)


def _as_html(text: str, kind: str) -> str:
    """Return a text as HTML, whatever it was written in; what was escaped twice is unescaped once more."""
    if not _MARKUP.search(text) and _ESCAPED.search(text):
        text = entities.unescape(text)
    if kind in ("text", "text/plain") and not _ESCAPED.search(text):
        return from_plain(text)
    if not _MARKUP.search(text):
        return from_plain(entities.unescape(text) if _REFERENCE.search(text) else text)
    return text


def from_plain(text: str) -> str:
    """Return plain text as HTML: blank lines part paragraphs, other line ends are kept, addresses are links."""
    paragraphs = re.split(r"\n[ \t\r]*\n", text.replace("\r\n", "\n").strip())
    if len(paragraphs) == 1 and "\n" not in text and "<" not in text and "http" not in text:
        return entities.escape(text, quote=False)
    return "".join(f"<p>{_linked(paragraph)}</p>" for paragraph in paragraphs if paragraph)


def _linked(paragraph: str) -> str:
    parts, end = [], 0
    for match in _ADDRESS.finditer(paragraph):
        address = entities.escape(match[0])
        parts += [entities.escape(paragraph[end : match.start()], quote=False), f'<a href="{address}">{address}</a>']
        end = match.end()
    parts.append(entities.escape(paragraph[end:], quote=False))
    return "".join(parts).replace("\n", "<br>\n")


def _is_other(lead: str, story: str) -> bool:
    """Tell whether a lead says something that the story does not begin with."""
    if story.startswith(lead[:200]):
        return False
    words = _words(lead[:_LOOK])
    if len(words) < 4:
        return False
    known = set(_words(story[: 4 * _LOOK]))
    return sum(word in known for word in words) < 0.6 * len(words)


def _words(markup: str) -> list[str]:
    return _WORD.findall(entities.unescape(_MARKUP.sub(" ", markup)).lower())


def _file(url: str, about: str) -> str:
    address = entities.escape(url)
    name = entities.escape(about or "file")
    return f'<p><a href="{address}">{name[:1].upper()}{name[1:]}</a></p>'
