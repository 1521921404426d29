"""The titles of lists of articles, and the sentences for empty ones."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsreader.library.views import ListCounts, View, ViewKind
from newsreader.ui.keys.keyed import keyed
from newsreader.ui.widgets.source_rows import TODAY

__all__ = ["counted", "empty", "from_memory", "heading", "to_memory"]

_BY_NAME = re.compile(r"\b(?:person|org|place|said):")

VIEWS = {ViewKind.ALL: "All", ViewKind.UNREAD: "Unread", ViewKind.STARRED: "Starred"}

EMPTY = {
    ViewKind.ALL: "No articles yet. Press {add} to add some, or {feeds} for well-known feeds.",
    ViewKind.UNREAD: "All read. Press {view.all} for all articles.",
    ViewKind.STARRED: "No starred articles. Press {star} on one to star it.",
}
"""The sentences for empty lists, for `keyed`."""


def heading(view: View) -> str:
    """Return the title of a list."""
    if view == TODAY:
        return "Today"
    named = view.source or view.folder or (f"#{view.tag}" if view.tag else view.query)
    if not named:
        return VIEWS[view.kind]
    return named if view.kind is ViewKind.ALL else f"{named} · {VIEWS[view.kind]}"


def counted(view: View, shown: int, counts: ListCounts) -> str:
    """Return how many articles a list of `shown` rows has, in words; a list of all articles counts the library."""
    if not view.is_plain:
        return "1 article" if shown == 1 else f"{shown} articles"
    starred = f" · {counts.starred} ★" if counts.starred else ""
    return f"{counts.unread} unread of {counts.all}{starred}"


def empty(view: View, keys: Mapping[str, str]) -> str:
    """Return the sentence for an empty list; `keys` are the user's own (see `keyed`)."""
    if view == TODAY:
        return keyed("Nothing new today. Press {refresh.all} to refresh.", keys)
    if _BY_NAME.search(view.query):
        return "Nothing found in the analysed articles. Run newsreader analyse --all for the rest. Esc ends the search."
    if view.query:
        return "Nothing found. Esc ends the search."
    if not view.is_plain:
        return f"Nothing in {heading(view)}. " + keyed("Press {view.all} for all articles.", keys)
    return keyed(EMPTY[view.kind], keys)


def to_memory(view: View) -> dict[str, str]:
    """Return a list in the form in which it is remembered."""
    return {
        "view": view.kind.value,
        "query": view.query,
        "source": view.source,
        "tag": view.tag,
        "folder": view.folder,
    }


def from_memory(kept: Mapping[str, object]) -> View:
    """Return the list that was remembered."""
    kind = ViewKind(str(kept.get("view", ViewKind.ALL)))
    query, source, tag, folder = (str(kept.get(name, "")) for name in ("query", "source", "tag", "folder"))
    return View(kind, query, source, tag, folder)
