"""Pictures, frames, films and sound in the text of an entry: each becomes a line with a link, in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.tag_limits import limit_tags

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["linked"]

_EMBED = re.compile(r"<(?:img|iframe|video|audio|embed|object)\b", re.I)
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "src", "data")
_NAMES = {"img": "Picture", "video": "Video", "audio": "Audio"}
_SYMBOL = re.compile(r"emoji|smiley", re.I)
_INVISIBLE = frozenset(["0", "1", "2", "0px", "1px", "2px"])
_MOST = 200
"""Embedded things of one entry that become links."""


def linked(markup: str) -> str:
    """Return the markup with a paragraph of a link in place of each picture without a caption, frame, film or sound.

    Tracking pixels go, pictures of emoji become the emoji, and pictures with a caption stay as they are.
    """
    if not _EMBED.search(markup):
        return markup
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.fragment_fromstring(limit_tags(markup), create_parent="div")
    except (etree.LxmlError, ValueError):
        return markup
    for element in list(tree.iter("img", "iframe", "video", "audio", "embed", "object"))[:_MOST]:
        if element.getparent() is not None and not _has_caption(element):
            _replace(element)
    text = str(lxml_html.tostring(tree, encoding="unicode"))
    return text[text.index(">") + 1 : text.rindex("<")]


def _has_caption(element: HtmlElement) -> bool:
    figure = next(element.iterancestors("figure"), None)
    return element.tag == "img" and figure is not None and figure.find(".//figcaption") is not None


def _replace(element: HtmlElement) -> None:
    from lxml import html as lxml_html

    alone = _SYMBOL.search(element.get("class") or "")
    hidden = element.get("width") in _INVISIBLE or element.get("height") in _INVISIBLE
    address = _address(element)
    if element.tag == "img" and (alone or hidden or not address):
        before = element.get("alt") or "" if alone else ""
        element.tail = before + (element.tail or "")
        element.drop_tree()
        return
    if not address:
        element.drop_tree()
        return
    line = lxml_html.Element("p")
    link = lxml_html.Element("a", href=address)
    link.text = _label(element, address)
    line.append(link)
    around = element.getparent()
    if around.tag == "a" and not clean_line(around.text_content()) and around.getparent() is not None:
        element = around
    line.tail, element.tail = element.tail, None
    element.getparent().replace(element, line)


def _address(element: HtmlElement) -> str:
    candidates = [element.get(name) for name in _LAZY] + [source.get("src") for source in element.iter("source")]
    for found in candidates:
        address = (found or "").strip()
        if address and not address.lower().startswith(("data:", "javascript:", "about:", "blob:")):
            return address
    return ""


def _label(element: HtmlElement, address: str) -> str:
    said = dict.fromkeys(clean_line(element.get(name) or "") for name in ("alt", "title", "aria-label"))
    words = " – ".join(word for word in said if word)
    name = _NAMES.get(element.tag) or f"Embedded from {urlsplit(address).netloc}".removesuffix(" from ")
    return words or name
