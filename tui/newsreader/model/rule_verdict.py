"""The verdict of the reader's rules on an article: the refresh makes it and the library stores it."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["NO_VERDICT", "Verdict"]


class Verdict(NamedTuple):
    """The actions that the rules give for one article, and the tags that they add."""

    muted: bool = False
    starred: bool = False
    read: bool = False
    tags: tuple[str, ...] = ()


NO_VERDICT = Verdict()
"""Shared by all articles that no rule matches."""
