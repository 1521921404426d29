"""What the lists of articles are called, and what stands where one is empty."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsreader.library.views import ListCounts, View, ViewKind
from newsreader.ui.reader.bindings import EMPTY, VIEWS, keyed
from newsreader.ui.widgets.source_rows import TODAY

__all__ = ["counted", "empty", "from_memory", "heading", "to_memory"]

_BY_NAME = re.compile(r"\b(?:person|org|place|said):")


def heading(view: View) -> str:
    """What a list is called."""
    if view == TODAY:
        return "Today"
    named = view.source or view.folder or (f"#{view.tag}" if view.tag else view.query)
    if not named:
        return VIEWS[view.kind]
    return named if view.kind is ViewKind.ALL else f"{named} · {VIEWS[view.kind]}"


def counted(view: View, shown: int, counts: ListCounts) -> str:
    """How many articles a list of `shown` rows holds, in words; of the whole library where it lists all of that."""
    if not view.is_plain:
        return "1 article" if shown == 1 else f"{shown} articles"
    starred = f" · {counts.starred} ★" if counts.starred else ""
    return f"{counts.unread} unread of {counts.all}{starred}"


def empty(view: View, keys: Mapping[str, str]) -> str:
    """The sentence that stands where a list has no articles; `keys` are the reader's own (see `keyed`)."""
    if view == TODAY:
        return keyed("Nothing new today. Press {refresh.all} to refresh.", keys)
    if _BY_NAME.search(view.query):
        return "Nothing found in what was analysed so far: newsreader analyse --all does the rest. Esc ends the search."
    if view.query:
        return "Nothing found. Esc ends the search."
    if not view.is_plain:
        return f"Nothing in {heading(view)}. " + keyed("Press {view.all} for all articles.", keys)
    return keyed(EMPTY[view.kind], keys)


def to_memory(view: View) -> dict[str, str]:
    """A list as it is remembered."""
    return {
        "view": view.kind.value,
        "query": view.query,
        "source": view.source,
        "tag": view.tag,
        "folder": view.folder,
    }


def from_memory(kept: dict[str, str]) -> View:
    """The list that was remembered."""
    kind = ViewKind(kept.get("view", ViewKind.ALL))
    return View(kind, kept.get("query", ""), kept.get("source", ""), kept.get("tag", ""), kept.get("folder", ""))
