"""The keys of the reader's screen, and sentences that name keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from textual.binding import BindingType

from newsreader.library.views import ViewKind
from newsreader.ui.keys.key_labels import bound, described, shown_key

__all__ = ["BINDINGS", "CHOOSE", "EMPTY", "HIGHLIGHTINGS", "VIEWS", "Pane", "keyed"]


class Pane(StrEnum):
    """The panes of the screen; a small terminal shows only the current one."""

    SOURCES = "sources"
    LIST = "list"
    BODY = "body"
    INSIGHT = "insight"


HIGHLIGHTINGS = {"all": "All names highlighted", "people": "People highlighted", "off": "No names highlighted"}

VIEWS = {ViewKind.ALL: "All", ViewKind.UNREAD: "Unread", ViewKind.STARRED: "Starred"}

CHOOSE = "Choose a name first: with {name.next} in the text, in the insight pane, or with a click."
"""A sentence for `keyed`."""

EMPTY = {
    ViewKind.ALL: "No articles yet. Press {add} to add some, or {feeds} for well-known feeds.",
    ViewKind.UNREAD: "All read. Press {view.all} for all articles.",
    ViewKind.STARRED: "No starred articles. Press {star} on one to star it.",
}

BINDINGS: list[BindingType] = [
    bound("question_mark", "app.help", "Help", "Help: all keys", "help", show=True, display="?"),
    bound("q", "app.quit", "Quit", "Quit; everything is saved", "quit", show=True),
    bound("enter,l", "forward", "Open", "Open the article, then go to its insight", "open", show=True),
    bound("h,escape", "back", "Back", "Back to the text, then to the list", "back"),
    bound("tab", "pane(1)", "Next pane", "Go to the next pane", "pane.next"),
    bound("shift+tab", "pane(-1)", "Previous pane", "Go to the previous pane", "pane.previous"),
    bound("space", "page(1)", "Page", "Page down, then the next unread article", "page", show=True),
    bound("n", "unread(1)", "Unread", "Next unread article", "unread.next", show=True),
    bound("p", "unread(-1)", "Previous unread", "Previous unread article", "unread.previous"),
    bound("J", "article(1)", "Next", "Next article", "article.next"),
    bound("K", "article(-1)", "Previous", "Previous article", "article.previous"),
    bound("i", "insight", "Insight", "Go to summary, quotes and names, and back", "insight", show=True),
    bound("y", "copy", "Copy", "Copy the summary", "copy", show=True),
    bound("Y", "copy_menu", "Copy…", "Choose what to copy", "copy.menu", show=True),
    bound("s", "star", "Star", "Star or unstar the article", "star", show=True),
    bound("m", "read", "Read", "Mark the article read or unread", "read", show=True),
    bound("x", "mark", "Select row", "Select the row; actions then apply to all selected rows", "mark"),
    bound("X", "clear_marks", "Clear", "Clear the selection", "mark.clear"),
    bound("A", "all_read", "All read", "Mark the whole list read (can be undone)", "all.read"),
    bound("T", "tag", "Tag", "Add a tag to the article, or remove one", "tag"),
    bound("D", "delete", "Delete", "Delete for good (can be undone)", "delete"),
    bound("u", "undo", "Undo", "Undo the last change of read, star or tag, or the last deletion", "undo"),
    bound("plus,equals_sign", "length(1)", "Longer", "Longer summary", "summary.longer", display="+"),
    bound("minus", "length(-1)", "Shorter", "Shorter summary", "summary.shorter"),
    bound("v", "method", "Method", "Summarise by the next method", "summary.method"),
    bound(
        "full_stop", "all_found", "All", "Show all quotes and names, or only the key ones", "insight.all", display="."
    ),
    bound("w", "by_speaker", "By speaker", "Group quotes by speaker, or list the key ones first", "insight.speakers"),
    bound("right_square_bracket", "mention(1)", "Next mention", "Next mention of the chosen name", "mention.next"),
    bound("left_square_bracket", "mention(-1)", "Previous", "Previous mention of the name", "mention.previous"),
    bound("right_curly_bracket", "name(1)", "Next name", "Choose the next name in the text", "name.next"),
    bound("left_curly_bracket", "name(-1)", "Previous name", "Choose the previous name in the text", "name.previous"),
    bound("H", "highlighting", "Highlights", "Highlight all names, people only, or none", "highlighting"),
    bound("z", "zen", "Zen", "Zen: only the text, or everything again", "zen"),
    bound("less_than_sign", "border(-1)", "Border left", "Move the border of the pane to the left", "border.left"),
    bound("greater_than_sign", "border(1)", "Border right", "Move the border of the pane to the right", "border.right"),
    bound("o", "browse", "Browser", "Open the article's link in the browser", "browse", show=True),
    bound("b", "sources", "Sources", "Open or close the sources", "sources", show=True),
    bound("ctrl+f", "find_within", "Find", "Find words in the article", "find.within"),
    bound("c", "note", "Note", "Write a note on the selected text or on a sentence", "note"),
    bound("C", "notes", "Notes", "List all notes and search them", "notes"),
    bound("L", "links", "Links", "List the links of the article, to open one", "links"),
    bound("I", "picture", "Pictures", "Show the article's pictures, if they are turned on", "pictures"),
    bound("e", "export", "Export", "Export the article, the selected rows or the list", "export"),
    bound("vertical_line", "pipe", "Pipe", "Pipe the article or the selected rows to a program", "pipe"),
    bound("a", "add", "Add", "Add a feed, a page, a file or a folder", "add", show=True),
    bound("r", "refresh", "Refresh", "Refresh this feed", "refresh.one"),
    bound("R", "refresh_all", "Refresh all", "Refresh all feeds, or stop the refresh", "refresh.all", show=True),
    bound("f", "full_text", "Full text", "The whole article from its page, or the text from the feed", "text.full"),
    bound("S", "feeds", "Feeds", "Manage feeds: status, rename, tag, mute, pause, remove", "feeds"),
    bound("M", "mute_name", "Mute name", "Mute the chosen name: hide articles that contain it", "mute.name"),
    bound("comma", "date", "Date", "Go to a date in the list", "date", display=","),
    bound("slash", "find", "Search", "Search all articles", "find", show=True, display="/"),
    bound("asterisk", "find_name", "Search name", "Search for the chosen name", "find.name", display="*"),
    bound("g a", "view('all')", "All", "List all articles", "view.all"),
    bound("g u", "view('unread')", "Unread", "List unread articles", "view.unread"),
    bound("g s", "view('starred')", "Starred", "List starred articles", "view.starred"),
]

_BINDING = {binding.id: binding for binding in described(BINDINGS) if binding.id}
_NAMED = re.compile("{(" + "|".join(map(re.escape, _BINDING)) + ")}")


def keyed(sentence: str, keys: Mapping[str, str]) -> str:
    """Return `sentence` with keys in place of the ids of actions in braces ("{add}").

    `keys` are the user's own, by id; other actions have their usual keys. Of several keys the first is named.
    """

    def shown(named: re.Match[str]) -> str:
        binding, own = _BINDING[named[1]], keys.get(named[1])
        display = binding.key_display if own is None else None
        return display or shown_key((own or binding.key).split(",")[0])

    return _NAMED.sub(shown, sentence)
