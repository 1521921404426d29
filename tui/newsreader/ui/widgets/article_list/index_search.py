"""Find ids in long lists."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["place_of"]

_NEAR = 256


def place_of(ids: Sequence[int], wanted: Sequence[int], near: int) -> int | None:
    """Return the index in `ids` of the first of `wanted` that is in there, or None.

    Searches around the index `near` first, because lists change little, then everywhere, in one pass for all of
    `wanted`.
    """
    first = max(near - _NEAR, 0)
    around = {article_id: first + at for at, article_id in enumerate(ids[first : near + _NEAR])}
    if wanted and wanted[0] in around:
        return around[wanted[0]]
    there = set(wanted).intersection(ids)
    for article_id in wanted:
        if article_id in there:
            return ids.index(article_id)
    return None
