"""Reduce a mention of a person to the name: without titles, roles, age, possessive and nicknames."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsreader.language.resources.person_lexicon import fold, given_name, is_title, role_gender, title_gender

__all__ = ["EDGES", "RANKS", "SUFFIXES", "bare", "words_of"]

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SMALL = frozenset(
    (
        "the a an and but of in on at to for from with by as is was are has had will would says said tells calls not "
        "like yet meanwhile if when while are does did do that this his her vs via after before over"
    ).split()
)
"""Words that stand before or after a name in a headline or at the start of a sentence, but are never part of it."""

RANKS = frozenset(
    (
        "sen senator rep representative gov governor gen general lt col colonel maj capt captain sgt president judge "
        "adm admiral dr prof rev sir king queen prince princess pope mr mrs ms mayor secretary minister premier"
    ).split()
)
"""Titles that are almost never given names, folded."""

EDGES = "―… \t\"'“”‘’«»„()[]{}<>,.;:!?-–—*_/|"
_WORD = re.compile(r"[^\s\"“”«»„()]+")
_AFTER = re.compile(r"(?:,? \(?\d{1,3}\)?| \([^)]*)$")


def words_of(surface: str) -> tuple[str, list[str]]:
    """Return the bare name in `surface` (see `bare`), and its folded words without nicknames and suffixes."""
    name = bare(surface)
    words = [fold(m.group()).strip("-,'") for m in _WORD.finditer(name) if not _nickname(name, m)]
    words = [w[3:] if w.startswith(("al-", "el-")) else w for w in words]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return name, [w for w in words if w and w != "-"]


def bare(surface: str) -> str:
    """Return the name in `surface`, without titles, roles and small words before it, age and possessive after it.

    It also removes the words of a headline after the name ("Donald Trump Is Right") and a place ("Lamar Alexander of
    Tennessee"). The result is a part of `surface`; it is empty only if `surface` is.
    """
    name = _AFTER.sub("", surface.strip())
    for mark in ("'s", "’s"):
        name = name.removesuffix(mark)
    words = _trimmed(name).split(" ")
    folded = [fold(w.strip(EDGES)) for w in words]
    first, last = 0, len(words)
    while last - first > 1 and (
        folded[first] in _SMALL or (is_title(folded[first]) and not _given_here(folded, first, last))
    ):
        first += 1
    for index in range(first + 1, last - 2):  # "Navy Capt. Jeff Davis", "Vermont Sen. Bernie Sanders"
        if folded[index] in RANKS:
            first = index + 1
    while (
        last - first > (1 if "-" in folded[first] else 2)
        and role_gender(folded[first]) is not None
        and given_name(folded[first]) is None
    ):
        first += 1
    for index in range(first + 1, last):
        if folded[index] in _SMALL and (index > first + 1 or folded[index] not in ("of", "the")):
            last = index
            break
    return _trimmed(" ".join(words[first:last])) or surface


def _given_here(folded: Sequence[str], first: int, last: int) -> bool:
    """Return whether a possible title is a given name here: "Dean Smith", but not "Prince Harry"."""
    word = folded[first]
    return last - first == 2 and word not in RANKS and title_gender(word) == "" and given_name(word) in ("m", "f")


def _trimmed(name: str) -> str:
    """Return `name` without punctuation at its edges; the stop of "Jr." stays."""
    ends_short = name.endswith(".") and fold(name.rsplit(" ", 1)[-1]) in SUFFIXES
    return name.lstrip(EDGES).rstrip(EDGES) + ("." if ends_short else "")


def _nickname(name: str, match: re.Match[str]) -> bool:
    """Return whether a word is a nickname in quotation marks or brackets: Robert C. "Bobby" Scott."""
    return match.start() > 0 and name[match.start() - 1] in '"“«„(' and match.end() < len(name)
