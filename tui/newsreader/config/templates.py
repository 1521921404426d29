"""Templates of what is copied: words with fields such as {title} in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

__all__ = ["FIELDS", "fields_in", "filled"]

FIELDS = (
    "title", "byline", "source", "date", "link", "summary", "quotes", "quote", "names", "text", "markdown",
)  # fmt: skip
"""What can stand in a template, in braces. Braces around anything that is no word are just braces."""

_FIELD = re.compile(r"\{([a-z_]+)\}")


def fields_in(template: str) -> list[str]:
    """The fields that stand in `template`, known or not, in order, each once."""
    return list(dict.fromkeys(_FIELD.findall(template)))


def filled(template: str, values: Mapping[str, Callable[[], str]]) -> str:
    """`template` with each field in its place; values are only worked out where they are asked for.

    What a value holds is not looked into again: braces in an article are the article's. Lines that held nothing but
    fields without a value go. Raises KeyError for a field that is not in `values`.
    """
    lines = []
    for line in template.splitlines():
        done = _FIELD.sub(lambda field: values[field[1]](), line)
        if done.strip() or not _FIELD.search(line):
            lines.append(done)
    return "\n".join(lines).strip("\n")
