"""Read interviews written as turns: paragraphs that begin with a speaker's name, "Q" or "A" and a colon."""

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
_MIN_TURNS, _MIN_TURNS_EACH, _MIN_SPEAKERS, _MAX_SPEAKERS = 4, 2, 2, 8
_MIN_WORDS = 5  # in a turn, on average
_MIN_SHARE = 0.5  # of the paragraphs from the first turn to the last
_MARKS = frozenset("\"“”„«‘'")
_ENDS = re.compile(r"[.!?…—–-][\"“”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Turn:
    """One paragraph of a turn: the speech `[start, end)`, after the name or label `[name_start, name_end)`.

    Offsets are code points. Quotation marks around the whole paragraph are left out. With `goes_on` it is a further
    paragraph of the turn before; the name is then empty and lies at the paragraph's start.
    """

    name_start: int
    name_end: int
    start: int
    end: int
    goes_on: bool = False


def turns(document: Document) -> list[Turn]:
    """Return the turns of a transcript in reading order; an empty list for any other text.

    A transcript has 2 to 8 speakers with at least two turns each. At least half of the paragraphs from the first turn
    to the last are turns, with five words on average. A paragraph between two turns continues the first of them, unless
    it is a heading, a stage direction ("(Crosstalk.)") or, in a text whose turns have no quotation marks, a quote.
    "Q:" and "A:" name no speaker: see `answers`. Time is linear in the length of the text.
    """
    found: list[tuple[int, Turn]] = []
    for number, paragraph in enumerate(document.paragraphs):
        match = _TURN.match(document.text, paragraph.start, min(paragraph.end, paragraph.start + 120))
        if match and match.group(1).lower() not in _LABELS:
            end = _speech_end(document.text, match.end(), paragraph.end)
            found.append((number, Turn(match.start(1), match.end(1), match.end(), end)))
    names = Counter(document.text[t.name_start : t.name_end] for _, t in found)
    kept = [(n, t) for n, t in found if names[document.text[t.name_start : t.name_end]] >= _MIN_TURNS_EACH]
    speakers = sum(count >= _MIN_TURNS_EACH for count in names.values())
    if len(kept) < _MIN_TURNS or not _MIN_SPEAKERS <= speakers <= _MAX_SPEAKERS:
        return []
    if sum(document.text.count(" ", t.start, t.end) for _, t in kept) < _MIN_WORDS * len(kept):
        return []  # a table of results or scores
    first, last = kept[0][0], kept[-1][0]
    if len(kept) < _MIN_SHARE * (last - first + 1):
        return []
    within = [(n, t) for n, t in found if first <= n <= last]  # including speakers with a single turn
    return _with_continuations(document, within)


def _speech_end(text: str, start: int, end: int) -> int:
    """Return the end of `[start, end)` without closing quotation marks; at least one character stays."""
    return max(start + len(text[start:end].rstrip('"“” ')), start + 1)


def _with_continuations(document: Document, turns: Sequence[tuple[int, Turn]]) -> list[Turn]:
    """Return the turns (given with the numbers of their paragraphs) and the further paragraphs of all but the last."""
    text = document.text
    found: list[Turn] = []
    for (number, turn), following in pairwise([*turns, turns[-1]]):
        found.append(turn)
        marked = text[document.paragraphs[number].start] in _MARKS
        for paragraph in document.paragraphs[number + 1 : following[0]]:
            start = paragraph.start + marked
            whole = (text[paragraph.start] in _MARKS) is marked and text[start] not in "(["
            end = _speech_end(text, start, paragraph.end)
            if whole and text[end - 2 : end - 1].isalnum() and _ENDS.search(text, max(start, end - 8), paragraph.end):
                found.append(Turn(paragraph.start, paragraph.start, start, end, goes_on=True))
    return found


def answers(document: Document) -> list[Turn]:
    """Return the answers of an interview with "Q:" and "A:", in reading order; an empty list for any other text.

    Paragraphs between an answer and the next question belong to that answer. Paragraphs after the last answer are left
    out, since nothing shows whether they belong to it. Time is linear in the length of the text.
    """
    found: list[Turn] = []
    answered, asked = 0, False
    certain = 0  # number of items in `found` that begin an answer, or that a question follows
    for paragraph in document.paragraphs:
        if _ASKED.match(document.text, paragraph.start, paragraph.end):
            asked, certain = True, len(found)
        elif asked and (match := _ANSWERED.match(document.text, paragraph.start, paragraph.end)):
            found.append(Turn(paragraph.start, match.end() - 1, match.end(), paragraph.end))
            answered, asked, certain = answered + 1, False, len(found)
        elif found and not asked:
            found.append(Turn(paragraph.start, paragraph.start, paragraph.start, paragraph.end, goes_on=True))
    return found[:certain] if answered >= _MIN_TURNS_EACH else []
