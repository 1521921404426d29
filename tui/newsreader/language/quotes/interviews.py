"""Interviews written as turns: paragraphs that begin with a speaker's name, "Q" or "A" and a colon, without marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsreader.language.document.document import Document

__all__ = ["Turn", "answers", "turns"]

_TURN = re.compile(r"[\"“”]?((?:[^\W\d_a-z]\S*[ \t]+){0,4}[^\W\d_a-z][^\s:]*):[ \t]+(?=[^\s\"“”„«‘'])")
_ASKED = re.compile(r"(?:Q|Question)[:.][ \t]+(?=\S)")
_ANSWERED = re.compile(r"(?:A|Answer)[:.][ \t]+(?=[^\s\"“”„«‘'])")
_LABELS = frozenset(
    "q a question answer note update correction editor photo image source watch read video related".split()
)
_LEAST_TURNS, _LEAST_EACH, _LEAST_SPEAKERS, _MOST_SPEAKERS = 4, 2, 2, 8
_LEAST_WORDS = 5  # in a turn, on average
_LEAST_SHARE = 0.5  # of the paragraphs from the first turn to the last
_MARKS = frozenset("\"“”„«‘'")
_ENDS = re.compile(r"[.!?…—–-][\"“”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a speaker says in one paragraph, `[start, end)`, and the name or label before it, `[name_start, name_end)`.

    Quotation marks around the whole paragraph are left out. With `goes_on` it is a further paragraph of the turn
    before, and the name is empty: it is at the paragraph's start.
    """

    name_start: int
    name_end: int
    start: int
    end: int
    goes_on: bool = False


def turns(document: Document) -> list[Turn]:
    """The turns of a transcript in reading order; none for a text that is not clearly one.

    Clear is a text in which a few speakers take turns, each more than once, in at least half of the paragraphs from
    the first turn to the last, and say some words in each. A paragraph between two turns goes on with the first of
    them, unless it is a heading, a stage direction ("(Crosstalk.)"), or, where turns have no marks, a quote.
    "Q:" and "A:" do not say who speaks: see `answers`. Time is linear in the length of the text.
    """
    found: list[tuple[int, Turn]] = []
    for number, paragraph in enumerate(document.paragraphs):
        match = _TURN.match(document.text, paragraph.start, min(paragraph.end, paragraph.start + 120))
        if match and match.group(1).lower() not in _LABELS:
            end = _last(document.text, match.end(), paragraph.end)
            found.append((number, Turn(match.start(1), match.end(1), match.end(), end)))
    names = Counter(document.text[t.name_start : t.name_end] for _, t in found)
    kept = [(n, t) for n, t in found if names[document.text[t.name_start : t.name_end]] >= _LEAST_EACH]
    speakers = sum(count >= _LEAST_EACH for count in names.values())
    if len(kept) < _LEAST_TURNS or not _LEAST_SPEAKERS <= speakers <= _MOST_SPEAKERS:
        return []
    if sum(document.text.count(" ", t.start, t.end) for _, t in kept) < _LEAST_WORDS * len(kept):
        return []  # a table of results or scores
    first, last = kept[0][0], kept[-1][0]
    if len(kept) < _LEAST_SHARE * (last - first + 1):
        return []
    return _with_further(document, [(n, t) for n, t in found if first <= n <= last])  # with those who speak only once


def _last(text: str, start: int, end: int) -> int:
    """The end of what stands from `start` to `end` without the marks that close it, but not before its first letter."""
    return max(start + len(text[start:end].rstrip('"“” ')), start + 1)


def _with_further(document: Document, turns: Sequence[tuple[int, Turn]]) -> list[Turn]:
    """The turns, each by the number of its paragraph, and the further paragraphs of each but the last."""
    text = document.text
    found: list[Turn] = []
    for (number, turn), following in pairwise([*turns, turns[-1]]):
        found.append(turn)
        marked = text[document.paragraphs[number].start] in _MARKS
        for paragraph in document.paragraphs[number + 1 : following[0]]:
            start = paragraph.start + marked
            whole = (text[paragraph.start] in _MARKS) is marked and text[start] not in "(["
            end = _last(text, start, paragraph.end)
            if whole and text[end - 2 : end - 1].isalnum() and _ENDS.search(text, max(start, end - 8), paragraph.end):
                found.append(Turn(paragraph.start, paragraph.start, start, end, goes_on=True))
    return found


def answers(document: Document) -> list[Turn]:
    """The answers of an interview whose turns begin with "Q:" and "A:", in reading order; none for other texts.

    Paragraphs between an answer and the next question belong to that answer. What follows the last answer may be
    anything, and is left out. Time is linear in the length of the text.
    """
    found: list[Turn] = []
    answered, asked = 0, False
    open_until = 0  # how many of `found` are known to be followed by a question, or begin an answer
    for paragraph in document.paragraphs:
        if _ASKED.match(document.text, paragraph.start, paragraph.end):
            asked, open_until = True, len(found)
        elif asked and (match := _ANSWERED.match(document.text, paragraph.start, paragraph.end)):
            found.append(Turn(paragraph.start, match.end() - 1, match.end(), paragraph.end))
            answered, asked, open_until = answered + 1, False, len(found)
        elif found and not asked:
            found.append(Turn(paragraph.start, paragraph.start, paragraph.start, paragraph.end, goes_on=True))
    return found[:open_until] if answered >= _LEAST_EACH else []
