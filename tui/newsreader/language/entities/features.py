"""Compute the features of the recogniser: the form of each word, and its use in the text as a whole.

Imports numpy (0.1 s): import this module inside the function that needs it.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "BUCKETS",
    "CONTEXTS",
    "FORMS",
    "WITHOUT_LETTERS",
    "Encoded",
    "encode",
    "form_features",
    "packed_features",
    "segments",
    "shape",
]

BUCKETS = 40_000
"""The number of values of a hashed feature."""
FORMS = 29
"""The most features of a word form."""
WITHOUT_LETTERS = (1, 9, 10, 11, 12)
"""The indexes of the features that do not reveal the word's letters: its shape and its cluster."""
CONTEXTS = 12
"""The number of features that depend on the place of a word."""
LONGEST_SEGMENT = 64
"""The most tokens that are labelled together; longer stretches are cut to keep time linear."""

_LONGEST_WORD = 24  # characters of a word that count
_DIGIT = re.compile(r"\d")
_SENTENCE_END = frozenset(".!?")
_OPENS_SENTENCE = frozenset('.!?:“"‘«•—-')  # a capital after one of these means little


@dataclass(frozen=True, slots=True)
class Encoded:
    """A stretch of text in numbers. Each line has one place for the line break, then one for each token.

    `types` are the distinct words, the line break first. At each place, `flat` is the index of the type, `form` that of
    the type without regard to capitals, and `context` has the features of the place. `places[i]` is the place of token
    i, `breaks[i]` says whether it begins a line, `stops[i]` whether it ends a sentence. `capitals` is the share of
    words that begin with a capital, 0 to 1.
    """

    types: list[str]
    flat: NDArray[np.int32]
    form: NDArray[np.int32]
    context: NDArray[np.float32]
    places: NDArray[np.int64]
    breaks: NDArray[np.bool_]
    stops: NDArray[np.bool_]
    capitals: float


def shape(word: str) -> str:
    """Return the pattern of capitals, lower-case letters and digits, at most two in a row: "COVID-19" is "XX-dd"."""
    signs: list[str] = []
    last, run = "", 0
    for character in word[:_LONGEST_WORD]:
        sign = "X" if character.isupper() else "x" if character.isalpha() else "d" if character.isdigit() else character
        run = run + 1 if sign == last else 1
        last = sign
        if run <= 2:
            signs.append(sign)
    return "".join(signs)


def form_features(word: str, cluster: int) -> list[int]:
    """Return the hashed features of a word form: of itself, its shape, its ends, its cluster and its letter triples.

    `cluster` is its path in a tree of clusters, the root at the lowest bit (see `gazetteer`). Each feature is below
    `BUCKETS`.
    """
    low = _DIGIT.sub("0", word.lower()[:_LONGEST_WORD])
    pattern = shape(word)
    short = pattern.replace("XX", "X").replace("xx", "x").replace("dd", "d")
    edged = f"^{low[:14]}$"
    names = ["w" + low, "s" + pattern, "p" + low[:2], "q" + low[:3], "r" + low[:4]]
    names += ["e" + low[-2:], "f" + low[-3:], "g" + low[-4:], "h" + low[-1:], "S" + short]
    names += [f"B{cluster}", f"C{cluster & 0xFF}", f"D{cluster & 0x1F}"]
    names += ["t" + edged[i : i + 3] for i in range(len(edged) - 2)]
    return [zlib.crc32(name.encode("utf-8", "surrogatepass")) % BUCKETS for name in names[:FORMS]]


@lru_cache(maxsize=65_536)
def packed_features(word: str, cluster: int) -> bytes:
    """Return `form_features` as packed integers of 16 bits, which are faster to join than lists."""
    return array("H", form_features(word, cluster)).tobytes()


_MARKS = 1, 2, 4, 8, 16
"""The bits for a word that begins with a letter (or "@" or "#"), that begins with a capital, that is in capitals, that
begins a sentence, and that ends one.
"""


@lru_cache(maxsize=65_536)
def _marks(word: str) -> int:
    first = word[0]
    letter, capital, upper, opens, stops = _MARKS
    return (
        (letter if first.isalpha() or first in "@#" else 0)
        | (capital if first.isupper() else 0)
        | (upper if len(word) > 1 and word.isupper() else 0)
        | (opens if word in _OPENS_SENTENCE else 0)
        | (stops if word in _SENTENCE_END else 0)
    )


def _indexes(words: Sequence[str], distinct: Sequence[str]) -> NDArray[np.int32]:
    """Return the index in `distinct` of each of `words`."""
    number = dict(zip(distinct, range(len(distinct)), strict=True))
    return np.fromiter(map(number.__getitem__, words), np.int32, len(words))


def encode(text: str, words: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> Encoded:
    """Return the tokens `words`, at least one, in numbers; token i is `text[starts[i]:ends[i]]`."""
    count = len(words)
    types = ["\n", *dict.fromkeys(words)]
    kinds = _indexes(words, types)
    lower = [word.lower() for word in types]
    distinct = list(dict.fromkeys(lower))
    forms = _indexes(lower, distinct)
    marks = np.fromiter(map(_marks, types), np.uint8, len(types))[kinds]
    letters, capital, upper, opens, stops = ((marks & bit).astype(bool) for bit in _MARKS)

    begin, end = np.array(starts), np.array(ends)
    newlines = [match.start() + starts[0] for match in re.finditer("\n", text[starts[0] : ends[-1]])]
    breaks = np.zeros(count, bool)
    breaks[0] = True
    breaks[np.searchsorted(begin, newlines)] = True
    line = np.cumsum(breaks) - 1
    lines = int(line[-1]) + 1
    places = np.arange(count) + line + 1

    first = breaks.copy()
    first[1:] |= opens[:-1]
    glued = np.zeros(count, bool)
    glued[1:] = begin[1:] == end[:-1]
    glues = np.zeros(count, bool)
    glues[:-1] = glued[1:]

    # The share of capitals in the line: a capital means little in a headline, nothing in a line all in capitals.
    line_letters = np.maximum(np.bincount(line, letters, lines), 1)
    line_capital = (np.bincount(line, letters & capital, lines) / line_letters)[line]
    line_upper = (np.bincount(line, upper, lines) / line_letters)[line]

    # The spelling of the word in other places of the text, where its capital is the writer's choice.
    form = forms[kinds]
    total = len(distinct)
    mentions = np.bincount(form, minlength=total)[form]
    free = ~first & (line_capital <= 0.7) & (line_upper <= 0.5)
    low = np.bincount(form, letters & ~capital & (line_upper < 0.5), total)[form]
    high = np.bincount(form, capital & free, total)[form]
    shouted = np.bincount(form, upper & (line_upper < 0.5), total)[form]

    capitals = float((letters & capital).sum() / max(1, int(letters.sum())))
    places_total = count + lines
    context = np.zeros((places_total, CONTEXTS), np.float32)
    context[places] = np.stack(
        [
            breaks,
            first,
            line_capital,
            line_upper,
            glued,
            glues,
            np.log1p(mentions) / 3,
            np.minimum(low, 3) / 3,
            np.minimum(high, 3) / 3,
            shouted / mentions,
            (low - high) / np.maximum(1, low + high),
            np.full(count, capitals),
        ],
        axis=1,
    )
    flat = np.zeros(places_total, np.int32)
    flat[places] = kinds
    return Encoded(types, flat, forms[flat], context, places, breaks, stops, capitals)


def segments(encoded: Encoded) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first token and the length of each stretch that is labelled separately: sentences, cut if long."""
    cut = encoded.breaks.copy()
    cut[1:] |= encoded.stops[:-1]
    first = np.flatnonzero(cut)
    length = np.diff(np.append(first, len(cut)))
    if length.max() > LONGEST_SEGMENT:
        pieces = -(-length // LONGEST_SEGMENT)
        offset = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        first = np.repeat(first, pieces) + offset * LONGEST_SEGMENT
        length = np.diff(np.append(first, len(cut)))
    return first, length
