"""Web addresses that stand in running text without markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from newsreader.intake.text.urls import LONGEST, web_address

if TYPE_CHECKING:
    from linkify_it import LinkifyIt

__all__ = ["BareLink", "find_links"]

_QUOTES = dict.fromkeys(map(ord, "“”„‟‘’«»…"), " ")
"""Quotation marks end an address: the library takes all but straight ones for a part of it."""

_TOO_LONG = re.compile(rf"\S{{{LONGEST + 1},}}")
"""Text without a blank. The library's time grows with the square of its length."""


class BareLink(NamedTuple):
    """An address in a text: the characters `[start, end)`, and the address itself."""

    start: int
    end: int
    url: str


def find_links(text: str) -> Iterator[BareLink]:
    """Yield the http and https addresses in `text`, without the punctuation and open brackets around them."""
    if "://" not in text:
        return
    words = _TOO_LONG.sub(lambda match: " " * len(match[0]), text.translate(_QUOTES))
    for match in _linkify().match(words) or ():
        if match.schema in ("http:", "https:") and (url := web_address(match.url)):
            yield BareLink(match.index, match.last_index, url)


@cache
def _linkify() -> LinkifyIt:
    from linkify_it import LinkifyIt  # takes 10 ms to load

    return LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
