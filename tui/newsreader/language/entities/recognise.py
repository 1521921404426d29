"""Mentions of people, organisations, places, peoples, products, dates and sums of money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsreader.language.document.document import Document
from newsreader.language.entities.date_entities import days
from newsreader.language.entities.label_agreement import HEADS, MAY_CHANGE, Name, agree
from newsreader.language.entities.money_entities import amounts
from newsreader.language.resources.name_forms import SUFFIXES
from newsreader.language.resources.person_lexicon import fold

__all__ = ["Mention", "find"]

_BLOCK = 4096
"""The most tokens that are looked at as one text, which bounds memory; few articles are longer."""
_LONGEST = 160
"""The most characters of a mention; what is longer is no name."""
_MEAN = 2 / 3
"""Makes a mean of the sum of two models' scores, of which one comes at half its size: the sum is too sure of itself."""

_CERTAIN = 4.0
"""By how much more (in log odds, a token) a name must be likelier than none in a text that is not in English."""

_CAPITALS = 0.03
"""Where at least this share of the words has capitals, a person, body or place without one is none ("us")."""
_CAPITALISED = frozenset(("PERSON", "ORG", "LOC", "FAC"))
_TITLES = frozenset(("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Dr", "Dr."))
"""A single letter ("press J") is a name only after one of these."""
_LAST_YEAR = 2200
"""A greater number ("3000 teachers") is no year: no annotator of the training articles has taken one for it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in the text, `[start, end)`, with its class (see `Entity.label`)."""

    start: int
    end: int
    label: str


def find(document: Document) -> list[Mention]:
    """The mentions in `document`, in reading order, not overlapping.

    A mention has no article before it and no possessive after it, and a person no title: "Mr" is not part of
    "Mr Putin". Takes any text; time is linear in its length.
    """
    names: list[Name] = []
    for first, last in _blocks(document):
        names.extend(_names(document, first, last))
    starts, ends = document.starts, document.ends
    found: list[Mention] = []
    for first, last, label in agree(document.words, names):
        for begin, end in _people(document.words, first, last) if label == "PERSON" else [(first, last)]:
            found.append(Mention(*_mended(document.text, starts[begin], ends[end - 1]), label))
    found = _with_sure(found, [Mention(start, end, "DATE") for start, end in days(document.text)])
    return _with_sure(found, [Mention(start, end, "MONEY") for start, end in amounts(document.text)])


def _people(words: Sequence[str], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The tokens `[first, last)` of a person, or of each of several between commas: not "Robert Downey, Jr."."""
    begin = first
    for at in range(first + 1, last - 1):
        if words[at] == "," and words[at + 1][0].isupper() and fold(words[at + 1]) not in SUFFIXES:
            if at > begin:
                yield begin, at
            begin = at + 1
    yield begin, last


def _mended(text: str, start: int, end: int) -> tuple[int, int]:
    """The mention `[start, end)` with all of a bracket or nothing of it: "Act (Act 992)", "Tebboune".

    A bracket that ends right after the mention belongs to it. What stands before one that began before the mention, as
    in "President (Abdelmadjid) Tebboune", does not.
    """
    for opening, closing in ("()", "[]"):
        missing = text.count(opening, start, end) - text.count(closing, start, end)
        if missing == 1 and text.startswith(closing, end):
            end += 1
        elif missing > 0 and (cut := len(text[start : text.rfind(opening, start, end)].rstrip())):
            end = start + cut
        elif missing < 0:
            rest = text[text.rfind(closing, start, end) + 1 : end].lstrip()
            if any(map(str.isalpha, rest)):
                start = end - len(rest)
    return start, end


def _with_sure(found: list[Mention], sure: list[Mention]) -> list[Mention]:
    """The mentions with those that their form gives away: they go before what overlaps but holds no more."""
    merged: list[Mention] = []
    at = 0
    for mention in found:
        while at < len(sure) and sure[at].end <= mention.start:
            merged.append(sure[at])
            at += 1
        if at == len(sure) or mention.end <= sure[at].start:
            merged.append(mention)
        elif mention.start <= sure[at].start and sure[at].end <= mention.end:
            merged.append(mention)
            while at < len(sure) and sure[at].end <= mention.end:
                at += 1
    return merged + sure[at:]


def _blocks(document: Document) -> Iterator[tuple[int, int]]:
    """The tokens `[first, last)` in stretches of at most `_BLOCK`, cut at the end of a line where there is one."""
    count = len(document.words)
    first = 0
    while count - first > _BLOCK:
        last = first + _BLOCK
        for index in range(last, first + _BLOCK // 2, -1):
            if "\n" in document.text[document.ends[index - 1] : document.starts[index]]:
                last = index
                break
        yield first, last
        first = last
    if first < count:
        yield first, count


def _names(document: Document, first: int, last: int) -> Iterator[Name]:
    """What the network and the chain together find in the tokens `[first, last)`."""
    # numpy, and 8 MB of model
    from newsreader.language.entities import crf
    from newsreader.language.entities import network as entity_network
    from newsreader.language.entities.features import encode, segments
    from newsreader.language.entities.viterbi import decode

    words, starts, ends = document.words[first:last], document.starts[first:last], document.ends[first:last]
    encoded = encode(document.text, words, starts, ends)
    network, chain = entity_network.load(), crf.load()
    scores = _MEAN * (network.scores(encoded) + chain.scores(encoded))
    if not document.english:
        scores[:, 0] += _CERTAIN  # the label "O"
    transitions = _MEAN * (network.transitions + chain.transitions)
    best = decode(scores, transitions, network.labels, *segments(encoded))
    writes_capitals = encoded.capitals >= _CAPITALS
    begin = 0
    for index in best.nonzero()[0].tolist():
        label = network.labels[best[index]]
        if label[0] in "BU":
            begin = index
        if label[0] in "LU":
            name, kind = words[begin : index + 1], label[2:]
            if kind in MAY_CHANGE and name[-1] not in HEADS and network.lexicon.is_full_name(name):
                kind = "PERSON"
            written = document.text[starts[begin] : ends[index]]
            if _may_be(written, kind, words[begin - 1] if begin else "", writes_capitals):
                yield first + begin, first + index + 1, kind


def _may_be(name: str, kind: str, before: str, writes_capitals: bool) -> bool:
    """Whether `name` can be one of its class after the word `before`, in a text that has capitals or has not."""
    if len(name) > _LONGEST or not any(map(str.isalnum, name)):
        return False
    if writes_capitals and kind in _CAPITALISED and name.islower():
        return False
    if len(name) == 1:
        return before in _TITLES
    words = name.split()
    if kind == "DATE" and all(word.isdecimal() for word in words):
        return all(len(word) == len("2026") and int(word) <= _LAST_YEAR for word in words)
    # Of names of several words, one of 12,394 in the training articles has no capital but a letter by itself.
    capitals = [word for word in words if not word.islower() and word[0].isalpha()]
    return len(words) == 1 or not capitals or any(len(word) > 1 for word in capitals)
