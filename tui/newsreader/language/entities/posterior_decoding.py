"""Decode scores into labels: take the names with a probability over one half, for many sentences at a time.

Labels are in the BILOU scheme: "B-ORG" begins a name of several tokens, "I-ORG" is inside it, "L-ORG" is its last
token, "U-ORG" is a name of one token, and "O" is outside names. The probability of a sequence of labels is that of a
linear-chain conditional random field (Lafferty and others, 2001); the forward-backward algorithm sums it over all
sequences with the same name (Rabiner, 1989). Names over one half cannot overlap. The likeliest sequence, which the
Viterbi algorithm finds, would add uncertain names.

Imports numpy (0.1 s): import this module inside the function that needs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["decode", "follows"]

Ints = NDArray[np.int64]
Matrix = NDArray[np.float32]

_CERTAIN_LEAD = 6.0
"""If the score for "O" leads by more, no transition makes a name likely at the token."""
_AT_ONCE = 512
"""The number of stretches that are decoded together, to limit memory."""
_HOPELESS = -40.0
"""The least score of a label relative to the best one, so that no sequence has probability zero."""
_HALF = 0.5


def follows(before: str, after: str) -> bool:
    """Return whether the label `after` may directly follow `before`."""
    if before[0] in "BI":
        return after[0] in "IL" and after[2:] == before[2:]
    return after[0] in "OBU"


@lru_cache(maxsize=8)
def _allowed(labels: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.array([[follows(before, after) for after in labels] for before in labels])


def decode(scores: Matrix, transitions: Matrix, labels: Sequence[str], first: Ints, length: Ints) -> Ints:
    """Return the index of the label of each row of `scores`, which are log-odds.

    `transitions[i, j]` scores label j after i. Each stretch of `length[i]` rows from `first[i]` is decoded separately;
    the stretches cover all rows. `labels[0]` is "O". Rows that are certainly "O" are skipped.
    """
    count = len(scores)
    opens = np.zeros(count, bool)
    opens[first] = True
    closes = np.zeros(count, bool)
    closes[first + length - 1] = True
    unsure = scores[:, 0] - scores[:, 1:].max(axis=1) <= _CERTAIN_LEAD
    kept = unsure.copy()  # and the rows next to it
    kept[1:] |= unsure[:-1] & ~opens[1:]
    kept[:-1] |= unsure[1:] & ~opens[1:]
    begin = np.flatnonzero(kept & (opens | ~np.append(False, kept[:-1])))
    end = np.flatnonzero(kept & (closes | ~np.append(kept[1:], False))) + 1
    order = np.argsort(begin - end, kind="stable")
    steps = np.where(_allowed(tuple(labels)), np.exp(transitions), 0).astype(np.float32)
    best = np.zeros(count, np.int64)
    name_starts: list[Ints] = []
    for block in range(0, len(order), _AT_ONCE):
        chosen = order[block : block + _AT_ONCE]
        name_starts += _name_starts(scores, steps, labels, begin[chosen], end[chosen], best)
    found = np.zeros(count, np.int64)
    for row in np.concatenate(name_starts).tolist() if name_starts else ():
        last = row
        while labels[best[last]][0] in "BI":
            last += 1
        found[row : last + 1] = best[row : last + 1]
    return found


def _name_starts(
    scores: Matrix, steps: Matrix, labels: Sequence[str], begin: Ints, end: Ints, best: Ints
) -> Iterator[Ints]:
    """Yield the first rows of the names in the stretches `[begin, end)`, which are sorted from long to short.

    Writes the likeliest label of each row to `best`; the labels of a name are among them. Likelihoods are scaled in
    each row, or they would be too small for a float (Rabiner, 1989).
    """
    lengths = end - begin
    # The number of stretches longer than 0, 1, 2 ... rows; since they are sorted, these are the first ones.
    active = np.searchsorted(-lengths, -np.arange(int(lengths[0]))).tolist()
    edge = (steps[0] > 0).astype(np.float32)  # a label that may follow "O" may be first
    forward: list[Matrix] = []
    evidence: list[Matrix] = []
    for step, some in enumerate(active):
        now = scores.take(begin[:some] + step, axis=0)
        evidence.append(np.exp(np.maximum(now - now.max(axis=1, keepdims=True), _HOPELESS)))
        forward.append(_scaled(evidence[-1] * (forward[-1][:some] @ steps if step else edge)))

    continues = np.array([label[0] in "BI" for label in labels])
    begins = np.array([label[0] in "BU" for label in labels])
    closing = (steps[:, 0] > 0).astype(np.float32)  # a label that "O" may follow may be last
    after = np.zeros(0, np.int64)  # the labels of the next rows, in the stretches that continue
    rest = np.zeros(0, np.float32)  # the probability that a name continues from there to its end as in `best`
    backward = np.zeros((0, len(labels)), np.float32)
    for step in range(len(active) - 1, -1, -1):
        some, more = active[step], len(after)
        ahead = evidence[step + 1] * backward if more else backward
        onward = ahead @ steps.T
        backward = np.tile(closing, (some, 1))
        backward[:more] = _scaled(onward)
        likely = _scaled(forward[step] * backward)
        label = likely.argmax(axis=1)
        inside = np.flatnonzero(continues[label[:more]])
        here, then = label[inside], after[inside]
        continuation = np.ones(some, np.float32)
        continuation[inside] = steps[here, then] * ahead[inside, then] / onward[inside, here] * rest[inside]
        after, rest = label, continuation
        row = begin[:some] + step
        best[row] = label
        yield row[begins[label] & (likely[np.arange(some), label] * rest > _HALF)]


def _scaled(likely: NDArray[np.floating]) -> Matrix:
    """Return each row divided by its sum."""
    scaled: Matrix = (likely / likely.sum(axis=1, keepdims=True)).astype(np.float32, copy=False)
    return scaled
