"""Templates for copying: words with fields such as {title} in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

__all__ = ["FIELDS", "fields_in", "filled"]

FIELDS = (
    "title", "byline", "source", "date", "link", "summary", "quotes", "quote", "names", "text", "markdown",
)  # fmt: skip
"""The fields of a template, which stand in braces. Braces around anything but a word are just braces."""

_FIELD = re.compile(r"\{([a-z_]+)\}")


def fields_in(template: str) -> list[str]:
    """Return the fields in `template`, known or not, in order, each once."""
    return list(dict.fromkeys(_FIELD.findall(template)))


def filled(template: str, values: Mapping[str, Callable[[], str]]) -> str:
    """Return `template` with its fields replaced by their values; compute only the values that it uses.

    Braces in a value stay as they are. Drop lines that hold nothing but fields without a value. Raises KeyError for a
    field that is not in `values`.
    """
    lines = []
    for line in template.splitlines():
        done = _FIELD.sub(lambda field: values[field[1]](), line)
        if done.strip() or not _FIELD.search(line):
            lines.append(done)
    return "\n".join(lines).strip("\n")
