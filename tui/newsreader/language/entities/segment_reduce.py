"""Sums and maxima of runs of rows, many runs at a time.

Imports numpy (0.1 s): import this inside the function that needs it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["reduced"]

Matrix = NDArray[np.float32]

_LONG = 32
"""Runs of more rows are few, and taken one at a time."""


def reduced(by: np.ufunc, table: Matrix, rows: NDArray[np.integer], opens: NDArray[np.integer]) -> Matrix:
    """What `by.reduceat(table[rows], opens)` gives, several times as fast where runs are short.

    `by` is `np.add` or the like; `opens` rises, and its first is 0. (`reduceat` goes through each run column by column;
    here the first rows of all runs are taken at once, then the second ones, and so on.)
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
