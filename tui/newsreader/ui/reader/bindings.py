"""The words of the reader's screen, with the keys that they name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from newsreader.library.views import ViewKind
from newsreader.ui.keys import pane_bindings
from newsreader.ui.keys.key_labels import described, shown_key

__all__ = ["CHOOSE", "EMPTY", "HIGHLIGHTINGS", "VIEWS", "Pane", "keyed"]


class Pane(StrEnum):
    """Where the reader is; on a small terminal, what shows."""

    SOURCES = "sources"
    LIST = "list"
    BODY = "body"
    INSIGHT = "insight"


HIGHLIGHTINGS = {"all": "All names highlighted", "people": "People highlighted", "off": "No names highlighted"}

VIEWS = {ViewKind.ALL: "All", ViewKind.UNREAD: "Unread", ViewKind.STARRED: "Starred"}

CHOOSE = "Choose a name first: with {name.next} in the text, in the insight pane, or with a click."
"""For `keyed`, as the following."""

EMPTY = {
    ViewKind.ALL: "No articles yet. Press {add} to add some, or {feeds} for well-known feeds.",
    ViewKind.UNREAD: "All read. Press {view.all} for all articles.",
    ViewKind.STARRED: "No starred articles. Press {star} on one to star it.",
}

_BINDING = {binding.id: binding for binding in described(pane_bindings.READER) if binding.id}
_NAMED = re.compile("{(" + "|".join(map(re.escape, _BINDING)) + ")}")


def keyed(sentence: str, keys: Mapping[str, str]) -> str:
    """`sentence` with keys for the actions that it names by their ids in braces ("{add}").

    `keys` are the reader's own, by id; all others are the usual ones. Of several keys the first is named.
    """

    def shown(named: re.Match[str]) -> str:
        binding, own = _BINDING[named[1]], keys.get(named[1])
        display = binding.key_display if own is None else None
        return display or shown_key((own or binding.key).split(",")[0])

    return _NAMED.sub(shown, sentence)
