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
    """Which label may follow which, by their numbers.

    `never` is added to the transitions to rule the others out, `opening` and `closing` to the first and last scores.
    After one of `outside` ("O" and the ends of names) comes one of `begins` ("O" and the beginnings of names); after
    `inside[0][c]` or `inside[1][c]`, "B" and "I" of class c, comes `rest[0][c]` or `rest[1][c]`, "I" and "L" of it.
    """

    never: Matrix
    opening: Matrix
    closing: Matrix
    outside: NDArray[np.int64]
    begins: NDArray[np.int64]
    inside: NDArray[np.int64]
    rest: NDArray[np.int64]

    def best_ways(self, reached: Matrix, steps: Matrix) -> Matrix:
        """The best score of each label (a row each) after those in `reached`, one column a stretch."""
        outside, begins, inside, rest = self.outside, self.begins, self.inside, self.rest
        found = np.empty_like(reached)
        found[begins] = (reached[outside][:, None] + steps[outside[:, None], begins][:, :, None]).max(axis=0)
        found[rest] = (reached[inside][:, None] + steps[inside[:, None], rest][..., None]).max(axis=0)
        return found


@lru_cache(maxsize=8)
def _scheme(labels: tuple[str, ...]) -> _Scheme:
    def those(signs: str) -> NDArray[np.int64]:
        return np.array([number for number, label in enumerate(labels) if label[0] in signs])

    def ruled_out(signs: str) -> Matrix:
        return np.array([0 if label[0] in signs else _NEVER for label in labels], np.float32)

    kinds = [label[2:] for label in labels if label[0] == "B"]
    inside, rest = (np.array([[labels.index(f"{s}-{k}") for k in kinds] for s in signs]) for signs in ("BI", "IL"))
    never = np.array([[0 if follows(a, b) else _NEVER for b in labels] for a in labels], np.float32)
    return _Scheme(never, ruled_out("OBU"), ruled_out("OLU"), those("OLU"), those("OBU"), inside, rest)


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
    steps = transitions + scheme.never
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
        _viterbi(scores, steps, scheme, begin[chosen], end[chosen], best)
    return best


def _viterbi(
    scores: Matrix,
    steps: Matrix,
    scheme: _Scheme,
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    best: NDArray[np.int64],
) -> None:
    """Write the labels of the stretches `[begin, end)`, longest first, to `best`; `steps[i, j]` scores j after i."""
    lengths = end - begin
    longest = int(lengths[0])
    # How many stretches are longer than 0, 1, 2 ... tokens: they are the first so many.
    active = np.searchsorted(-lengths, -np.arange(longest)).tolist()
    last = np.empty((scores.shape[1], len(begin)), np.float32)
    reached: list[Matrix] = []
    for step in range(longest):
        now = scores[begin[: active[step]] + step].T
        now = now + (scheme.best_ways(reached[-1][:, : active[step]], steps) if step else scheme.opening[:, None])
        last[:, : active[step]] = now
        reached.append(now)
    label = (last + scheme.closing[:, None]).argmax(axis=0)
    best[end - 1] = label
    into = steps.T.copy()
    for step in range(longest - 1, 0, -1):
        some = active[step]
        label[:some] = (reached[step - 1][:, :some].T + into[label[:some]]).argmax(axis=1)
        best[begin[:some] + step - 1] = label[:some]
