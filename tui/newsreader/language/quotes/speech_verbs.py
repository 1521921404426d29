"""How likely each word outside quotes is to say who spoke ("said [the mayor]"), or to be the verb of it ("[said]").

Two logistic models over the words around each one, trained on direct and indirect speech alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

__all__ = ["Weights", "features", "likelihoods", "outside"]

Weights = Mapping[str, Sequence[float]]
"""By the name of a feature, what it adds to the log odds: [of a source, of a verb]; "" names the constants."""

QUOTE = "<quote>"
"""What stands for a quoted stretch."""

_EDGE = "<edge>"
_ALIKE = str.maketrans("’‘–―", "''——")


def outside(
    lowered: Sequence[str], first: int, last: int, quotes: Sequence[tuple[int, int]]
) -> tuple[list[str], list[int]]:
    """The words of a paragraph, tokens `[first, last)` in lower case, with one word for each quoted stretch.

    `quotes` are the stretches inside quotation marks as tokens `[first, last)`, in reading order. Also returns the
    token that each word is, -1 for a quoted stretch.
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
    return [w.translate(_ALIKE) for w in words], tokens


def features(words: Sequence[str], kinds: Sequence[str], at: int) -> list[str]:
    """The names of what is seen of the word at `at` and of those around it.

    `kinds` says of each word how it is written and, if it belongs to a name, of what.
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


def likelihoods(words: Sequence[str], kinds: Sequence[str], weights: Weights) -> list[tuple[float, float]]:
    """For each word how likely it is part of a source, and of a verb of saying (0 to 1)."""
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
