"""The article list: two lines for each article. Only visible rows are fetched and drawn, however long it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.message import Message
from textual.reactive import reactive, var
from textual.strip import Strip

from newsreader.model.article import Entry
from newsreader.ui.keys import pane_bindings
from newsreader.ui.textual_ext.scroll_view import KeyedScroll
from newsreader.ui.textual_ext.style_cache import StyleCache
from newsreader.ui.widgets.article_list import article_list_styles
from newsreader.ui.widgets.article_list.article_row import excerpt_line, source_line, title_line
from newsreader.ui.widgets.article_list.index_search import place_of
from newsreader.ui.widgets.article_view import line_renderer
from newsreader.ui.widgets.clock import present
from newsreader.ui.widgets.relative_time import age

if TYPE_CHECKING:
    from newsreader.library.results import Excerpt

__all__ = ["ArticleList"]

Fetch = Callable[[Sequence[int]], Sequence[Entry]]

CURSOR, FOCUSED_CURSOR = "cursor", "focused-cursor"

ROW = 2
"""The screen lines of one article."""

_KEPT_ROWS = 1024  # cached entries; a screen shows about fifty
_AHEAD = 20  # rows fetched above and below the screen, to save a query for each step
_MARGIN = 1  # rows that stay visible above and below the cursor
_AGES_CHANGE = 60.0  # seconds


class ArticleList(KeyedScroll):
    """A virtual list of articles with a cursor.

    It holds the ids of the whole list, and calls `fetch` for the visible rows. `fetch` is called during painting: it
    must be fast and must not raise.
    """

    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = pane_bindings.LIST

    DEFAULT_CSS = article_list_styles.CSS

    empty: reactive[str] = reactive("No articles.")
    """The sentence that an empty list shows."""

    cursor_id: var[int | None] = var(None)
    """The id of the article under the cursor; None in an empty list.

    Watchers run before anything is drawn, so that list and text change in the same frame.
    """

    class Marked(Message):
        """Rows were selected or deselected with the mouse."""

        def __init__(self, article_list: ArticleList) -> None:
            super().__init__()
            self.article_list = article_list

        @property
        def control(self) -> ArticleList:
            return self.article_list

    class Opened(Message):
        """The user opened the article under the cursor."""

        def __init__(self, article_list: ArticleList, id: int) -> None:
            super().__init__()
            self.article_list = article_list
            self.id = id

        @property
        def control(self) -> ArticleList:
            return self.article_list

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = present,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Compute ages from `now`, which returns an aware datetime. Days are those of its time zone."""
        super().__init__(name=name, id=id, classes=classes)
        self._now = now
        self._ids: Sequence[int] = ()
        self._fetch: Fetch = lambda _ids: ()
        self._cursor = 0
        self._hover: int | None = None
        self._marked: set[int] = set()
        self._entries: dict[int, Entry | None] = {}
        self._found: dict[int, Excerpt] = {}
        self._drawn: LRUCache[tuple[object, ...], Strip] = LRUCache(_KEPT_ROWS)
        self._style_cache = StyleCache(self, article_list_styles.LOOKS, article_list_styles.COLOURLESS)

    # Content

    @property
    def ids(self) -> Sequence[int]:
        """The ids of the whole list, in order."""
        return self._ids

    @property
    def cursor_index(self) -> int | None:
        """The index of the cursor, from 0; None in an empty list."""
        return self._cursor if self._ids else None

    def load(self, ids: Sequence[int], fetch: Fetch, *, cursor: int | None = None) -> None:
        """Show the articles `ids` in that order. `fetch` returns the entries of some ids, in the order of those.

        The cursor goes to the id `cursor`. Without one it stays on its article, or goes to the nearest that is left.
        The article under the cursor keeps its place on the screen, or the top one if the cursor is not visible.
        """
        before, shown_before = self._ids, self.cursor_id
        top_row = self.scroll_offset.y // ROW
        in_sight = top_row <= self._cursor <= top_row + max(self.room.height - ROW, 0) // ROW
        held_row = self._cursor if in_sight else min(top_row, max(len(before) - 1, 0))
        held = before[held_row] if before else None
        on_screen = held_row * ROW - self.scroll_offset.y

        self._ids, self._fetch = ids, fetch
        self.forget()
        place = None if cursor is None else place_of(ids, [cursor], self._cursor)
        if place is None and shown_before is not None:
            around = [shown_before, *before[self._cursor + 1 : self._cursor + 50]]
            around += reversed(before[max(self._cursor - 50, 0) : self._cursor])
            place = place_of(ids, around, self._cursor)
        self._cursor = min(self._cursor if place is None else place, max(len(ids) - 1, 0)) if before else (place or 0)

        shown = ids[self._cursor] if ids else None
        self._set_content_height(len(ids) * ROW)
        if held is not None:
            moved = self._cursor if held == shown else place_of(ids, [held], held_row)
            self._scroll(self._cursor * ROW - on_screen if moved is None else moved * ROW - on_screen)
        if in_sight or cursor is not None or held is None:
            self._show_cursor()
        self.cursor_id = shown

    def forget(self) -> None:
        """Drop all fetched rows and fetch the visible ones again. The cursor stays."""
        self._entries.clear()
        self._drawn.clear()
        self.refresh()

    def update_entry(self, entry: Entry) -> None:
        """Replace the entry of an article, if it was fetched already."""
        if entry.id in self._entries:
            self._entries[entry.id] = entry
            self.refresh()

    def show_found(self, found: Mapping[int, Excerpt]) -> None:
        """Add the search results of some articles."""
        self._found.update(found)
        self.refresh()

    def forget_found(self) -> None:
        """Show all articles without search results."""
        self._found.clear()
        self.refresh()

    def entry(self, article_id: int) -> Entry | None:
        """Return the entry of an article, fetched if necessary; None if the library no longer has it."""
        if article_id not in self._entries:
            self._take([article_id])
        return self._entries.get(article_id)

    def index_of(self, article_id: int) -> int | None:
        """Return the index of an article, from 0, or None. Fast near the cursor."""
        return place_of(self._ids, [article_id], self._cursor)

    # Selected rows

    @property
    def marked(self) -> Sequence[int]:
        """The ids of the selected articles, in the order of the list."""
        return [i for i in self._ids if i in self._marked] if self._marked else ()

    def mark(self, ids: Iterable[int]) -> None:
        """Select these articles, and deselect those that are selected already."""
        self._marked ^= set(ids)
        self.refresh()

    def clear_marks(self) -> None:
        """Clear the selection."""
        self._marked.clear()
        self.refresh()

    # Moving

    def move_to_index(self, index: int) -> None:
        """Move the cursor to the row `index`, or the nearest one, and scroll it into view."""
        if not self._ids:
            return
        index = min(max(index, 0), len(self._ids) - 1)
        before, self._cursor = self._cursor, index
        self._show_cursor()
        if index != before:
            self.refresh_lines(before * ROW, ROW)
            self.refresh_lines(index * ROW, ROW)
            self.cursor_id = self._ids[index]

    def move_to(self, article_id: int) -> bool:
        """Move the cursor to an article. Return False if it is not in the list."""
        index = self.index_of(article_id)
        if index is None:
            return False
        self.move_to_index(index)
        return True

    def cursor_down(self, rows: int = 1) -> None:
        """Move the cursor down by `rows`, at most to the last row."""
        self.move_to_index(self._cursor + rows)

    def cursor_up(self, rows: int = 1) -> None:
        """Move the cursor up by `rows`, at most to the first row."""
        self.move_to_index(self._cursor - rows)

    def _show_cursor(self) -> None:
        height = self.room.height
        if not height:
            return
        margin = _MARGIN * ROW if height >= (2 * _MARGIN + 1) * ROW else 0
        top = self._cursor * ROW
        lowest, highest = top + ROW + margin - height, top - margin
        self._scroll(min(max(self.scroll_offset.y, lowest), max(highest, lowest)))

    def action_step(self, count: int) -> None:
        self.move_to_index(self._cursor + count)

    def action_page(self, pages: int) -> None:
        self.move_to_index(self._cursor + pages * max(self.room.height // ROW - 1, 1))

    def action_top(self) -> None:
        self.move_to_index(0)

    def action_bottom(self) -> None:
        self.move_to_index(len(self._ids) - 1)

    def action_place(self, number: int) -> None:
        self.move_to_index(number - 1)

    def action_open(self) -> None:
        if self.cursor_id is not None:
            self.post_message(self.Opened(self, self.cursor_id))

    # Events

    def on_mount(self) -> None:
        self.set_interval(_AGES_CHANGE, self.refresh)

    def on_show(self) -> None:
        self._show_cursor()

    def on_resize(self) -> None:
        self._show_cursor()

    def _row_at(self, event: events.MouseEvent) -> int | None:
        offset = self.place_at(event)
        if offset is None:
            return None
        row = (offset.y + self.scroll_offset.y) // ROW
        return row if row < len(self._ids) else None

    def on_click(self, event: events.Click) -> None:
        row = self._row_at(event)
        if row is None or event.button != 1:
            return
        event.stop()
        if event.ctrl or event.shift:
            rows = range(min(row, self._cursor), max(row, self._cursor) + 1) if event.shift else (row,)
            self.mark(i for i in (self._ids[at] for at in rows) if event.ctrl or i not in self._marked)
            self.post_message(self.Marked(self))
        self.move_to_index(row)
        if event.ctrl or event.shift:
            return
        if event.chain == 2:
            self.action_open()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._set_hover(self._row_at(event))

    def on_leave(self) -> None:
        self._set_hover(None)

    def _set_hover(self, row: int | None) -> None:
        if row != self._hover:
            self._hover = row
            self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._style_cache.clear()
        self._drawn.clear()

    def watch_empty(self) -> None:
        self.refresh()

    # Drawing

    def _take(self, ids: Sequence[int]) -> None:
        found = {entry.id: entry for entry in self._fetch(ids)}
        for article_id in ids:
            self._entries[article_id] = found.get(
                article_id
            )  # None if the library no longer has it, so that it is not fetched again
        while len(self._entries) > _KEPT_ROWS:
            del self._entries[next(iter(self._entries))]

    def _entry_at(self, row: int) -> Entry | None:
        article_id = self._ids[row]
        if article_id not in self._entries:
            first = max(self.scroll_offset.y // ROW - _AHEAD, 0)
            last = first + self.room.height // ROW + 2 * _AHEAD + 1
            if not first <= row < last:  # a row outside the screen
                first, last = row, row + 1
            self._take([i for i in self._ids[first:last] if i not in self._entries])
        return self._entries.get(article_id)

    def render_line(self, y: int) -> Strip:
        """Return the screen line `y` of the widget."""
        if not self._ids:
            return line_renderer.sentence(self.empty, y, self.room, self._style_cache, "empty")
        room = self.room.width
        row, part = divmod(self.scroll_offset.y + y, ROW)
        if row >= len(self._ids):
            return Strip.blank(room, self.rich_style)
        entry = self._entry_at(row)
        if entry is None:
            return Strip.blank(room, self._style_cache.style(*self._ground(row)))
        return self._row_line(entry, part, room, self._ground(row))

    def _ground(self, row: int) -> tuple[str, ...]:
        if row == self._cursor:
            return (FOCUSED_CURSOR if self.has_focus else CURSOR,)
        if self._ids[row] in self._marked:
            return ("marked",)
        return ("hover",) if row == self._hover else ()

    def _row_line(self, entry: Entry, part: int, room: int, ground: tuple[str, ...]) -> Strip:
        since = age(entry.shown, self._now()) if entry.published is not None else ""
        found = self._found.get(entry.id)
        marked = entry.id in self._marked
        key = (entry, part, room, ground, since, found, marked)
        strip = self._drawn.get(key)
        if strip is None:
            focused = ground == (FOCUSED_CURSOR,)
            bar = "▌" if focused else "▏" if ground == (CURSOR,) else " "
            if part == 0:
                pieces = title_line(entry, room, found.title if found else ())
            elif found is not None and found.text:
                pieces = excerpt_line(found, since, room, marked=marked)
            else:
                pieces = source_line(entry, since, room, marked=marked)
            # The focused cursor has a colour made for its background; elsewhere each part has its own.
            segments = [Segment(bar, self._style_cache.style(*ground))]
            for text, name in pieces:
                names = name.split()
                look = (*names, *ground) if focused else (*ground, *names)
                segments.append(Segment(text, self._style_cache.style(*look)))
            strip = Strip(segments).adjust_cell_length(room, self._style_cache.style(*ground))
            self._drawn[key] = strip
        return strip
