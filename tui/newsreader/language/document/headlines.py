"""Which lines at the beginning of a text are its headline, though they end in a stop as sentences do."""

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
_TOLD = frozenset("said has have was were been yesterday".split())
_LEFT_OUT = _TOLD | frozenset("the a an says is are".split())
"""Words that headlines do without: short ones of the first, longer ones of both."""
_LONGEST, _LONGEST_DECK = 20, 20
"""Words of a headline, and of the line below it."""
_SHORT, _LONG, _REPORT = 10, 13, 12  # words: at most, of headlines said again; at least, of the sentence that does so
_STEM, _SAID_AGAIN = 5, 0.2  # letters by which words are the same; share of the words


def is_capitalised(line: str) -> bool:
    """Have all words but the smallest a capital, as in many headlines? The verbs of sentences have none.

    A line all in capitals may be anything.
    """
    words = _LETTERS.findall(line) if not line.isupper() else []
    small = [word for word in words if word[0].islower()]
    return len(words) - len(small) >= _FEWEST_CAPITALS and _LINKS.issuperset(small)


def find(
    text: str, pieces: Sequence[tuple[int, int, int]], told: Sequence[int], before: Collection[int], *, english: bool
) -> Sequence[int]:
    """The numbers of the `pieces` that are the headline of `text`: none where nothing marks a first line as such.

    `pieces` and `before` are those of `furniture.classify`, `told` the numbers of the pieces that are no furniture. A
    first paragraph is a headline where a dateline follows it, where its words have capitals, where it ends in a
    semicolon (then the next is the line below it), and, in English, where what follows says it again.
    """
    if not told or pieces[told[0]][2] == pieces[-1][2]:
        return []
    if told[0] and pieces[told[0] - 1][0] in before and pieces[told[0] - 1][2] == pieces[told[0]][2]:
        return []  # the report has begun
    first = [i for i in told if pieces[i][2] == pieces[told[0]][2]]
    rest = told[len(first) :]
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
        or (english and len(first) == 1 and _said_again(text, pieces, told))
    ):
        return first
    return []


def _said_again(text: str, pieces: Sequence[tuple[int, int, int]], told: Sequence[int]) -> bool:
    """Does what follows say the first piece again at greater length?

    A headline leaves out articles and forms of "be" and "have". Of 2,017 reports of the BBC without their headlines, 8
    begin with such a sentence.
    """
    if len(told) < 3:
        return False
    line, following = (
        " ".join(text[pieces[i][0] : min(pieces[i][1], pieces[i][0] + 600)] for i in some).lower()
        for some in (told[:1], told[1:3])
    )
    words, length = _LETTERS.findall(line), len(line.split())
    start, end, _ = pieces[told[1]]
    short = length <= _SHORT and text.count(" ", start, end) >= _REPORT
    if length > _LONG or not (_TOLD if short else _LEFT_OUT).isdisjoint(words):
        return False
    again = {word[:_STEM] for word in _LETTERS.findall(following)}
    own = {word[:_STEM] for word in words if len(word) > 2 and word not in _LINKS}
    return bool(own) and len(own & again) >= _SAID_AGAIN * len(own)
