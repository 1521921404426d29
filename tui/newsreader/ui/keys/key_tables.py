"""The tables of all keys: for the help screen, the settings and the check of the reader's own keys.

Reads constants and imports no screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.binding import BindingType

from newsreader.ui.keys import pane_bindings
from newsreader.ui.keys.key_labels import described

__all__ = ["FEEDS", "bindings", "tables"]

FEEDS = "In the feeds"
"""The heading of the feeds dialog. The keys of the reader do not work there, but those of its list do."""


def tables() -> list[tuple[str, Sequence[BindingType]]]:
    """Return the bindings of all panes under the headings of the help screen; those of the app come last."""
    scroll = pane_bindings.SCROLL
    return [
        ("Reading", pane_bindings.READER),
        ("In the list", [*scroll, *pane_bindings.LIST]),
        ("In the text", scroll),
        ("In the insight pane", [*scroll, *pane_bindings.INSIGHT]),
        ("While searching", pane_bindings.SEARCH),
        ("While finding in the article", pane_bindings.FIND),
        ("While noting", pane_bindings.NOTE),
        ("In the sources", [*scroll, *pane_bindings.SOURCES]),
        (FEEDS, pane_bindings.FEEDS),
        ("Everywhere", pane_bindings.APP),
    ]


def bindings() -> Iterator[tuple[str, str, str]]:
    """Yield the id of each binding once, with its default keys and its description."""
    seen = set()
    for _, group in tables():
        for binding in described(group):
            if binding.id and binding.id not in seen:
                seen.add(binding.id)
                yield binding.id, binding.key, binding.tooltip or binding.description
