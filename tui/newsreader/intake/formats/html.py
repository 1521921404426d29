"""Turn HTML, whole pages and the fragments in feeds, into one text and marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import unescape
from typing import Any, NamedTuple

from newsreader.intake.formats import header, metadata, titles
from newsreader.intake.formats.text_builder import Block, TextBuilder, shifted, without_title
from newsreader.intake.text.tag_limits import limit_tags
from newsreader.intake.text.urls import host, web_address
from newsreader.language.document.page_lines import LONGEST, is_page_line
from newsreader.model.article import Article, Mark, MarkKind

__all__ = [
    "article_part",
    "base_address",
    "is_page",
    "parse",
    "read",
    "read_fragment",
    "render",
    "whole_body",
    "with_metadata",
]

_NEVER = frozenset(
    "amp-ad amp-consent amp-sidebar applet audio button canvas dialog embed frame frameset head iframe input link "
    "map meta math nav noframes noscript object optgroup option rp rt script select source style svg template "
    "textarea title track video".split()
)
_PAGE_PARTS = frozenset(["aside", "footer", "form"])
_BLOCKS = frozenset(
    "address article aside body caption center dd details dir div dl dt fieldset figure footer form header hgroup html "
    "legend main menu ol p section summary table tbody tfoot thead ul".split()
)
_INLINE = {
    "b": MarkKind.STRONG,
    "strong": MarkKind.STRONG,
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "cite": MarkKind.EMPHASIS,
}
_HEADINGS = {f"h{n}": str(n) for n in range(1, 7)}
_LISTS = frozenset(["ol", "ul", "menu", "dir"])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ASIDES = re.compile(
    r"(?:^|[\s_-])(?:advert\w*|ads?|breadcrumbs?|cookies?|newsletters?|promo\w*|recirc\w*|related\w*|"
    r"recommend\w*|share\w*|sharing|sidebar|social\w*|sponsor\w*|subscri\w*|taboola|tags|outbrain|toolbar|trending)(?:$|[\s_-])",
    re.I,
)
_COMMENTS = re.compile(r"(?:^|\s)(?:comments?|comments?[_-](?:area|list|section|thread)|disqus_thread)(?:$|\s)", re.I)
_MAIN = ("//*[@itemprop='articleBody']", "//article", "//main", "//*[@role='main']")
_LONGEST_LABEL = 60
_MENUS = frozenset("center div dl h2 h3 menu ol p section table td tr ul".split())
_DEEPEST = 20
"""Blocks around a paragraph that get a mark: the innermost ones."""

_LEAST_LINKS = 3
_LINK_SHARE = 0.85
"""A part of a page with _LEAST_LINKS links to its own site, which make up this share of it, is a menu or a list."""

_LAST_LINES = frozenset("p div small td font li h2 h3 h4".split())
"""The elements that may hold a notice."""

_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|#39|#x27|#[1-9]\d{3});")
"""The character references of most feeds, which all parsers read alike."""

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I)
_LEAST_MAIN = 200
"""The fewest characters of a part that is named as the article: a shorter one is not the whole article."""

# The standard reads references to C1 characters as windows-1252; older parsers do not.
_C1 = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}
_HAS_C1 = re.compile("[\x80-\x9f]")


def parse(markup: str) -> Any | None:
    """Return the markup as an lxml tree, or None if it has neither element nor word. Any string parses.

    Only the first tags, and the first attributes of a tag, are kept (see `tag_limits`).
    """
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(_bytes(markup), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None


def _bytes(markup: str) -> bytes:
    """Return the markup as the bytes for a parser."""
    return limit_tags(markup.replace("\0", "")).encode("utf-8", "replace")


@cache
def _piece_parser() -> Any:
    """Return a parser for `render` alone: its elements lack the methods for HTML, and are made faster."""
    from lxml import etree

    return etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)


def read_fragment(markup: str, url: str = "") -> tuple[str, tuple[Mark, ...]]:
    """Return text and marks of a fragment of HTML, as in feeds. Resolve relative links against `url`."""
    if (paragraphs := _plain_paragraphs(markup)) is not None:
        return "\n\n".join(paragraphs), ()
    from lxml import etree

    try:
        tree = etree.fromstring(_bytes(markup), parser=_piece_parser())
    except etree.XMLSyntaxError:
        return "", ()
    return render(tree, url) if tree is not None else ("", ())


def _plain_paragraphs(markup: str) -> list[str] | None:
    """Return the paragraphs of text with no tags but `<p>`, as in many feeds; None for any other markup."""
    if not (markup.isprintable() or markup.replace("\n", "").isprintable()) or (
        "&" in markup and markup.count("&") != len(_REFERENCE.findall(markup))
    ):
        return None
    # Each part but the last is a paragraph without its end tag, and nothing stands between two of them.
    *parts, rest = markup.split("</p>")
    if "<" in rest or (parts and rest.strip()):
        return None
    if not parts:
        found = [rest]
    else:
        found = []
        for part in parts:
            before, begin, words = part.partition("<p>")
            if not begin or before.strip() or "<" in words:
                return None
            found.append(words)
    # The only blanks of printable text are spaces.
    paragraphs = [
        words
        for blanks in found
        if (words := " ".join(blanks.split()) if "\n" in blanks or "  " in blanks else blanks.strip())
    ]
    if "&" in markup:
        paragraphs = [unescape(words) if "&" in words else words for words in paragraphs]
        if not all(map(str.isprintable, paragraphs)):
            return None
    return paragraphs


def is_page(markup: str) -> bool:
    """Return whether the markup is a whole page, not a fragment or plain text."""
    return bool(_PAGE.search(markup, 0, 20_000))


def read(markup: str, url: str = "") -> Article:
    """Return the article in the markup. `url` is its address, and the base of relative links.

    A whole page gives the title, by-line, date, source and address that it states, and the text of its article: the
    part that is named so, else everything but navigation, forms and the like. A fragment gives text and marks alone.
    Links other than http and https are dropped; their words stay.
    """
    if not is_page(markup):
        text, marks = read_fragment(markup, url)
        return Article(text, marks=marks, url=web_address(url))
    tree = parse(markup)
    if tree is None:
        return Article("", url=web_address(url))
    found = metadata.read(tree, url)
    address = base_address(tree, url or found.url)
    text, marks = article_part(tree, address) or whole_body(tree, address)
    return with_metadata(text, marks, found)


def base_address(tree: Any, url: str) -> str:
    """Return the base of relative links in a page: its base element, else its own address."""
    base = tree.find(".//base")
    return (web_address(base.get("href") or "", url) if base is not None else "") or url


def with_metadata(text: str, marks: tuple[Mark, ...], found: metadata.Metadata) -> Article:
    """Return the article with the text of a page and its metadata.

    A repeated title, a by-line and a date at the beginning of the text are left out of it.
    """
    stated = _as_shown(text, found.title)
    text, marks = without_title(*_from_title(text, marks, stated), stated)
    title = stated or titles.title_from_text(text)
    return header.with_header_fields(
        Article(text, title, marks, found.byline, found.source, "", found.published, found.url)
    )


def _as_shown(text: str, title: str) -> str:
    """Return the title without the site's name after a dash, if the page shows it without."""
    head = title.rpartition(" - ")[0]
    shown = head and any(titles.same_words(paragraph, head) for paragraph in text.split("\n\n", 6)[:6])
    return head if shown else title


def _from_title(text: str, marks: tuple[Mark, ...], title: str) -> tuple[str, tuple[Mark, ...]]:
    """Return text and marks from the title on, if only short labels ("Skip to content", "World") are before it."""
    at = 0
    for paragraph in text.split("\n\n", 6)[:6]:
        if titles.same_words(paragraph, title):
            return text[at:], shifted(marks, at)
        if len(paragraph) > _LONGEST_LABEL:
            break
        at += len(paragraph) + 2
    return text, marks


def article_part(tree: Any, url: str = "") -> tuple[str, tuple[Mark, ...]] | None:
    """Return text and marks of the part of a page that is named as the article; None without one clear part."""
    for path in _MAIN:
        parts = [part for part in tree.xpath(path) if not any(a.tag == part.tag for a in part.iterancestors(part.tag))]
        lengths = [len(part.text_content()) for part in parts]
        if parts and max(lengths) >= _LEAST_MAIN and max(lengths) * 2 > sum(lengths):
            best = parts[lengths.index(max(lengths))]
            found = render(best, url, whole_page=True)
            linked = sum(m.end - m.start for m in found[1] if m.kind is MarkKind.LINK)
            if len(found[0]) >= _LEAST_MAIN and linked * 2 < len(found[0]):
                return found
    return None


def whole_body(tree: Any, url: str = "") -> tuple[str, tuple[Mark, ...]]:
    """Return text and marks of a whole page without navigation, forms and the like."""
    found = render(tree, url, whole_page=True)
    # Some pages are one form.
    return found if found[0] else render(tree, url)


def _skipped(element: Any, most: int, sizes: Mapping[Any, _Size]) -> bool:
    """Return whether an element is hidden, or stands around the article on a page.

    `most` is 0 for fragments. On a whole page `sizes` has each element, and only a part with fewer than `most`
    characters stands around the article: some pages are one form, or name the article's column "with-sidebar".
    """
    tag = element.tag
    if tag in _NEVER or not isinstance(tag, str):
        return True
    if not element.keys():
        return most > 0 and tag in _PAGE_PARTS and sizes[element].characters < most
    if element.get("hidden") is not None or ((style := element.get("style")) and _HIDDEN.search(style)):
        return True
    if not most or tag in ("html", "body", "article", "main"):
        return False
    role, named = element.get("role") or "", f"{element.get('class') or ''} {element.get('id') or ''}"
    if role in ("navigation", "search") or _COMMENTS.search(named):
        return True
    around = tag in _PAGE_PARTS or role in ("banner", "contentinfo", "complementary") or bool(_ASIDES.search(named))
    return around and sizes[element].characters < most


def _text(element: Any) -> str:
    """Return all text in an element, made by either parser."""
    return str(element.xpath("string()"))


class _Size(NamedTuple):
    """The counts of an element. Only links to the page's own site count."""

    characters: int
    letters: int
    links: int
    linked: int
    """Letters in links."""


def _sizes(root: Any, url: str) -> dict[Any, _Size]:
    """Return the sizes of `root` and all elements below it, counted in one walk: nesting may be thousands deep."""
    from lxml import etree

    own = host(url)
    counted: dict[Any, _Size] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        characters, letters, links, linked = len(element.text or ""), _letters(element.text), 0, 0
        for child in element:
            inside = counted[child]
            characters += inside.characters + len(child.tail or "")
            letters += inside.letters + _letters(child.tail)
            links += inside.links
            linked += inside.linked
        if element.tag in _NEVER:
            letters = 0
        if element.tag == "a" and host(web_address(element.get("href") or "", url)) == own:
            links, linked = 1, letters
        counted[element] = _Size(characters, letters, links, linked)
    return counted


def _boilerplate(sizes: Mapping[Any, _Size], root: Any) -> frozenset[Any]:
    """Return the parts of a page below `root` that are mostly links to its own site, and notices.

    Links to other sites do not count: an article may end in a list of its sources.
    """
    most = sizes[root].letters / 3
    return frozenset(
        element
        for element, (characters, letters, links, linked) in sizes.items()
        if (links >= _LEAST_LINKS and element.tag in _MENUS and _LINK_SHARE * letters <= linked < most)
        or (element.tag in _LAST_LINES and characters < LONGEST and is_page_line(_text(element)))
    )


def _letters(text: str | None) -> int:
    return sum(map(str.isalnum, text or ""))


def render(root: Any, url: str = "", *, whole_page: bool = False) -> tuple[str, tuple[Mark, ...]]:
    """Return the text and marks below an lxml element. `whole_page` leaves out what stands around an article."""
    from lxml import etree

    renderer = _HtmlRenderer(url)
    sizes = _sizes(root, url) if whole_page else {}
    most = max(sizes[root].characters // 3, 1) if whole_page else 0
    boilerplate = _boilerplate(sizes, root) if whole_page else frozenset()
    skipped: Any = None
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element is not root and (_skipped(element, most, sizes) or element in boilerplate):
                skipped = element
                walk.skip_subtree()
                continue
            renderer.start(element)
            if text := element.text:
                renderer.words(text)
        else:
            if element is not skipped:
                renderer.end(element.tag)
            if (text := element.tail) and element is not root:
                renderer.words(text)
    return renderer.builder.result()


class _HtmlRenderer:
    """Writes the elements of a page to a text builder, in the order of the page."""

    def __init__(self, url: str) -> None:
        self.builder = TextBuilder()
        self._url = url
        self._blocks: list[Block] = []  # the block quotes around this place, and the item that paragraphs continue
        self._lists: list[list[int]] = []  # the next number of each open list; 0 for a list without numbers

    def words(self, text: str) -> None:
        """Add the text of an element."""
        self.builder.words(text if text.isascii() or not _HAS_C1.search(text) else text.translate(_C1))

    def start(self, element: Any) -> None:
        """Begin an element."""
        tag = element.tag
        if tag in _BLOCKS:
            if tag in _LISTS:
                self._start_list(element)
            self._paragraph()
        elif tag in _INLINE:
            self.builder.open(_INLINE[tag])
        elif tag == "a":
            self.builder.open(MarkKind.LINK, web_address(element.get("href") or "", self._url))
        elif tag in ("br", "tr"):
            self.builder.line_break()
        elif tag in ("td", "th"):
            self.builder.gap(" | ")
        elif tag == "q":
            self.builder.words("“")
        else:
            self._start_marked_block(element, tag)

    def _start_marked_block(self, element: Any, tag: str) -> None:
        if tag in _HEADINGS:
            self._begin((MarkKind.HEADING, _HEADINGS[tag]))
        elif tag == "pre":
            self._begin((MarkKind.CODE, ""))
        elif tag == "figcaption":
            self._begin((MarkKind.CAPTION, self._image_beside(element)))
        elif tag == "blockquote":
            self._blocks.append((MarkKind.BLOCKQUOTE, ""))
            self._begin()
        elif tag == "li":
            self._start_item()
        elif tag == "hr":
            self._begin()

    def _start_list(self, element: Any) -> None:
        first = element.get("start") or "1"
        number = int(first) if first.isdecimal() and len(first) < 7 else 1
        self._lists.append([number if element.tag == "ol" else 0])

    def _start_item(self) -> None:
        number = self._lists[-1] if self._lists else [0]
        sign = f"{number[0]}." if number[0] else "•" if len(self._lists) < 2 else "◦"
        if number[0]:
            number[0] += 1
        around = (block for block in self._blocks[-_DEEPEST:] if block[0] is not MarkKind.ITEM)
        self.builder.begin(*around, (MarkKind.ITEM, sign))
        self._blocks.append((MarkKind.ITEM, ""))

    def _image_beside(self, caption: Any) -> str:
        """Return the address of the image that a caption belongs to, or ""."""
        figure = caption.getparent()
        image = next(figure.iter("img"), None) if figure is not None else None
        return web_address(image.get("src") or "", self._url) if image is not None else ""

    def end(self, tag: str) -> None:
        """End an element."""
        if tag in _BLOCKS:
            if tag in _LISTS and self._lists:
                self._lists.pop()
            self._paragraph()
        elif tag in _INLINE:
            self.builder.close(_INLINE[tag])
        elif tag == "a":
            self.builder.close(MarkKind.LINK)
        elif tag == "q":
            self.builder.words("”")
        elif tag in ("blockquote", "li"):
            self._blocks.pop()
            self._begin()
        elif tag in _HEADINGS or tag in ("pre", "figcaption"):
            self._begin()

    def _paragraph(self) -> None:
        # The first block in an item is the item itself, not a paragraph that follows it.
        if not (self._blocks and self._blocks[-1][0] is MarkKind.ITEM and self.builder.is_fresh):
            self._begin()

    def _begin(self, *marks: Block) -> None:
        self.builder.begin(*self._blocks[-_DEEPEST:], *marks)
