"""Build one text with marks from words, blocks and inline marks in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsreader.intake.formats.titles import count_repeats
from newsreader.intake.text.clean import clean
from newsreader.model.article import Mark, MarkKind

__all__ = ["Block", "TextBuilder", "in_order", "shifted", "without_title"]

Block = tuple[MarkKind, str]

_MOST_OPEN = 20
"""Inline marks that may be open at the same time. More inside of these are ignored."""

_BLANKS = re.compile(r"[ \t\n]+")
_MANY_NEWLINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks in the order of an article: by start, then longest first."""
    return tuple(sorted(set(marks), key=lambda m: (m.start, -m.end, m.kind, m.value)))


def without_title(text: str, marks: tuple[Mark, ...], title: str) -> tuple[str, tuple[Mark, ...]]:
    """Return text and marks without the first paragraphs that only repeat the title."""
    paragraphs = text.split("\n\n", 3)[:3]
    if not (count := count_repeats(title, paragraphs)):
        return text, marks
    cut = min(sum(len(paragraph) + 2 for paragraph in paragraphs[:count]), len(text))
    return text[cut:], shifted(marks, cut)


def shifted(marks: Iterable[Mark], cut: int) -> tuple[Mark, ...]:
    """Return the marks for the text without its first `cut` characters."""
    return tuple(Mark(m.start - cut, m.end - cut, m.kind, m.value) for m in marks if m.start >= cut)


class TextBuilder:
    """A builder that takes an article piece by piece, in reading order, and returns its text and marks.

    Blocks (paragraphs, headings, items) become paragraphs with one blank line between them; runs of blanks become one
    space, except in code. Each mark lies within one paragraph: an inline mark that is open at the end of a block
    continues in the next one. All text is cleaned.
    """

    def __init__(self) -> None:
        self._paragraphs: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._blocks: tuple[Block, ...] = ()
        self._code = False
        self._here: list[str] = []
        self._size = 0
        self._tail = ""  # the last character of the paragraph so far
        self._open: list[tuple[MarkKind, str, int]] = []
        self._unmarked = 0  # inline marks that are open beyond _MOST_OPEN
        self._closed: list[tuple[int, int, MarkKind, str]] = []

    def begin(self, *blocks: Block) -> None:
        """End the paragraph and start a new one with these block marks."""
        if self._here:
            self.end()
        self._blocks = blocks
        self._code = bool(blocks) and blocks[-1][0] is MarkKind.CODE

    def end(self) -> None:
        """End the paragraph. One without words is dropped."""
        if not self._here:
            return
        body = "".join(self._here)
        if self._code:
            body = _MANY_NEWLINES.sub("\n\n", "\n".join(line.rstrip() for line in body.split("\n"))).strip("\n")
            first = 0
        else:
            first = len(body) - len(body.lstrip())
            body = body.strip()
        if body:
            at = self._length + 2 if self._paragraphs else 0
            for kind, value in self._blocks:
                self._marks.append(Mark(at, at + len(body), kind, value))
            if not self._code and (self._closed or self._open):
                runs = self._closed + [(start, self._size, kind, value) for kind, value, start in self._open]
                for start, stop, kind, value in runs:
                    self._mark(body, at, start - first, stop - first, kind, value)
            self._paragraphs.append(body)
            self._length = at + len(body)
        self._here, self._size, self._tail = [], 0, ""
        if self._closed or self._open:
            self._closed = []
            self._open = [(kind, value, 0) for kind, value, _ in self._open]

    def _mark(self, body: str, at: int, start: int, stop: int, kind: MarkKind, value: str) -> None:
        start, stop = max(start, 0), min(stop, len(body))
        run = body[start:stop]
        start += len(run) - len(run.lstrip())
        stop -= len(run) - len(run.rstrip())
        if start < stop and (value or kind is not MarkKind.LINK):
            self._marks.append(Mark(at + start, at + stop, kind, value))

    @property
    def is_fresh(self) -> bool:
        """Return whether the paragraph has no words yet."""
        return not self._here

    def words(self, text: str) -> None:
        """Add running text. Blanks at both sides of a seam count once."""
        if not text.isprintable():  # printable text is clean, and its only blanks are spaces
            text = clean(text)
            if not self._code:
                text = _BLANKS.sub(" ", text)
        elif "  " in text and not self._code:
            text = _BLANKS.sub(" ", text)
        if not self._code and text.startswith(" ") and self._tail in ("", " ", "\n"):
            text = text[1:]
        if text:
            self._here.append(text)
            self._size += len(text)
            self._tail = text[-1]

    def line_break(self) -> None:
        """Add a line break. A second one in a row ends the paragraph."""
        if self._code:
            self.words("\n")
        elif self._tail == "\n":
            blocks = self._blocks
            self.end()
            self._blocks = blocks
        elif self._here:
            if self._tail == " ":
                self._here[-1] = self._here[-1][:-1]
                self._size -= 1
            self._here.append("\n")
            self._size += 1
            self._tail = "\n"

    def gap(self, between: str) -> None:
        """Add a separator between two cells of a table, if the line has words already."""
        if self._tail not in ("", "\n"):
            self.words(between)

    def open(self, kind: MarkKind, value: str = "") -> None:
        """Start an inline mark here."""
        if len(self._open) < _MOST_OPEN:
            self._open.append((kind, value, self._size))
        else:
            self._unmarked += 1

    def close(self, kind: MarkKind) -> None:
        """End the last open inline mark of this kind, if there is one."""
        if self._unmarked:
            self._unmarked -= 1
            return
        for i in range(len(self._open) - 1, -1, -1):
            if self._open[i][0] is kind:
                _, value, start = self._open.pop(i)
                self._closed.append((start, self._size, kind, value))
                return

    def result(self) -> tuple[str, tuple[Mark, ...]]:
        """End the paragraph; return the text and its marks, in order."""
        self.end()
        return "\n\n".join(self._paragraphs), in_order(self._marks)
