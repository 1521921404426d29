"""Find verbs of saying and sources outside quotes: "said" and "the mayor" in "said the mayor".

Two logistic models score each word by the words around it. They are trained on direct and indirect speech
(`assets/training/quote_speech_verbs.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

__all__ = ["Weights", "features", "mask_quotes", "probabilities"]

Weights = Mapping[str, Sequence[float]]
"""Map the name of a feature to its two weights (log odds): [of a source, of a verb]. "" holds the intercepts."""

QUOTE = "<quote>"
"""The placeholder for a quote."""

_EDGE = "<edge>"
_TYPOGRAPHY = str.maketrans("’‘–―", "''——")


def mask_quotes(
    lowered: Sequence[str], first: int, last: int, quotes: Sequence[tuple[int, int]]
) -> tuple[list[str], list[int]]:
    """Return the words of a paragraph, with one placeholder for each quote, and the index of each word's token.

    The paragraph is the tokens `[first, last)` of `lowered` (lower case). `quotes` are the spans inside quotation marks
    as tokens `[first, last)`, in reading order. The index of a placeholder is -1.
    """
    words: list[str] = []
    tokens: list[int] = []
    at = first
    for begin, end in quotes:
        words += lowered[at:begin]
        tokens += range(at, begin)
        words.append(QUOTE)
        tokens.append(-1)
        at = max(at, end)
    words += lowered[at:last]
    tokens += range(at, last)
    return [w.translate(_TYPOGRAPHY) for w in words], tokens


def features(words: Sequence[str], kinds: Sequence[str], at: int) -> list[str]:
    """Return the names of the features of the word at index `at`: the word, its kind, and its neighbours.

    The kind of a word is its letter shape with the entity class of its token, if it has one.
    """
    size = len(words)
    b2, b1 = words[at - 2] if at > 1 else _EDGE, words[at - 1] if at else _EDGE
    a1, a2 = words[at + 1] if at + 1 < size else _EDGE, words[at + 2] if at + 2 < size else _EDGE
    word, kind = words[at], kinds[at]
    before, after = kinds[at - 1] if at else _EDGE, kinds[at + 1] if at + 1 < size else _EDGE
    return [
        "0" + word,
        "k" + kind,
        "-1" + b1,
        "-2" + b2,
        "+1" + a1,
        "+2" + a2,
        f"-10{b1} {word}",
        f"+01{word} {a1}",
        f"-21{b2} {b1}",
        f"+12{a1} {a2}",
        f"k-1{kind} {b1}",
        f"k+1{kind} {a1}",
        f"k-2{kind} {before} {b2}",
        f"k+2{kind} {after} {a2}",
        f"K{before} {kind} {after}",
        f"3{b1} {kind} {a1}",
    ]


def probabilities(words: Sequence[str], kinds: Sequence[str], weights: Weights) -> list[tuple[float, float]]:
    """Return for each word its probabilities (0 to 1) of being in a source and in a verb of saying."""
    found: list[tuple[float, float]] = []
    constants = weights[""]
    for at in range(len(words)):
        if words[at] == QUOTE:
            found.append((0.0, 0.0))
            continue
        source, verb = constants
        for name in features(words, kinds, at):
            weight = weights.get(name)
            if weight is not None:
                source += weight[0]
                verb += weight[1]
        found.append((1.0 / (1.0 + exp(-source)), 1.0 / (1.0 + exp(-verb))))
    return found
