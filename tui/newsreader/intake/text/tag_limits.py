"""Limit the tags of a document, and the attributes of a tag, before a parser reads it.

The parser compares each attribute of a tag with all before it, and the extraction visits each element several times.
Without limits, a file of one megabyte takes minutes.
"""

from __future__ import annotations

import re
from itertools import islice

__all__ = ["MOST_ATTRIBUTES", "MOST_TAGS", "limit_tags"]

MOST_ATTRIBUTES = 200
"""Attributes of one tag that are kept."""

MOST_TAGS = 200_000
"""Tags of one document that are kept. A page with more is a table or a log."""

_HARMLESS = 10_000
"""Shorter markup has no tag with too many attributes to matter."""

_LONG_TAG = 3 * MOST_ATTRIBUTES
"""A tag with more attributes than are kept has more characters than this."""

# Possessive throughout, and an open part reaches to the end: each character is read only a few times.
_VALUE = r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?"""
_ATTRIBUTE = re.compile(rf"""(?<![\s/])[\s/]*+(?:[^\s/>=]++|=[^\s/>=]*+)(?:\s*+{_VALUE})?""")
_TAG = re.compile(
    r"<!--(?:.*?-->|.*)"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b(?:.*?</(?P=raw)|.*)"
    rf"|<(?P<name>[a-z][^\s/>]*+)(?P<attributes>(?:[^>=]++|{_VALUE})*+)",
    re.I | re.S,
)
_ANY_TAG = re.compile(r"<[^<>]*>?")


def limit_tags(markup: str) -> str:
    """Return the markup with at most MOST_ATTRIBUTES on each tag, and at most MOST_TAGS tags.

    The words after the last tag stay. Time is linear in the length. Markup within the limits is returned unchanged.
    """
    if markup.count("<") > MOST_TAGS:
        last = next(islice(re.finditer("<", markup), MOST_TAGS, None)).start()
        markup = markup[:last] + _ANY_TAG.sub(" ", markup[last:])
    if len(markup) < _HARMLESS or not _has_long_tag(markup):
        return markup
    return _TAG.sub(_shortened, markup)


def _has_long_tag(markup: str) -> bool:
    return any(
        (attributes := match["attributes"]) is not None and len(attributes) > _LONG_TAG
        for match in _TAG.finditer(markup)
    )


def _shortened(match: re.Match[str]) -> str:
    attributes = match["attributes"]
    if attributes is None or len(attributes) <= _LONG_TAG:
        return match[0]
    kept = [one[0] for one in islice(_ATTRIBUTE.finditer(attributes), MOST_ATTRIBUTES + 1)]
    return match[0] if len(kept) <= MOST_ATTRIBUTES else f"<{match['name']}{''.join(kept[:MOST_ATTRIBUTES])}"
