"""From scores to labels: the best sequence that makes whole names (Viterbi), many sentences at a time.

Labels are in the BILOU scheme: "B-ORG" begins a name of several tokens, "I-ORG" is inside it, "L-ORG" is its last,
"U-ORG" is a name of one token, "O" is no name.

Imports numpy (0.1 s): import this inside the function that needs it.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    steps = transitions + np.array([[0 if follows(a, b) else _NEVER for b in labels] for a in labels], np.float32)
    opening = np.array([0 if label[0] in "OBU" else _NEVER for label in labels], np.float32)
    closing = np.array([0 if label[0] in "OLU" else _NEVER for label in labels], np.float32)

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
        _viterbi(scores, steps.T.copy(), opening, closing, begin[chosen], end[chosen], best)
    return best


def _viterbi(
    scores: Matrix,
    into: Matrix,
    opening: Matrix,
    closing: Matrix,
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    best: NDArray[np.int64],
) -> None:
    """Write the labels of the stretches `[begin, end)`, longest first, to `best`; `into[j, i]` scores j after i."""
    lengths = end - begin
    reached = scores[begin] + opening
    came_from: list[NDArray[np.int64]] = []
    for step in range(1, int(lengths[0])):
        active = int(np.searchsorted(-lengths, -step))  # stretches longer than `step`
        ways = reached[:active, None, :] + into
        source = ways.argmax(axis=2)
        came_from.append(source)
        reached[:active] = np.take_along_axis(ways, source[:, :, None], axis=2)[:, :, 0] + scores[begin[:active] + step]
    label = (reached + closing).argmax(axis=1)
    best[end - 1] = label
    for step in range(len(came_from), 0, -1):
        active = len(came_from[step - 1])
        label[:active] = came_from[step - 1][np.arange(active), label[:active]]
        best[begin[:active] + step - 1] = label[:active]
