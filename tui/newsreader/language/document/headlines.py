"""Find the headline at the beginning of a text, even if it ends in a full stop like a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

__all__ = ["find", "is_capitalised"]

_LETTERS = re.compile(r"[^\W\d_][\w’'-]*")
_LINKS = frozenset(
    "a an the of in on at to for and or but nor by with from as vs v per via over into than amid about after before "
    "against under between through de la del el van von bin".split()
)
_FEWEST_CAPITALS = 4
_REPORTING = frozenset("said has have was were been yesterday".split())
_LEFT_OUT = _REPORTING | frozenset("the a an says is are".split())
"""Words that headlines avoid: short headlines those of `_REPORTING`, longer ones all of these."""
_LONGEST, _LONGEST_DECK = 20, 20
"""The most words of a headline, and of the line below it."""
_SHORT, _LONG, _REPORT = 10, 13, 12  # words: most of a short and a long headline, least of the sentence that repeats it
_STEM, _SAID_AGAIN = 5, 0.2  # first letters that equal words share; share of the words that are repeated


def is_capitalised(line: str) -> bool:
    """Return whether all words but the smallest have a capital, as in many headlines; verbs of sentences have none.

    False for a line all in capitals, which may be anything.
    """
    words = _LETTERS.findall(line) if not line.isupper() else []
    small = [word for word in words if word[0].islower()]
    return len(words) - len(small) >= _FEWEST_CAPITALS and _LINKS.issuperset(small)


def find(
    text: str, pieces: Sequence[tuple[int, int, int]], content: Sequence[int], before: Collection[int], *, english: bool
) -> Sequence[int]:
    """Return the indexes of the `pieces` that are the headline of `text`; empty if nothing marks its first line as one.

    `pieces` and `before` are those of `boilerplate.classify`, `content` the indexes of the pieces that are not
    boilerplate. The first paragraph is a headline if a dateline follows it, if its words have capitals, if it ends in a
    semicolon (then the next line is its subtitle), or, in English, if the text after it says the same again.
    """
    if not content or pieces[content[0]][2] == pieces[-1][2]:
        return []
    if content[0] and pieces[content[0] - 1][0] in before and pieces[content[0] - 1][2] == pieces[content[0]][2]:
        return []  # the report has already begun
    first = [i for i in content if pieces[i][2] == pieces[content[0]][2]]
    rest = content[len(first) :]
    line = text[pieces[first[0]][0] : pieces[first[-1]][1]]
    if not rest or len(line.split()) > _LONGEST:
        return []
    if line.endswith(";"):
        deck = [i for i in rest if pieces[i][2] == pieces[rest[0]][2]]
        below = text[pieces[deck[0]][0] : pieces[deck[-1]][1]]
        return [*first, *deck] if len(below.split()) <= _LONGEST_DECK and len(rest) > len(deck) else first
    if (
        pieces[first[-1] + 1][0] in before
        or is_capitalised(line)
        or (english and len(first) == 1 and _is_repeated(text, pieces, content))
    ):
        return first
    return []


def _is_repeated(text: str, pieces: Sequence[tuple[int, int, int]], content: Sequence[int]) -> bool:
    """Return whether the two pieces after the first one say the same again at greater length.

    A headline leaves out articles and forms of "be" and "have". Measured on 2,017 reports of the BBC without their
    headlines: 8 begin with a sentence that is taken for a headline.
    """
    if len(content) < 3:
        return False
    line, following = (
        " ".join(text[pieces[i][0] : min(pieces[i][1], pieces[i][0] + 600)] for i in some).lower()
        for some in (content[:1], content[1:3])
    )
    words, length = _LETTERS.findall(line), len(line.split())
    start, end, _ = pieces[content[1]]
    short = length <= _SHORT and text.count(" ", start, end) >= _REPORT
    if length > _LONG or not (_REPORTING if short else _LEFT_OUT).isdisjoint(words):
        return False
    again = {word[:_STEM] for word in _LETTERS.findall(following)}
    own = {word[:_STEM] for word in words if len(word) > 2 and word not in _LINKS}
    return bool(own) and len(own & again) >= _SAID_AGAIN * len(own)
