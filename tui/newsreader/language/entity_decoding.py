"""From scores to labels: the best sequence that makes whole names (Viterbi), many sentences at a time.

Labels are in the BILOU scheme: "B-ORG" begins a name of several tokens, "I-ORG" is inside it, "L-ORG" is its last,
"U-ORG" is a name of one token, "O" is no name.

Imports numpy (0.1 s): import this inside the function that needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["decode", "follows"]

Matrix = NDArray[np.float32]

_SURE = 8.0  # a token whose score for "O" leads by more cannot be won over by any transition
_AT_ONCE = 512  # stretches decoded together, which bounds memory
_NEVER = np.float32(-1e4)


def follows(before: str, after: str) -> bool:
    """Whether the label `after` may stand right after `before`."""
    if before[0] in "BI":
        return after[0] in "IL" and after[2:] == before[2:]
    return after[0] in "OBU"


@dataclass(frozen=True, slots=True)
class _Scheme:
    """The labels in an order in which those that may follow each other lie together.

    `order` has "O", then the "U-" of all classes, then their "L-", "B-" and "I-". After those of the first three
    groups come "O", "U-" and "B-"; after "B-" and "I-" comes "L-" or "I-" of the same class. `never` is added to the
    transitions to rule out all others.
    """

    order: NDArray[np.int64]
    never: Matrix

    @property
    def classes(self) -> int:
        return len(self.order) // 4


@lru_cache(maxsize=8)
def _scheme(labels: tuple[str, ...]) -> _Scheme:
    kinds = [label[2:] for label in labels if label[0] == "U"]
    order = [0] + [labels.index(f"{sign}-{kind}") for sign in "ULBI" for kind in kinds]
    never = [[0 if follows(labels[a], labels[b]) else _NEVER for b in order] for a in order]
    return _Scheme(np.array(order), np.array(never, np.float32))


def decode(
    scores: Matrix,
    transitions: Matrix,
    labels: Sequence[str],
    first: NDArray[np.int64],
    length: NDArray[np.int64],
) -> NDArray[np.int64]:
    """The number of the label of each row of `scores`.

    The best sequence is found for each stretch of `length[i]` rows from `first[i]` by itself; the stretches cover
    all rows. `labels[0]` is "O". Rows that are surely "O" are skipped, which changes nothing but the time.
    """
    count = len(scores)
    scheme = _scheme(tuple(labels))
    steps = transitions[scheme.order[:, None], scheme.order] + scheme.never
    by_label = scores.T.take(scheme.order, axis=0)

    opens = np.zeros(count, bool)
    opens[first] = True
    closes = np.zeros(count, bool)
    closes[first + length - 1] = True
    open_question = scores[:, 0] - scores[:, 1:].max(axis=1) <= _SURE
    kept = open_question.copy()
    kept[1:] |= open_question[:-1] & ~opens[1:]
    kept[:-1] |= open_question[1:] & ~opens[1:]
    begin = np.flatnonzero(kept & (opens | ~np.append(False, kept[:-1])))
    end = np.flatnonzero(kept & (closes | ~np.append(kept[1:], False))) + 1
    order = np.argsort(begin - end, kind="stable")
    best = np.zeros(count, np.int64)
    for block in range(0, len(order), _AT_ONCE):
        chosen = order[block : block + _AT_ONCE]
        _viterbi(by_label, steps, scheme.classes, begin[chosen], end[chosen], best)
    return scheme.order.take(best)


def _viterbi(
    scores: Matrix,
    steps: Matrix,
    classes: int,
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    best: NDArray[np.int64],
) -> None:
    """Write the labels of the stretches `[begin, end)`, longest first, to `best`; `steps[i, j]` scores j after i.

    Labels, the rows of `scores`, are in the order of `_Scheme`.
    """
    alone, outside, first = 1 + classes, 1 + 2 * classes, 1 + 3 * classes  # where "L-", "B-" and "I-" begin
    starting = np.r_[:alone, outside:first]
    start = steps[:outside, starting, None]
    inner, same = [[outside], [first]], np.arange(classes)
    rest = steps[np.add.outer(inner, same), np.add.outer([alone, first], same)][..., None]

    lengths = end - begin
    # How many stretches are longer than 0, 1, 2 ... tokens: they are the first so many.
    active = np.searchsorted(-lengths, -np.arange(int(lengths[0]))).tolist()
    reached = [scores.take(begin, axis=1)]
    reached[0][alone:outside] = reached[0][first:] = _NEVER
    last = reached[0].copy()
    for step, some in enumerate(active[1:], 1):
        before, now = reached[-1][:, :some], scores.take(begin[:some] + step, axis=1)
        fresh = (before[:outside, None] + start).max(axis=0)
        now[:alone] += fresh[:alone]
        now[outside:first] += fresh[alone:]
        inside = before[outside:].reshape(2, 1, classes, some) + rest
        within = np.maximum(inside[0], inside[1])
        now[alone:outside] += within[0]
        now[first:] += within[1]
        last[:, :some] = now
        reached.append(now)
    last[outside:] = _NEVER
    label = last.argmax(axis=0)
    best[end - 1] = label
    into = steps.T.copy()
    for step in range(len(active) - 1, 0, -1):
        some = active[step]
        label[:some] = (reached[step - 1][:, :some].T + into.take(label[:some], axis=0)).argmax(axis=1)
        best[begin[:some] + step - 1] = label[:some]
