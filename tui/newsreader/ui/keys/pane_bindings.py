"""The key bindings of every pane, as constants: for widgets, screens and the key tables."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from newsreader.ui.keys.key_labels import bound

__all__ = ["APP", "FEEDS", "FIND", "INSIGHT", "LIST", "NOTE", "READER", "SCROLL", "SEARCH", "SOURCES"]

READER: list[BindingType] = [
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
"""The reader's screen, in every pane."""

SCROLL: list[BindingType] = [
    Binding("j,down", "step(1)", "Down", show=False, id="down"),
    Binding("k,up", "step(-1)", "Up", show=False, id="up"),
    Binding("pagedown", "page(1)", "Page down", show=False, id="page.down"),
    Binding("pageup", "page(-1)", "Page up", show=False, id="page.up"),
    Binding("home,g g", "top", "Top", show=False, id="top"),
    Binding("end,G", "bottom", "Bottom", show=False, id="bottom"),
]
"""Every pane that scrolls."""

LIST: list[BindingType] = [Binding("enter,l,right", "open", "Open", show=False, id="open")]
"""The list of articles."""

INSIGHT: list[BindingType] = [
    Binding("enter,l,right", "select", "Show in the text", show=False, id="open"),
    Binding(
        "full_stop",
        "toggle_all",
        "All",
        tooltip="Show all quotes and names, or only the key ones",
        id="insight.all",
    ),
    Binding(
        "w",
        "toggle_speakers",
        "By speaker",
        tooltip="Group quotes by speaker, or list the key ones first",
        id="insight.speakers",
    ),
]
"""The insight pane."""

SEARCH: list[BindingType] = [
    Binding(
        "escape",
        "end",
        "End the search",
        tooltip="End the search and go back",
        id="search.end",
        priority=True,
    ),
    Binding("down", "step(1)", "Next", show=False, id="search.next"),
    Binding("up", "step(-1)", "Previous", show=False, id="search.previous"),
    Binding("ctrl+r", "sort", "Best or newest", tooltip="Best first, or newest first", id="search.sort"),
    Binding("ctrl+s", "keep", "Save", tooltip="Save the search in the source list", id="search.keep"),
]
"""The search bar."""

FIND: list[BindingType] = [
    Binding("escape", "end", "End", tooltip="Close the find bar", priority=True, id="find.end"),
    Binding("down,ctrl+f", "step(1)", "Next", tooltip="Next match", priority=True, id="find.next"),
    Binding("up", "step(-1)", "Previous", tooltip="Previous match", priority=True, id="find.previous"),
]
"""The bar that finds words in the article."""

NOTE: list[BindingType] = [
    Binding("escape", "end", "Back", tooltip="Cancel the note", priority=True, id="note.end"),
    Binding("down", "step(1)", "Next sentence", tooltip="Next sentence", priority=True, id="note.next"),
    Binding("up", "step(-1)", "Previous sentence", tooltip="Previous sentence", priority=True, id="note.previous"),
    Binding("ctrl+d", "drop", "Delete", tooltip="Delete the note", priority=True, id="note.drop"),
]
"""The bar that notes."""

SOURCES: list[BindingType] = [
    Binding("enter,l", "select", "List", tooltip="List the articles", show=False, id="source.list"),
    Binding("space,right,left", "fold", "Open", tooltip="Fold or unfold the folder", show=False, id="source.fold"),
    Binding("d,delete", "forget", "Delete", tooltip="Delete the saved search", show=False, id="source.forget"),
]
"""The list of sources."""

FEEDS: list[BindingType] = [
    Binding("escape,q,h", "dismiss(None)", "Back", key_display="Esc", id="feeds.back"),
    Binding("j", "move(1)", "Down", show=False, id="feeds.down"),
    Binding("k", "move(-1)", "Up", show=False, id="feeds.up"),
    Binding("l", "choose", "Choose", tooltip="Choose an action for the feed", id="feeds.choose"),
    Binding("question_mark", "app.help", "Help", tooltip="Help: all keys", key_display="?", id="help"),
    Binding("a", "add", "Add", tooltip="Add a feed", id="feeds.add"),
    Binding("w", "offer", "Well-known feeds", tooltip="Choose from well-known feeds", id="feeds.offer"),
    *(
        Binding(key, f"do('{what}')", words, tooltip=words, id=f"feeds.{what}")
        for key, what, words in (
            ("r", "refresh", "Refresh the feed"),
            ("n", "rename", "Rename the feed"),
            ("u", "address", "Change the address"),
            ("t", "tags", "Change the tags"),
            ("m", "mute", "Mute or unmute the feed"),
            ("x", "stop", "Pause or resume the feed"),
            ("f", "full", "Full text: by the settings, always, never"),
            ("e", "keep", "Change how long articles are kept"),
            ("d", "remove", "Remove the feed or the rule"),
        )
    ),
]
"""The dialog that manages feeds. The keys of the reader's screen do not work there."""

APP: list[BindingType] = [
    bound("colon,ctrl+p", "command_palette", "Commands", "Commands: find one by its name", "palette"),
    bound("t", "change_theme", "Theme", "Theme: choose the colours", "theme"),
    bound("ctrl+z", "suspend_process", "Suspend", "Suspend the reader and go to the shell (fg: back)", "suspend"),
]
"""The app, everywhere."""
