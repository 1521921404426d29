"""What came of asking a subscription. Light to import: answers travel between processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsreader.errors import NewsreaderError
    from newsreader.library.arriving import Delivery

__all__ = ["Answer"]


class Answer(NamedTuple):
    """What came of asking a subscription: what it has that is new, or why it could not be had.

    `left_out` has a sentence for each rule that has proved to be no use so far; `inside` tells that the feed is on this
    machine or in its own network.
    """

    feed: int
    delivery: Delivery | None = None
    refusal: NewsreaderError | None = None
    left_out: tuple[str, ...] = ()
    inside: bool = False
