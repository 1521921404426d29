"""Turn Markdown, with or without front matter, into one text and marks."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from newsreader.intake.formats import header, html, plain, titles
from newsreader.intake.formats.metadata import byline
from newsreader.intake.formats.text_builder import Block, TextBuilder, without_title
from newsreader.intake.text import dates
from newsreader.intake.text.bare_links import find_links
from newsreader.intake.text.clean import clean, clean_line
from newsreader.intake.text.urls import host, web_address
from newsreader.model.article import Article, MarkKind

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

__all__ = ["has_front_matter", "read"]

_FRONT = re.compile(r"\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<body>.*?)\n(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_PAIR = re.compile(r"([A-Za-z_][\w -]*?)[ \t]*:(?:[ \t]+(.*))?$")
_LONGEST_FRONT = 20_000
"""Characters of front matter. A longer one is read as text."""

_MOST_NESTED = 20
"""Lists and mappings inside each other in front matter."""

_LONGEST_TEXT, _MOST_LINES = 2 * 1024 * 1024, 30_000
"""A longer text is read as plain text: nobody writes Markdown of that size, and parsing takes minutes."""

_LONGEST_PARAGRAPH = 20_000
"""In a longer paragraph with _MOST_SIGNS the signs are plain text: each would search for its partner to the end."""

_MOST_SIGNS = 2000
_SIGNS = re.compile(r"[!\[\]<>&*_~`\\]")

_INLINE = {"strong": MarkKind.STRONG, "em": MarkKind.EMPHASIS}

_PARAGRAPHS = frozenset("paragraph_open heading_open table_open code_block fence html_block".split())
_KEYS = {
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors", "by"),
    "source": ("source", "publication", "publisher", "site"),
    "date": ("date", "published", "created", "pubdate"),
    "place": ("place", "location", "dateline"),
    "url": ("url", "link", "canonical", "original"),
}


def has_front_matter(text: str) -> bool:
    """Return whether the text begins with front matter: YAML between "---", or TOML between "+++"."""
    match = _FRONT.match(text[:_LONGEST_FRONT])
    return bool(match and (match["fence"] == "+++" or _PAIR.match(match["body"].lstrip().split("\n", 1)[0])))


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields of the front matter, with keys in small letters, and the text after it."""
    match = _FRONT.match(text[:_LONGEST_FRONT]) if has_front_matter(text) else None
    if match is None:
        return {}, text
    try:
        found = tomllib.loads(match["body"]) if match["fence"] == "+++" else _yaml(match["body"])
    except (ValueError, RecursionError):  # broken, numbers without end, brackets in brackets
        if match["fence"] == "+++":
            return {}, text
        found = _pairs(match["body"])
    return {key.lower(): value for key, value in found.items() if isinstance(key, str)}, text[match.end() :]


def _yaml(body: str) -> dict[str, Any]:
    """Return the fields of YAML; all values are strings, lists and mappings. Raise ValueError if it cannot be read.

    An alias may stand for a list of aliases, and so on: a few lines would become millions. Nobody writes aliases in
    front matter, so they are refused, as is deep nesting.
    """
    import yaml  # the two take 30 ms to load
    from frontmatter import parse
    from frontmatter.default_handlers import YAMLHandler

    # The base loaders guess no types: "title: 1984" stays text. The C one is absent on a few systems.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

    class Handler(YAMLHandler):
        def load(self, fm: str, **_: object) -> Any:
            depth = 0
            for event in yaml.parse(fm, Loader=loader):
                depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
                if depth > _MOST_NESTED or isinstance(event, yaml.AliasEvent):
                    raise ValueError("front matter is nested too deeply or has aliases")
            return super().load(fm, Loader=loader)

    try:
        return parse(f"---\n{body}\n---\n", handler=Handler())[0]
    except yaml.YAMLError as error:
        raise ValueError("not YAML") from error


def _pairs(body: str) -> dict[str, str]:
    """Return the plain "key: value" lines of front matter that is not YAML: "title: Rain: the story of a flood"."""
    return {match[1]: (match[2] or "").strip() for line in body.split("\n") if (match := _PAIR.match(line))}


def _line(raw: Any) -> str:
    if isinstance(raw, list):
        return ", ".join(line for part in raw if (line := _line(part)))
    if isinstance(raw, dict):
        return _line(raw.get("name"))
    return clean_line(raw) if isinstance(raw, str) else ""


def _moment(raw: Any) -> datetime | None:
    if isinstance(raw, datetime):
        return (raw if raw.tzinfo else raw.replace(tzinfo=UTC)).astimezone(UTC)
    if isinstance(raw, date):
        return datetime(raw.year, raw.month, raw.day, tzinfo=UTC)
    return dates.parse(_line(raw))


def read(text: str) -> Article:
    """Return the article in a Markdown text (CommonMark and tables).

    Front matter gives title, by-line, source, date, place and address under their usual names. Without a title there,
    a heading on the first line is the title, else the first sentence.
    """
    # Remove control characters first: none may get into an address.
    front, body = _front_matter(clean(text))
    if len(body) > _LONGEST_TEXT or body.count("\n") > _MOST_LINES:
        return plain.read(body)
    fields = {name: next((front[key] for key in keys if front.get(key)), "") for name, keys in _KEYS.items()}
    builder = TextBuilder()
    tokens = _parser().parse(body)
    title = _line(fields["title"])
    if not title and len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[0].markup in ("#", "=", "##"):
        title = clean_line(_plain(tokens[1]))
        tokens = tokens[3:]
    url = web_address(_line(fields["url"]))
    _MarkdownRenderer(builder, url).render(tokens)
    words, marks = without_title(*builder.result(), title)
    article = Article(
        words,
        title or titles.title_from_text(words),
        marks,
        byline(_line(fields["byline"])),
        _line(fields["source"]) or host(url),
        _line(fields["place"]),
        _moment(fields["date"]),
        url,
    )
    return header.with_header_fields(article)


def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"])
    parser.core.ruler.before("inline", "bounds", _bounded)
    return parser


def _bounded(state: StateCore) -> None:
    """Escape the signs of endless paragraphs."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > _LONGEST_PARAGRAPH:
            signs = len(_SIGNS.findall(token.content))
            if signs > _MOST_SIGNS:
                token.content = _SIGNS.sub(r"\\\g<0>", token.content)


def _plain(inline: Token) -> str:
    return "".join(
        " " if t.type.endswith("break") else t.content for t in inline.children or () if t.type != "html_inline"
    )


class _MarkdownRenderer:
    """Writes the tokens of a Markdown text to a builder."""

    def __init__(self, builder: TextBuilder, url: str) -> None:
        self._builder = builder
        self._url = url
        self._blocks: list[Block] = []
        self._lists: list[int] = []  # the next number of each open list; -1 for a list without numbers
        self._item_sign: str | None = None  # the bullet or number of an item that has no paragraph yet

    def render(self, tokens: list[Token]) -> None:
        """Write all tokens."""
        for token in tokens:
            kind = token.type
            if kind in _PARAGRAPHS:
                self._paragraph(token)
            elif kind == "inline":
                _inline(self._builder, token, self._url, [*self._blocks])
            elif kind in ("paragraph_close", "heading_close", "table_close", "hr"):
                self._builder.end()
            elif kind == "tr_open":
                self._builder.line_break()
            elif kind in ("th_open", "td_open"):
                self._builder.gap(" | ")
            else:
                self._container(token)

    def _container(self, token: Token) -> None:
        """Begin or end a block quote, a list or an item."""
        kind = token.type
        if kind == "blockquote_open":
            self._blocks.append((MarkKind.BLOCKQUOTE, ""))
        elif kind in ("blockquote_close", "list_item_close"):
            self._blocks.pop()
            self._item_sign = None
        elif kind == "ordered_list_open":
            self._lists.append(int(token.attrGet("start") or 1))
        elif kind == "bullet_list_open":
            self._lists.append(-1)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            number = self._lists[-1]
            self._item_sign = f"{number}." if number >= 0 else "•" if len(self._lists) < 2 else "◦"
            self._lists[-1] += number >= 0
            self._blocks.append((MarkKind.ITEM, ""))

    def _paragraph(self, token: Token) -> None:
        """Begin a paragraph, heading, table, code block or block of HTML."""
        kind, here = token.type, list(self._blocks)
        if self._item_sign is not None:
            here = [block for block in here if block[0] is not MarkKind.ITEM] + [(MarkKind.ITEM, self._item_sign)]
            self._item_sign = None
        if kind == "heading_open":
            here.append((MarkKind.HEADING, token.tag[1:]))
        elif kind in ("code_block", "fence"):
            here.append((MarkKind.CODE, ""))
        self._builder.begin(*here)
        if kind in ("code_block", "fence"):
            self._builder.words(token.content)
        elif kind == "html_block":
            _html(self._builder, token.content, here)


def _html(builder: TextBuilder, markup: str, blocks: list[Block]) -> None:
    tree = html.parse(markup)
    if tree is None:
        return
    text, _ = html.render(tree)
    for paragraph in text.split("\n\n"):
        builder.begin(*blocks)
        builder.words(paragraph)


def _inline(builder: TextBuilder, token: Token, url: str, blocks: list[Block]) -> None:
    children = token.children or []
    if len(children) == 1 and children[0].type == "image":
        builder.begin(*blocks, (MarkKind.CAPTION, web_address(str(children[0].attrGet("src") or ""), url)))
    in_link = 0
    for child in children:
        name, _, edge = child.type.rpartition("_")
        if name in _INLINE:
            builder.open(_INLINE[name]) if edge == "open" else builder.close(_INLINE[name])
        elif child.type == "link_open":
            in_link += 1
            builder.open(MarkKind.LINK, web_address(str(child.attrGet("href") or ""), url))
        elif child.type == "link_close":
            in_link -= 1
            builder.close(MarkKind.LINK)
        elif child.type == "hardbreak":
            builder.line_break()
        elif child.type == "softbreak":
            builder.words(" ")
        elif child.type == "image":
            builder.words(child.content)
        elif child.type == "text" and not in_link:
            _with_addresses(builder, child.content)
        elif child.type in ("text", "code_inline"):
            builder.words(child.content)


def _with_addresses(builder: TextBuilder, text: str) -> None:
    """Add running text, with bare addresses as links."""
    at = 0
    for link in find_links(text):
        builder.words(text[at : link.start])
        builder.open(MarkKind.LINK, link.url)
        builder.words(text[link.start : link.end])
        builder.close(MarkKind.LINK)
        at = link.end
    builder.words(text[at:])
