"""Markdown, with or without front matter, to one text and marks."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from newsreader.intake.formats import header, html, plain, titles
from newsreader.intake.formats.flow import Block, Flow, without_title
from newsreader.intake.formats.metadata import byline
from newsreader.intake.text import dates
from newsreader.intake.text.clean import clean, clean_line
from newsreader.intake.text.urls import host, web_address
from newsreader.model.article import Article, MarkKind

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

__all__ = ["has_front_matter", "read"]

_FRONT = re.compile(r"\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<body>.*?)\n(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_PAIR = re.compile(r"([A-Za-z_][\w -]*?)[ \t]*:(?:[ \t]+(.*))?$")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+", re.I)
_LONGEST_FRONT = 20_000
"""Characters of front matter: what is longer is none."""

_LONGEST_TEXT, _MOST_LINES = 2 * 1024 * 1024, 30_000
"""A longer text is read as plain text: nobody writes Markdown of that size, and it takes minutes."""

_LONGEST_PARAGRAPH = 20_000
"""In a longer paragraph with _MOST_SIGNS the signs are taken as they are: each may look for its partner to the end."""

_MOST_SIGNS = 2000
_SIGNS = re.compile(r"[!\[\]<>&*_~`\\]")

_INLINE = {"strong": MarkKind.STRONG, "em": MarkKind.EMPHASIS}

_KEYS = {
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors", "by"),
    "source": ("source", "publication", "publisher", "site"),
    "date": ("date", "published", "created", "pubdate"),
    "place": ("place", "location", "dateline"),
    "url": ("url", "link", "canonical", "original"),
}


def has_front_matter(text: str) -> bool:
    """Whether the text begins with front matter: "key: value" lines between "---", or TOML between "+++"."""
    match = _FRONT.match(text[:_LONGEST_FRONT])
    return bool(match and (match["fence"] == "+++" or _PAIR.match(match["body"].lstrip().split("\n", 1)[0])))


def _pairs(body: str) -> dict[str, Any]:
    """The plain "key: value" pairs of YAML front matter; values over several lines only as "- " lists."""
    found: dict[str, Any] = {}
    key = ""
    for line in body.split("\n"):
        if (match := _PAIR.match(line)) and not line.startswith((" ", "\t")):
            key = match[1].lower()
            value = (match[2] or "").strip()
            if value[:1] == "[" and value[-1:] == "]":
                found[key] = [_unquoted(part) for part in value[1:-1].split(",")]
            else:
                found[key] = _unquoted(value)
        elif key and (item := re.match(r"\s*-\s+(.*)", line)):
            held = found[key]
            found[key] = [*(held if isinstance(held, list) else [held] if held else []), _unquoted(item[1])]
    return found


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        return inner.replace('\\"', '"') if value[0] == '"' else inner.replace("''", "'")
    return re.sub(r"\s+#.*$", "", value)


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    match = _FRONT.match(text[:_LONGEST_FRONT]) if has_front_matter(text) else None
    if match is None:
        return {}, text
    if match["fence"] == "+++":
        try:
            return {key.lower(): value for key, value in tomllib.loads(match["body"]).items()}, text[match.end() :]
        except (ValueError, RecursionError):  # no TOML, numbers without end, brackets in brackets
            return {}, text
    return _pairs(match["body"]), text[match.end() :]


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
    """The article in a Markdown text (CommonMark and tables).

    Front matter gives title, by-line, source, date, place and address under their usual names. Without a title
    there, a heading on the first line is it; without one, it is made from the text.
    """
    # Control characters go before Markdown is read: none may end up inside an address.
    front, body = _front_matter(clean(text))
    if len(body) > _LONGEST_TEXT or body.count("\n") > _MOST_LINES:
        return plain.read(body)
    fields = {name: next((front[key] for key in keys if front.get(key)), "") for name, keys in _KEYS.items()}
    flow = Flow()
    tokens = _parser().parse(body)
    title = _line(fields["title"])
    if not title and len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[0].markup in ("#", "=", "##"):
        title = clean_line(_plain(tokens[1]))
        tokens = tokens[3:]
    url = web_address(_line(fields["url"]))
    _render(flow, tokens, url)
    words, marks = without_title(*flow.result(), title)
    article = Article(
        words,
        title or titles.made_from(words),
        marks,
        byline(_line(fields["byline"])),
        _line(fields["source"]) or host(url),
        _line(fields["place"]),
        _moment(fields["date"]),
        url,
    )
    return header.settled(article)


def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"])
    parser.core.ruler.before("inline", "bounds", _bounded)
    return parser


def _bounded(state: StateCore) -> None:
    """Take the signs of endless paragraphs for words."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > _LONGEST_PARAGRAPH:
            signs = len(_SIGNS.findall(token.content))
            if signs > _MOST_SIGNS:
                token.content = _SIGNS.sub(r"\\\g<0>", token.content)


def _plain(inline: Token) -> str:
    return "".join(
        " " if t.type.endswith("break") else t.content for t in inline.children or () if t.type != "html_inline"
    )


def _render(flow: Flow, tokens: list[Token], url: str) -> None:
    blocks: list[Block] = []
    lists: list[int] = []
    fresh_item: str | None = None  # what stands before the item that has no paragraph yet
    for token in tokens:
        kind = token.type
        if kind == "blockquote_open":
            blocks.append((MarkKind.BLOCKQUOTE, ""))
        elif kind in ("blockquote_close", "list_item_close"):
            blocks.pop()
            fresh_item = None
        elif kind in ("bullet_list_open", "ordered_list_open"):
            lists.append(int(token.attrGet("start") or 1) if kind == "ordered_list_open" else -1)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif kind == "list_item_open":
            fresh_item = f"{lists[-1]}." if lists[-1] >= 0 else "•" if len(lists) < 2 else "◦"
            lists[-1] += lists[-1] >= 0
            blocks.append((MarkKind.ITEM, ""))
        elif kind in ("paragraph_open", "heading_open", "table_open", "code_block", "fence", "html_block"):
            here = list(blocks)
            if fresh_item is not None:
                here = [block for block in blocks if block[0] is not MarkKind.ITEM] + [(MarkKind.ITEM, fresh_item)]
                fresh_item = None
            if kind == "heading_open":
                here.append((MarkKind.HEADING, token.tag[1:]))
            elif kind in ("code_block", "fence"):
                here.append((MarkKind.CODE, ""))
            flow.begin(*here)
            if kind in ("code_block", "fence"):
                flow.words(token.content)
            elif kind == "html_block":
                _html(flow, token.content, here)
        elif kind == "tr_open":
            flow.line_break()
        elif kind in ("th_open", "td_open"):
            flow.gap(" | ")
        elif kind == "inline":
            _inline(flow, token, url, [*blocks])
        elif kind in ("paragraph_close", "heading_close", "table_close", "hr"):
            flow.end()


def _html(flow: Flow, markup: str, blocks: list[Block]) -> None:
    tree = html.parse(markup)
    if tree is None:
        return
    text, _ = html.render(tree)
    for paragraph in text.split("\n\n"):
        flow.begin(*blocks)
        flow.words(paragraph)


def _inline(flow: Flow, token: Token, url: str, blocks: list[Block]) -> None:
    children = token.children or []
    if len(children) == 1 and children[0].type == "image":
        flow.begin(*blocks, (MarkKind.CAPTION, web_address(str(children[0].attrGet("src") or ""), url)))
    in_link = 0
    for child in children:
        name, _, edge = child.type.rpartition("_")
        if name in _INLINE:
            flow.open(_INLINE[name]) if edge == "open" else flow.close(_INLINE[name])
        elif child.type == "link_open":
            in_link += 1
            flow.open(MarkKind.LINK, web_address(str(child.attrGet("href") or ""), url))
        elif child.type == "link_close":
            in_link -= 1
            flow.close(MarkKind.LINK)
        elif child.type == "hardbreak":
            flow.line_break()
        elif child.type == "softbreak":
            flow.words(" ")
        elif child.type == "image":
            flow.words(child.content)
        elif child.type == "text" and not in_link:
            _with_addresses(flow, child.content)
        elif child.type in ("text", "code_inline"):
            flow.words(child.content)


def _with_addresses(flow: Flow, text: str) -> None:
    """Running text, in which bare addresses become links."""
    at = 0
    for match in _ADDRESS.finditer(text):
        words = match[0].rstrip(".,;:!?'’)]")
        flow.words(text[at : match.start()])
        flow.open(MarkKind.LINK, web_address(words))
        flow.words(words)
        flow.close(MarkKind.LINK)
        at = match.start() + len(words)
    flow.words(text[at:])
