"""Cut an article's text into blocks, each with the marks inside it, to write it in another format."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from newsreader.model.article import Article, Mark, MarkKind

__all__ = ["Block", "blocks", "nested", "web_address"]

_BLOCK_KINDS = (MarkKind.HEADING, MarkKind.ITEM, MarkKind.BLOCKQUOTE, MarkKind.CODE, MarkKind.CAPTION)
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_WEB = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """The characters `[start, end)` of a text, without white space at the ends: a paragraph, a heading, an item ...

    `kind` is None for a paragraph; each block in a block quote is `quoted`. `value` is that of the mark. `follows`
    means that the block continues the item before it.
    """

    start: int
    end: int
    kind: MarkKind | None = None
    value: str = ""
    quoted: bool = False
    follows: bool = False


def web_address(address: str) -> str:
    """Return `address` if a link in an exported file may lead there (http, https, mailto), else ""."""
    return address if _WEB.fullmatch(address) else ""


def blocks(article: Article) -> list[Block]:
    """Return the text of `article` as blocks in reading order. Everything but white space is in exactly one block."""
    text = article.text
    marks = [m for m in article.marks if m.kind in _BLOCK_KINDS and 0 <= m.start < m.end <= len(text)]
    code = [m for m in marks if m.kind is MarkKind.CODE]
    cuts = {0, len(text)}
    for mark in marks:
        cuts.update((mark.start, mark.end))
    for gap in _BLANK.finditer(text):
        if not _covering(code, gap.start()):
            cuts.add(gap.start())
    # Code is one block: marks of other kinds do not cut it.
    edges = sorted(cut for cut in cuts if not any(m.start < cut < m.end for m in _covering(code, cut)))
    found: list[Block] = []
    last_item: Mark | None = None
    for start, end in itertools.pairwise(edges):
        stretch = text[start:end]
        if not stretch.strip():
            continue
        begin = start + len(stretch) - len(stretch.lstrip())
        over = _covering(marks, begin)
        kinds = {m.kind: m for m in over}
        kind = next((k for k in (MarkKind.CODE, MarkKind.HEADING, MarkKind.CAPTION, MarkKind.ITEM) if k in kinds), None)
        if kind is MarkKind.CODE:
            begin = start + len(stretch) - len(stretch.lstrip("\n"))
        item = kinds.get(MarkKind.ITEM)
        found.append(
            Block(
                begin,
                start + len(stretch.rstrip()),
                kind,
                kinds[kind].value if kind else "",
                quoted=MarkKind.BLOCKQUOTE in kinds,
                follows=item is not None and item is last_item,
            )
        )
        last_item = item
    return found


def _covering(marks: Sequence[Mark], offset: int) -> list[Mark]:
    """Return the `marks` (sorted by start) that cover the character at `offset`, the innermost last."""
    upto = bisect_right(marks, offset, key=lambda m: m.start)
    return [m for m in marks[:upto] if offset < m.end]


def nested(marks: Sequence[Mark], start: int, end: int, kinds: Sequence[MarkKind]) -> list[Mark]:
    """Return the marks of `kinds` within `[start, end)`, cut to it, outer before inner; none crosses another."""
    open_until: list[int] = []
    kept: list[Mark] = []
    inside = (
        Mark(max(m.start, start), min(m.end, end), m.kind, m.value)
        for m in marks
        if m.kind in kinds and m.start < end and m.end > start
    )
    for mark in sorted(inside, key=lambda m: (m.start, -m.end)):
        while open_until and open_until[-1] <= mark.start:
            open_until.pop()
        if open_until and mark.end > open_until[-1]:
            continue
        open_until.append(mark.end)
        kept.append(mark)
    return kept
