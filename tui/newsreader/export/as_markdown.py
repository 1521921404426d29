"""Write a whole article as Markdown (CommonMark) with front matter, for Obsidian and for reading it in again."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Sequence

from newsreader.export.as_text import one_line
from newsreader.export.blocks import Block, blocks, nested, web_address
from newsreader.model.analysis import Analysis
from newsreader.model.article import Article, Mark, MarkKind
from newsreader.model.note import Note
from newsreader.model.quote_groups import best, joined, speaker_of

__all__ = ["KEY_QUOTES", "escape", "markdown", "names"]

KEY_QUOTES = 5
"""The number of key quotes at the top of an exported article."""

_INLINE = (MarkKind.LINK, MarkKind.STRONG, MarkKind.EMPHASIS)
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w)|#(?=\w)")
# At the start of a line these signs would begin a heading, list, quote, rule or underline.
_LINE_START = re.compile(r"^([#+=-])|^(\d{1,9})([.)])", re.MULTILINE)
_MEMBERS = (("people", "PERSON"), ("organisations", "ORG"), ("places", "LOC"))


def escape(text: str) -> str:
    """Return `text` escaped, so that Markdown shows it letter for letter. White space at line ends is removed."""
    return _guarded(_letters(text))


def _letters(text: str) -> str:
    return _SPECIAL.sub(lambda m: "\\" + m.group(), text)


def _guarded(text: str) -> str:
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return _LINE_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", lines)


def names(analysis: Analysis, label: str) -> list[str]:
    """Return the different names of one class (see `Entity.label`), the most mentioned first, then in reading order."""
    counts: dict[str, int] = {}
    for entity in analysis.entities:
        if entity.label == label:
            counts[entity.name] = counts.get(entity.name, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])


def markdown(article: Article, analysis: Analysis | None, notes: Sequence[Note] = (), tags: Sequence[str] = ()) -> str:
    """Return the article with front matter, summary, key quotes, the reader's notes and its text.

    The text keeps headings, lists, quotes, code and links. Links other than http, https and mailto become plain text.

    Front matter has title, byline, source, date (ISO 8601, UTC), place, url and the user's tags (with "-" for spaces,
    which Obsidian does not allow); with an analysis also people, organisations and places, most mentioned first.
    Unknown fields are left out. The result ends with a newline.
    """
    parts = [_front_matter(article, analysis, tags)]
    if article.title:
        parts.append(f"# {escape(' '.join(article.title.split()))}")
    if analysis is not None and analysis.summary:
        lines = (f"- {escape(one_line(article.text, span))}" for span in analysis.summary)
        parts += ["## Summary", "\n".join(lines)]
    if analysis is not None and analysis.quotes:
        parts += ["## Key quotes", *(_quote(article, analysis, group) for group in best(analysis, KEY_QUOTES))]
    if notes:
        parts += ["## Notes", *(_note(note) for note in notes)]
    body = _body(article)
    if body and len(parts) > 2:
        parts.append("## Article")
    return "\n\n".join([*parts, *([body] if body else [])]) + "\n"


def _front_matter(article: Article, analysis: Analysis | None, tags: Sequence[str]) -> str:
    fields: dict[str, str | list[str]] = {
        "title": article.title,
        "byline": article.byline,
        "source": article.source,
        "date": article.published.isoformat() if article.published else "",
        "place": article.place,
        "url": article.url,
        "tags": ["-".join(tag.split()) for tag in tags],
    }
    if analysis is not None:
        fields.update({key: names(analysis, label) for key, label in _MEMBERS})
    # A JSON string or list of strings is also YAML, and YAML cannot take it for another type.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value]
    return "\n".join(["---", *lines, "---"])


def _quote(article: Article, analysis: Analysis, group: list[int]) -> str:
    who = ", ".join(part for part in speaker_of(analysis, group) if part)
    said = f"“{escape(joined(article.text, [analysis.quotes[i] for i in group]))}”"
    return f"> {said}" + (f" — {escape(who)}" if who else "")


def _note(note: Note) -> str:
    quote = f"> {escape(' '.join(note.quote.split()))}"
    return f"{quote}\n\n{escape(note.words)}" if note.words else quote


def _body(article: Article) -> str:
    lines: list[str] = []
    previous: Block | None = None
    for block in blocks(article):
        if previous is not None:
            lines += _between(previous, block)
        prefix = "> " if block.quoted else ""
        lines += [(prefix + line).rstrip() for line in _block(article, block)]
        previous = block
    return "\n".join(lines)


def _between(previous: Block, block: Block) -> list[str]:
    """Return the lines between two blocks: none between the items of one list."""
    if previous.kind is block.kind is MarkKind.ITEM and previous.quoted == block.quoted and not block.follows:
        return []
    return [">"] if previous.quoted and block.quoted else [""]


def _block(article: Article, block: Block) -> list[str]:
    text = article.text
    if block.kind is MarkKind.CODE:
        code = text[block.start : block.end]
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", code)), default=0))
        return [fence, *code.split("\n"), fence]
    words = _inline(text, article.marks, block)
    if block.kind is MarkKind.HEADING:
        level = int(block.value) if block.value.isdigit() else 2
        # The title is the only heading of the first level.
        return [f"{'#' * min(max(level, 3), 6)} {' '.join(words.split())}"]
    if block.kind is MarkKind.CAPTION:
        address = web_address(block.value)
        caption = " ".join(words.split())
        return [f"[{caption}]({_target(address)})" if address and "](" not in caption else caption]
    lines = words.replace("\n", "\\\n").split("\n")
    if block.kind is MarkKind.ITEM:
        bullet = block.value.strip()
        # Four spaces would begin code.
        depth = min(len(block.value) - len(block.value.lstrip()), 3)
        marker = bullet if re.fullmatch(r"\d{1,9}[.)]", bullet) else "-"
        indent = " " * (depth + len(marker) + 1)
        first = indent if block.follows else f"{' ' * depth}{marker} "
        return [first + lines[0], *(indent + line for line in lines[1:])]
    return lines


def _target(address: str) -> str:
    """Return `address` as the destination of a link, with its entities escaped."""
    address = re.sub(r"&(?=#?\w+;)", "&amp;", address)
    if not re.search(r"[\\()<>]", address):
        return address
    return "<" + address.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E") + ">"


def _inline(text: str, marks: tuple[Mark, ...], block: Block) -> str:
    """Return the words of `block`, escaped, with its links, strong and emphasised words."""
    start, end = block.start, block.end
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    last_end = -1
    in_link_until = -1
    for mark in nested(marks, start, end, _INLINE):
        begin, stop = _trimmed(text, mark)
        if begin >= stop:
            continue
        if mark.kind is MarkKind.LINK:
            address = web_address(mark.value)
            if not address or begin < in_link_until or "\n" in text[begin:stop]:
                continue
            in_link_until = stop
            before, after = "[", f"]({_target(address)})"
        else:
            # CommonMark reads delimiters differently inside a word or next to each other.
            if begin <= last_end or not _delimitable(text, begin, stop, start, end):
                continue
            before = after = "**" if mark.kind is MarkKind.STRONG else "*"
            last_end = stop
        opened.setdefault(begin, []).append(before)
        closed.setdefault(stop, []).insert(0, after)
    edges = sorted({start, end, *opened, *closed})
    pieces: list[str] = []
    for here, there in itertools.pairwise(edges):
        pieces += closed.get(here, []) + opened.get(here, [])
        pieces.append(_letters(text[here:there]))
    return _guarded("".join([*pieces, *closed.get(end, [])]))


def _trimmed(text: str, mark: Mark) -> tuple[int, int]:
    words = text[mark.start : mark.end]
    return mark.start + len(words) - len(words.lstrip()), mark.start + len(words.rstrip())


def _delimitable(text: str, begin: int, stop: int, start: int, end: int) -> bool:
    """Return whether `*` before and after the characters `[begin, stop)` opens and closes emphasis in CommonMark."""
    free_before = begin == start or text[begin - 1].isspace()
    free_after = stop == end or text[stop].isspace()
    return (
        (free_before or text[begin].isalnum())
        and (free_after or text[stop - 1].isalnum())
        and "\n\n" not in text[begin:stop]
    )
