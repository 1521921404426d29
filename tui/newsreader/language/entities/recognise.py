"""Find the mentions of people, organisations, places, peoples, products, dates and sums of money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsreader.language.document.document import Document
from newsreader.language.entities.date_entities import find_days
from newsreader.language.entities.label_agreement import HEADS, MAY_CHANGE, Name, agree
from newsreader.language.entities.money_entities import find_amounts
from newsreader.language.resources.name_forms import SUFFIXES
from newsreader.language.resources.person_lexicon import fold

__all__ = ["Mention", "find"]

_BLOCK = 4096
"""The most tokens that are labelled as one text, to limit memory; few articles are longer."""
_LONGEST = 160
"""The most characters of a name."""
_SCORE_SCALE = 2 / 3
"""The factor that makes a mean of two scores, one of which has half its size: their sum is overconfident."""

_FOREIGN_LEAD = 4.0
"""The lead (in log-odds for each token) that a name needs in a text that is not in English."""

_LEAST_CAPITALS = 0.03
"""In a text with at least this share of capitalised words, names of people, organisations and places have a capital."""
_CAPITALISED = frozenset(("PERSON", "ORG", "LOC", "FAC"))
_TITLES = frozenset(("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Dr", "Dr."))
"""A single letter is a name only after one of these, not in "press J"."""
_LAST_YEAR = 2200
"""The last number that counts as a year, not "3000 teachers": the training articles have no later one."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, the characters `[start, end)`, with its label (see `Entity.label`)."""

    start: int
    end: int
    label: str


def find(document: Document) -> list[Mention]:
    """Return the mentions in `document`, in reading order and without overlap.

    A mention excludes an article before it, a possessive after it and the title of a person: "Putin" in "Mr Putin's".
    Takes any text, in time linear in its length.
    """
    names: list[Name] = []
    for first, last in _blocks(document):
        names.extend(_names(document, first, last))
    starts, ends = document.starts, document.ends
    found: list[Mention] = []
    for first, last, label in agree(document.words, names):
        for begin, end in _split_people(document.words, first, last) if label == "PERSON" else [(first, last)]:
            found.append(Mention(*_balance_brackets(document.text, starts[begin], ends[end - 1]), label))
    found = _merge_certain(found, [Mention(start, end, "DATE") for start, end in find_days(document.text)])
    return _merge_certain(found, [Mention(start, end, "MONEY") for start, end in find_amounts(document.text)])


def _split_people(words: Sequence[str], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the tokens `[first, last)` of one person, or of each person between commas; "Robert Downey, Jr." is one."""
    begin = first
    for at in range(first + 1, last - 1):
        if words[at] == "," and words[at + 1][0].isupper() and fold(words[at + 1]) not in SUFFIXES:
            if at > begin:
                yield begin, at
            begin = at + 1
    yield begin, last


def _balance_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the mention `[start, end)` with the whole of a bracket or without it: "Act (Act 992)", "Tebboune".

    A bracket that closes right after the mention is included. A bracket that opened before the mention is left out with
    the words in it, as in "President (Abdelmadjid) Tebboune".
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


def _merge_certain(found: list[Mention], certain: list[Mention]) -> list[Mention]:
    """Merge `found` with the mentions `certain`, which replace those that overlap them without containing them."""
    merged: list[Mention] = []
    at = 0
    for mention in found:
        while at < len(certain) and certain[at].end <= mention.start:
            merged.append(certain[at])
            at += 1
        if at == len(certain) or mention.end <= certain[at].start:
            merged.append(mention)
        elif mention.start <= certain[at].start and certain[at].end <= mention.end:
            merged.append(mention)
            while at < len(certain) and certain[at].end <= mention.end:
                at += 1
    return merged + certain[at:]


def _blocks(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the tokens in stretches `[first, last)` of at most `_BLOCK`, cut at the end of a line if possible."""
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
    """Yield the names that the network and the random field together find in the tokens `[first, last)`."""
    # numpy, and 8 MB of model
    from newsreader.language.entities import crf
    from newsreader.language.entities import network as entity_network
    from newsreader.language.entities.features import encode, segments
    from newsreader.language.entities.posterior_decoding import decode

    words, starts, ends = document.words[first:last], document.starts[first:last], document.ends[first:last]
    encoded = encode(document.text, words, starts, ends)
    network, field = entity_network.load(), crf.load()
    scores = _SCORE_SCALE * (network.scores(encoded) + field.scores(encoded))
    if not document.english:
        scores[:, 0] += _FOREIGN_LEAD  # the label "O"
    transitions = _SCORE_SCALE * (network.transitions + field.transitions)
    best = decode(scores, transitions, network.labels, *segments(encoded))
    writes_capitals = encoded.capitals >= _LEAST_CAPITALS
    begin = 0
    for index in best.nonzero()[0].tolist():
        label = network.labels[best[index]]
        if label[0] in "BU":
            begin = index
        if label[0] in "LU":
            name, kind = words[begin : index + 1], label[2:]
            if kind in MAY_CHANGE and name[-1] not in HEADS and network.gazetteer.is_full_name(name):
                kind = "PERSON"
            written = document.text[starts[begin] : ends[index]]
            if _is_plausible(written, kind, words[begin - 1] if begin else "", writes_capitals):
                yield first + begin, first + index + 1, kind


def _is_plausible(name: str, kind: str, before: str, writes_capitals: bool) -> bool:
    """Return whether `name` can have the label `kind` after the word `before`.

    `writes_capitals` says whether names have capitals in this text.
    """
    if len(name) > _LONGEST or not any(map(str.isalnum, name)):
        return False
    if writes_capitals and kind in _CAPITALISED and name.islower():
        return False
    if len(name) == 1:
        return before in _TITLES
    words = name.split()
    if kind == "DATE" and all(word.isdecimal() for word in words):
        return all(len(word) == len("2026") and int(word) <= _LAST_YEAR for word in words)
    # Of 12,394 names of several words in the training articles, one has a single letter as its only capital.
    capitals = [word for word in words if not word.islower() and word[0].isalpha()]
    return len(words) == 1 or not capitals or any(len(word) > 1 for word in capitals)
