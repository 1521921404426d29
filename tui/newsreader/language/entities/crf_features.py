"""Compute the hashed attributes of a token: of words, of pairs and triples of words, and of other mentions.

`crf` weighs them; `assets/training/entity_crf_trainer.py` learns the weights from the same attributes.

Imports numpy (0.1 s): import this module inside the function that needs it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from newsreader.language.entities.features import Encoded, shape

__all__ = [
    "CONTEXT",
    "EVERYWHERE",
    "JOINT",
    "LEXICAL",
    "LINE_BREAK",
    "MENTIONS",
    "NEAR",
    "OFFSETS",
    "WINDOW",
    "Hashes",
    "WordMentions",
    "around",
    "context_attributes",
    "joint_attributes",
    "mentions",
    "window_attributes",
    "word_attributes",
]

Hashes = NDArray[np.uint32]
"""Hashed attributes; 0 means none."""

(
    WORD,
    EXACT,
    SHAPE,
    PATTERN,
    PREFIX3,
    PREFIX4,
    SUFFIX2,
    SUFFIX3,
    SUFFIX4,
    FINE,
    COARSE,
    LISTS,
    KIND,
    IN_CLUSTER,
    ENDING,
    PATH,
    BRANCH,
    BOUGH,
) = range(18)
EVERYWHERE = 25
"""The number of attributes of a word without its context; the last seven are one for each list."""
LEXICAL = (WORD, EXACT, PREFIX3, PREFIX4, SUFFIX4, FINE)
"""The attributes that identify the word or nearly so; training hides them for words of few articles."""
LINE_BREAK = (WORD, SHAPE, PATTERN)
"""The attributes of the line break."""

_BITS = tuple(range(18, EVERYWHERE))
_NEIGHBOUR = (WORD, SHAPE, PATTERN, SUFFIX3, FINE, COARSE, LISTS, KIND, IN_CLUSTER, PATH, BRANCH, *_BITS)
_FURTHER = (WORD, PATTERN, COARSE, KIND, PATH, BRANCH)
_FURTHEST = (PATTERN, COARSE, BOUGH)
OFFSETS = (0, -1, 1, -2, 2, -3, 3)
"""The distances in tokens of the words in `WINDOW`."""
WINDOW = tuple(
    (offset, column)
    for offset in OFFSETS
    for column in (tuple(range(EVERYWHERE)), _NEIGHBOUR, _FURTHER, _FURTHEST)[abs(offset)]
)
"""The attributes of the words around a token that count for it: (distance in tokens, attribute)."""

JOINT: tuple[tuple[tuple[int, int], ...], ...] = (
    ((-1, WORD), (0, WORD)),
    ((0, WORD), (1, WORD)),
    ((-1, PATTERN), (0, PATTERN)),
    ((0, PATTERN), (1, PATTERN)),
    ((-1, PATTERN), (0, PATTERN), (1, PATTERN)),
    ((0, PATTERN), (1, PATTERN), (2, PATTERN)),
    ((-2, PATTERN), (-1, PATTERN), (0, PATTERN)),
    ((0, PATTERN), (-1, COARSE)),
    ((0, PATTERN), (1, COARSE)),
    ((-1, COARSE), (0, COARSE)),
    ((0, COARSE), (1, COARSE)),
    ((-1, WORD), (0, PATTERN)),
    ((0, PATTERN), (1, WORD)),
    ((-1, COARSE), (0, PATTERN), (1, COARSE)),
    ((-1, KIND), (0, KIND)),
    ((0, KIND), (1, KIND)),
    ((-1, PATH), (0, PATTERN)),
    ((0, PATTERN), (1, PATH)),
    ((-1, BRANCH), (0, BRANCH)),
    ((0, BRANCH), (1, BRANCH)),
)
"""Combinations that count only together, as (distance in tokens, attribute). The first two identify the word."""

CONTEXT = 7
"""The number of attributes of a token's place and of its spelling in the text."""

NEAR = ((-1, WORD), (-1, COARSE), (-1, KIND), (-1, PATH), (1, WORD), (1, COARSE), (1, KIND), (1, PATH))
"""The attributes of the neighbours of a word's other mentions, as (distance in tokens, attribute)."""
MENTIONS = 6
"""The number of mentions of a word that count: the first ones of the text."""

_DIGIT = re.compile(r"\d")
_STEP = np.uint32(0x9E3779B1)
_COLUMNS = [column for _, column in WINDOW]
_JOINED = sorted({column for parts in JOINT for _, column in parts})
_JOINT_REACH = max(abs(away) for parts in JOINT for away, _ in parts)
_JOINT_SEEDS = np.arange(77, 77 + len(JOINT), dtype=np.uint32)


def _joint_parts(number: int) -> tuple[list[int], NDArray[np.int64] | slice]:
    """Return the columns with part `number` of each combination in `JOINT`, and the indexes of these combinations.

    The columns are those of the words around a token, `_JOINED` for each distance.
    """
    joints = [joint for joint, parts in enumerate(JOINT) if number < len(parts)]
    chosen = [JOINT[joint][number] for joint in joints]
    columns = [(away + _JOINT_REACH) * len(_JOINED) + _JOINED.index(column) for away, column in chosen]
    return columns, slice(None) if len(joints) == len(JOINT) else np.array(joints)


_JOINT_PARTS = tuple(map(_joint_parts, range(max(map(len, JOINT)))))


@lru_cache(maxsize=65_536)
def word_attributes(word: str, path: int, fine: int, coarse: int, lists: int) -> bytes:
    """Return the attributes of a word form, as packed integers of 32 bits.

    `path` is its Brown cluster, `fine` and `coarse` are its clusters by word vectors (0 for none), `lists` has a bit
    for each list with the word.
    """
    low = _DIGIT.sub("0", word.lower()[:24])
    full = shape(word)
    pattern = full.replace("XX", "X").replace("xx", "x").replace("dd", "d")
    kind = pattern[:2] if pattern[:1] in ("X", "x", "d") else pattern[:1]
    names = ["w" + low, "W" + word[:24], "s" + full, "S" + pattern, "p" + low[:3], "q" + low[:4]]
    names += ["e" + low[-2:], "f" + low[-3:], "g" + low[-4:]]
    names += [f"c{fine}" if fine else "", f"m{coarse}" if coarse else ""]
    names += [f"l{lists}", f"L{lists}{kind}", f"z{pattern}{coarse}", f"y{pattern}{low[-3:]}"]
    names += [f"P{path}", f"Q{path & 0xFF}", f"R{path & 0x1F}"] if path else ["", "", ""]
    names += [f"b{bit}" if lists >> bit & 1 else "" for bit in range(7)]
    hashes = [zlib.crc32(name.encode("utf-8", "surrogatepass")) or 1 if name else 0 for name in names]
    return np.array(hashes, np.uint32).tobytes()


def _purposes(numbers: Iterable[int]) -> Hashes:
    return (np.array(list(numbers), np.uint64) * 0x85EBCA6B).astype(np.uint32)


_WINDOW_PURPOSES = _purposes(1000 + (offset + 3) * 64 + column for offset, column in WINDOW)
_CONTEXT_PURPOSES = _purposes(range(2000, 2000 + CONTEXT))
_JOINT_PURPOSES = _purposes(range(3000, 3000 + len(JOINT)))
_NEAR_PURPOSES = _purposes(range(4000, 4000 + len(NEAR)))


def _mixed(hashes: Hashes, purposes: Hashes) -> Hashes:
    """Return the attributes rehashed with the purpose of each column, so that each column has its own weights."""
    mixture = hashes ^ purposes
    mixture *= _STEP
    mixture ^= mixture >> np.uint32(15)
    mixture[mixture == 0] = 1
    mixture[hashes == 0] = 0
    return mixture


def around(encoded: Encoded, reach: int) -> NDArray[np.int32]:
    """Return for each token the types at distances from `-reach` to `reach`; the line break is beyond the ends."""
    padded = np.zeros(len(encoded.flat) + 2 * reach, np.int32)
    padded[reach : reach + len(encoded.flat)] = encoded.flat
    return sliding_window_view(padded, 2 * reach + 1)[encoded.places]


def window_attributes(words: Hashes) -> Hashes:
    """Return the attributes of each word, a row of `words`, for the tokens around it: a column for each of `WINDOW`."""
    return _mixed(words.take(_COLUMNS, axis=1), _WINDOW_PURPOSES)


def context_attributes(encoded: Encoded) -> Hashes:
    """Return the `CONTEXT` attributes of each token: its place in the line, and its spelling in the text."""
    c = encoded.context
    low = np.minimum(np.round(c[:, 7] * 3), 2).astype(np.int64)
    high = np.minimum(np.round(c[:, 8] * 3), 2).astype(np.int64)
    mentioned = np.minimum(np.round(np.expm1(c[:, 6] * 3)), 3).astype(np.int64)
    kinds = [0] + [1 + t[0].isupper() + (2 * (len(t) > 1 and t.isupper())) for t in encoded.types[1:]]
    kind = np.array(kinds)[encoded.flat]
    first = c[:, 1].astype(np.int64)
    capital = np.minimum((c[:, 2] * 4).astype(np.int64), 3)
    shouted = (c[:, 3] > 0.5).astype(np.int64)
    columns = (
        first + 2 * (low + 3 * high),
        mentioned + 4 * low,
        capital + 4 * shouted + 8 * first,
        (c[:, 9] * 3.99).astype(np.int64),
        (c[:, 4] + 2 * c[:, 5]).astype(np.int64),
    )
    here = np.stack([kind + 8 * column + 256 * number for number, column in enumerate(columns, 1)], axis=1)
    places = encoded.places
    neighbours = [here[np.clip(places + away, 0, len(kind) - 1), :1] for away in (-1, 1)]
    return _mixed(np.concatenate([here[places], *neighbours], axis=1).astype(np.uint32), _CONTEXT_PURPOSES)


def joint_attributes(encoded: Encoded, words: Hashes) -> Hashes:
    """Return the combined attributes of each token, a column for each of `JOINT`.

    `words` has a row for each type. A combination with a missing part is 0.
    """
    there = words.take(_JOINED, axis=1).take(around(encoded, _JOINT_REACH), axis=0).reshape(len(encoded.places), -1)
    found = np.empty((len(there), len(JOINT)), np.uint32)
    some = np.ones(found.shape, bool)
    found[:] = _JOINT_SEEDS
    for columns, joints in _JOINT_PARTS:
        part = there.take(columns, axis=1)
        some[:, joints] &= part != 0
        joint = (found[:, joints] * np.uint32(31) + part) * _STEP
        joint ^= joint >> np.uint32(13)
        found[:, joints] = joint
    found |= np.uint32(1)
    found[~some] = 0
    return _mixed(found, _JOINT_PURPOSES)


@dataclass(frozen=True, slots=True)
class WordMentions:
    """The capitalised words that occur more than once in a text, with the neighbours of their first `MENTIONS`.

    `places` are the places of all their mentions, `group` the number of the word at each. `first` says which are among
    the first mentions, and `near` has a row of `NEAR` attributes for each of these.
    """

    places: NDArray[np.int64]
    group: NDArray[np.int64]
    first: NDArray[np.bool_]
    near: Hashes


def mentions(encoded: Encoded, words: Hashes) -> WordMentions:
    """Return the mentions of capitalised words that occur more than once; `words` has a row for each type."""
    capital = np.array([False] + [t[0].isupper() for t in encoded.types[1:]])[encoded.flat]
    places = np.flatnonzero(capital)
    places = places[np.argsort(encoded.form[places], kind="stable")]
    form = encoded.form[places]
    sizes = np.bincount(form, minlength=1)
    rank = np.arange(len(form)) - (np.cumsum(sizes) - sizes)[form]
    many = sizes[form] > 1
    places, first = places[many], rank[many] < MENTIONS
    group = np.cumsum(rank[many] == 0) - 1
    flat, chosen = encoded.flat, places[first]
    before = flat.take(chosen - 1)  # every line begins with a place for the line break
    after = np.append(flat, 0).take(chosen + 1)
    near = [words[before if away < 0 else after, column] for away, column in NEAR]
    return WordMentions(places, group, first, _mixed(np.stack(near, axis=1), _NEAR_PURPOSES))
