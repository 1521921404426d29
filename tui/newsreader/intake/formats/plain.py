"""Turn plain text, as people save it, into articles: recognise each line, and join lines to paragraphs."""

from __future__ import annotations

import itertools
import re
from datetime import datetime

from newsreader.intake.formats import header, titles
from newsreader.intake.formats.text_builder import in_order
from newsreader.intake.text.bare_links import find_links
from newsreader.intake.text.clean import clean
from newsreader.intake.text.urls import date_in, host
from newsreader.model.article import Article, Mark, MarkKind

__all__ = ["read"]

_WIDEST = 132
"""Text with longer lines was not wrapped by hand or by a mail program."""

_BULLET = re.compile(r"^\s{0,8}([•▪‣◦●■·*–—-])[ \t]+(?=\S)")
_NUMBER = re.compile(r"^\s{0,8}(\d{1,3})([.)])[ \t]+(?=\S)")
_QUOTED = re.compile(r"^\s*>[> ]*")
_JOINED_ADDRESS = re.compile(r"(https?://\S*\d{4})([A-Z][a-z]+\s.*)")
"""An address that ends in a number, with the text right after it: "https://e.example/2003781903Police said"."""

_ENDS_SENTENCE = re.compile(r"[.!?:…][”’\"')\]]*$")

_REPEATED, _LONG = 3, 60
"""The paragraphs in a row that are a copy by mistake, and their fewest characters: shorter ones may be a refrain."""


def read(text: str) -> Article:
    """Return the article in a plain text.

    Nothing is lost: lines that are taken out of the text go into a field, and a title made from the text stays in it.
    Subheads, list items and quoted lines become marks only if they are certain.
    """
    lines = [line.rstrip() for line in clean(text).split("\n")]
    url, lines = _first_address(lines)
    lines, source = _last_source(lines)
    day, year = date_in(url)
    title, byline, published, lines = _head(lines, url, year)
    paragraphs = _once(_paragraphs(lines))
    while len(paragraphs) > 1:  # the second copy of a text may have its own by-line and date
        if not byline and (name := header.by_line(paragraphs[0].text)):
            byline = name
        elif published is None and (when := header.date_line(paragraphs[0].text, year)):
            published = when
        else:
            break
        del paragraphs[0]
    if not byline:
        byline = _by_line_among(paragraphs)
    place, agency = "", ""
    opening = header.opening_paragraph([p.text for p in paragraphs[:3]])
    if found := header.dateline(opening, url, year, whole="\n".join(lines)):
        place, agency = found.place, found.agency
        published = published or found.published
    if not byline or published is None:
        run_in = header.run_in_credit(opening)
        byline = byline or header.by_line(run_in)
        published = published or header.date_line(run_in, year)
    if not title and opening:
        title = titles.title_from_text(opening[found.end :] if found else opening)
    body, marks = _joined(paragraphs)
    return Article(body, title, marks, byline, source or host(url) or agency, place, published or day, url)


def _by_line_among(paragraphs: list[_Paragraph]) -> str:
    """Take the by-line out of `paragraphs`, if it is the last one or follows the first; return it, or ""."""
    if len(paragraphs) > 1 and (name := header.by_line(paragraphs[-1].text)):
        paragraphs.pop()
    elif len(paragraphs) > 2 and (name := header.by_line(paragraphs[1].text)):
        paragraphs.pop(1)
    else:
        return ""
    return name


def _first_address(lines: list[str]) -> tuple[str, list[str]]:
    """Return the address on the first line that is not empty, and the lines after it, or the rest of the line."""
    for i, line in enumerate(lines):
        if line.strip():
            if url := header.address(line.strip()):
                return url, lines[i + 1 :]
            joined = _JOINED_ADDRESS.match(line.strip())
            if joined and (url := header.address(joined[1])):
                return url, [joined[2], *lines[i + 1 :]]
            return "", lines[i:]
    return "", []


def _last_source(lines: list[str]) -> tuple[list[str], str]:
    for i in range(len(lines) - 1, -1, -1):
        if lines[i].strip():
            source = header.source_line(lines[i].strip()) if i else ""
            return (lines[:i], source) if source else (lines[: i + 1], "")
    return [], ""


def _head(lines: list[str], url: str, year: int | None) -> tuple[str, str, datetime | None, list[str]]:
    """Return the title, by-line and date of the first lines, and the lines of the body."""
    title, byline, published = "", "", None
    for _ in range(8):
        filled = [i for i, line in enumerate(lines) if line.strip()][:4]
        if not filled:
            break
        line = lines[filled[0]].strip()
        following = [lines[i].strip() for i in filled[1:]]
        if title and (repeats := titles.count_repeats(title, [line, *following])):
            lines = lines[filled[repeats - 1] + 1 :]
        elif not byline and (found := header.by_line(line, url)) and following:
            byline, lines = found, lines[filled[0] + 1 :]
        elif published is None and (when := header.date_line(line, year)) and following:
            published, lines = when, lines[filled[0] + 1 :]
        elif not title and not byline and _has_headline(lines, filled, url):
            title, lines = " ".join(line.split()), lines[filled[0] + 1 :]
        else:
            break
    return title, byline, published, lines


def _has_headline(lines: list[str], filled: list[int], url: str) -> bool:
    first = filled[0]
    following = lines[filled[1]].strip() if len(filled) > 1 else ""
    if not header.is_headline(lines[first].strip(), following, url):
        return False
    if _BULLET.match(lines[first]) or _NUMBER.match(lines[first]):
        return False
    # Without a blank line below, it may be the first of the wrapped lines of a paragraph.
    return filled[1] > first + 1 or not _is_wrapped(lines[first : first + 200])


def _groups(lines: list[str]) -> list[list[str]]:
    """Return the groups of lines between blank lines."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether the lines are wrapped at a width: at most breaks the next word had no room."""
    groups = _groups(lines)
    pairs = [(a, b) for group in groups for a, b in itertools.pairwise(group)]
    if not pairs:
        return False
    width = max(len(line) for group in groups for line in group)
    if not 30 <= width <= _WIDEST:
        return False
    no_room = sum(len(a) + 1 + len(b.split()[0]) > 0.88 * width for a, b in pairs)
    ends = sum(bool(_ENDS_SENTENCE.search(a)) for a, _ in pairs)
    return no_room >= 0.7 * len(pairs) and ends <= 0.5 * len(pairs)


class _Paragraph:
    """One paragraph of the body, with the marks that cover it as a whole."""

    __slots__ = ("blocks", "text")

    def __init__(self, text: str, *blocks: tuple[MarkKind, str]) -> None:
        self.text = text
        self.blocks = blocks


def _paragraphs(lines: list[str]) -> list[_Paragraph]:
    wrapped = _is_wrapped(lines)
    found: list[_Paragraph] = []
    for group in _groups(lines):
        found.extend(_of_group(group, wrapped))
    _mark_items(found)
    _mark_subheads(found)
    return found


def _of_group(group: list[str], wrapped: bool) -> list[_Paragraph]:
    if all(_QUOTED.match(line) for line in group):
        inner = [_QUOTED.sub("", line, count=1) for line in group]
        return [
            _Paragraph(p.text, (MarkKind.BLOCKQUOTE, ""))
            for part in _groups(inner)
            for p in _of_group(part, len(part) > 1)
        ]
    if not wrapped:
        short = len(group) > 2 and all(len(line) < 50 for line in group)
        if short and not any(_starts_item(line) for line in group) and _few_sentences(group):
            return [_Paragraph("\n".join(_squeezed(line) for line in group))]
        return [_Paragraph(_squeezed(line)) for line in group]
    found: list[str] = []
    width = max(map(len, group))
    previous = ""
    for line in group:
        starts = not previous or _starts_item(line)
        # A sentence that ends well before the edge ends its paragraph.
        if previous and _ENDS_SENTENCE.search(previous) and len(previous) + 1 + len(line.split()[0]) < 0.8 * width:
            starts = True
        words = _squeezed(line)
        if starts:
            found.append(words)
        elif previous.endswith("-") and previous[-2:-1].isalpha() and words[:1].islower():
            found[-1] += words
        else:
            found[-1] += " " + words
        previous = line
    return [_Paragraph(text) for text in found]


def _squeezed(line: str) -> str:
    bullet = _BULLET.match(line)
    return " ".join(line.split(" ")).strip() if bullet else re.sub(r"[ \t]+", " ", line).strip()


def _few_sentences(group: list[str]) -> bool:
    return sum(bool(_ENDS_SENTENCE.search(line)) for line in group) * 2 < len(group)


def _starts_item(line: str) -> bool:
    return bool(_BULLET.match(line) or _NUMBER.match(line))


def _once(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """Return the paragraphs without those that copying from a page doubled: repeated ones, and a repeated opening.

    The text under a picture is often there twice: as caption and as alternative text. Some pages show the opening to
    all readers, and again with the rest of the article: the first copy is removed, but not what it alone has.
    """
    kept = [
        here
        for before, here in zip([None, *paragraphs], paragraphs, strict=False)
        if before is None or len(here.text) < _LONG or here.text != before.text
    ]
    texts = [paragraph.text for paragraph in kept]
    first = texts[:_REPEATED]
    if len(first) < _REPEATED or min(map(len, first)) < _LONG:
        return kept
    for start in range(_REPEATED, len(texts) - _REPEATED + 1):
        if texts[start : start + _REPEATED] == first:
            again = set(texts[start:])
            return [p for p in kept[:start] if p.text not in again] + kept[start:]
    return kept


def _mark_items(paragraphs: list[_Paragraph]) -> None:
    """Mark lists: two or more paragraphs in a row with the same bullet, or with numbers that count up."""
    keys: list[tuple[str, int]] = []
    for paragraph in paragraphs:
        if paragraph.blocks or "\n" in paragraph.text:
            keys.append(("", 0))
        elif match := _BULLET.match(paragraph.text):
            keys.append((match[1], 0))
        elif match := _NUMBER.match(paragraph.text):
            keys.append((match[2], int(match[1])))
        else:
            keys.append(("", 0))
    for i, (sign, number) in enumerate(keys):
        if not sign:
            continue
        before = keys[i - 1] if i else ("", 0)
        after = keys[i + 1] if i + 1 < len(keys) else ("", 0)
        step = 1 if number else 0
        if before == (sign, number - step) or after == (sign, number + step) or sign in "•▪‣●■":
            pattern = _NUMBER if number else _BULLET
            paragraphs[i].text = pattern.sub("", paragraphs[i].text, count=1)
            paragraphs[i].blocks = ((MarkKind.ITEM, f"{number}{sign}" if number else "•"),)


def _mark_subheads(paragraphs: list[_Paragraph]) -> None:
    """Mark subheads: a short line without a full stop between two paragraphs of running text."""
    for before, here, after in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        line = here.text
        if here.blocks or before.blocks or "\n" in line or len(line) > 80 or len(line.split()) > 12:
            continue
        if not (line[0].isupper() or line[0] in "“‘\"'" or line[0].isdigit()) or not re.search(r"[^\W\d_]{2}", line):
            continue
        if re.search(r"[.,;:…!][”’\"')\]]*$|[?][”’\"']$|[,;] (?:and|or)$|www\.|@", line) or re.match(
            r"[“\"].*[”\"]$", line
        ):
            continue
        if header.caption(line) or header.by_line(line) or header.date_line(line):
            continue
        running = [p for p in (before, after) if len(p.text) >= 90 and _ENDS_SENTENCE.search(p.text)]
        if len(running) == 2 or (len(running) == 1 and len(before.text) >= 60 and len(after.text) >= 60):
            here.blocks = ((MarkKind.HEADING, "2"),)


def _joined(paragraphs: list[_Paragraph]) -> tuple[str, tuple[Mark, ...]]:
    marks: list[Mark] = []
    at = 0
    for paragraph in paragraphs:
        end = at + len(paragraph.text)
        marks.extend(Mark(at, end, kind, value) for kind, value in paragraph.blocks)
        marks.extend(
            Mark(at + link.start, at + link.end, MarkKind.LINK, link.url) for link in find_links(paragraph.text)
        )
        at = end + 2
    return "\n\n".join(p.text for p in paragraphs), in_order(marks)
