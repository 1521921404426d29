"""Compute sums and maxima of runs of rows, for many runs at a time.

Imports numpy (0.1 s): import this module inside the function that needs it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["segment_reduce"]

Matrix = NDArray[np.float32]

_LONG = 32
"""Longer runs are rare and reduced one at a time."""


def segment_reduce(by: np.ufunc, table: Matrix, rows: NDArray[np.integer], opens: NDArray[np.integer]) -> Matrix:
    """Return `by.reduceat(table[rows], opens)`, several times as fast if runs are short.

    `by` is a binary function such as `np.add`; `opens` has the first index of each run, ascending from 0. `reduceat`
    reduces each run column by column; this function takes the first rows of all runs at once, then the second rows, and
    so on.
    """
    sizes = np.diff(opens, append=len(rows))
    order = np.argsort(-sizes, kind="stable")
    sizes, begins = sizes[order], opens[order]
    found = table.take(rows.take(begins), axis=0)
    long = int(np.searchsorted(-sizes, -_LONG))
    for run in range(long):
        found[run] = by.reduce(table[rows[begins[run] : begins[run] + sizes[run]]], axis=0)
    longest = int(sizes[long]) if long < len(sizes) else 0
    for step, last in enumerate(np.searchsorted(-sizes, -np.arange(1, longest)).tolist(), 1):
        some = found[long:last]
        by(some, table.take(rows.take(begins[long:last] + step), axis=0), out=some)
    result = np.empty_like(found)
    result[order] = found
    return result
