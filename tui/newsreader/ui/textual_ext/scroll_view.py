"""A scroll view that keys move, without animation: the base of the article list and the text."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from newsreader.ui.keys import pane_bindings
from newsreader.ui.textual_ext.scroll_bar import WIDTH, ScrollBar

__all__ = ["KeyedScroll"]


class KeyedScroll(ScrollView, can_focus=True, inherit_bindings=False):
    """A scroll view with the keys of a pager (j, k, pages, both ends) instead of Textual's own.

    It has no border and no padding. Each line ends with a cell of the scroll bar; `room` is the rest.
    """

    BINDINGS: ClassVar[list[BindingType]] = pane_bindings.SCROLL

    DEFAULT_CSS = """
    KeyedScroll {
        overflow: hidden;
    }
    """

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._bar = ScrollBar(self)

    @property
    def room(self) -> Size:
        """The width and height of the view without the scroll bar."""
        width, height = self.outer_size
        return Size(max(width - WIDTH, 0), height)

    @property
    def allow_vertical_scroll(self) -> bool:
        return self.max_scroll_y > 0

    @abstractmethod
    def action_step(self, count: int) -> None:
        """Move down by `count` lines or rows, up if negative."""

    @abstractmethod
    def action_page(self, pages: int) -> None:
        """Move down by `pages`, up if negative."""

    @abstractmethod
    def action_top(self) -> None:
        """Go to the beginning."""

    @abstractmethod
    def action_bottom(self) -> None:
        """Go to the end."""

    @abstractmethod
    def action_place(self, number: int) -> None:
        """Go to the row, or the paragraph, with this number, from 1, or to the last one."""

    def _scroll(self, y: int) -> None:
        self.scroll_to(y=max(y, 0), animate=False, force=True)

    def _set_content_height(self, rows: int) -> None:
        """Set the height of the content to `rows` lines. Setting `virtual_size` would lay out the whole screen."""
        if rows != self.virtual_size.height:
            self.set_reactive(KeyedScroll.virtual_size, Size(1, rows))
            self._stay_within()
            self._refresh_bar()

    def _stay_within(self) -> None:
        """Scroll back from beyond the end. An animation to a place inside continues."""
        if self.scroll_offset.y > self.max_scroll_y:
            self._scroll(self.max_scroll_y)

    def on_resize(self) -> None:
        self._stay_within()

    # The mouse

    def place_at(self, event: events.MouseEvent) -> Offset | None:
        """Return the cell under the mouse, from the top left, or None on the scroll bar and outside."""
        offset = event.get_content_offset(self)
        return None if offset is None or self._bar.pressed or offset.x >= self.room.width else offset

    def on_mouse_down(self) -> None:
        self._bar.pressed = False

    def action_grab(self) -> None:
        """Drag the scroll bar."""
        self._press()
        self._bar.grab(self.app.mouse_position.y)
        self.capture_mouse()
        self._refresh_bar()

    def action_scroll_up(self) -> None:
        self._press()
        self._scroll(self.scroll_offset.y - self.room.height)

    def action_scroll_down(self) -> None:
        self._press()
        self._scroll(self.scroll_offset.y + self.room.height)

    def _press(self) -> None:
        self._bar.pressed = True
        selected = self.screen.selections
        self.screen.clear_selection()  # the press started a selection, but the bar selects nothing
        self.screen.selections = selected

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._bar.grabbed:
            self._scroll(self._bar.drag(event.screen_offset.y))
        else:
            offset = event.get_content_offset(self)
            self._hover_bar(offset is not None and offset.x >= self.room.width)

    def on_leave(self) -> None:
        self._hover_bar(False)

    def _hover_bar(self, hover: bool) -> None:
        if hover != self._bar.hover:
            self._bar.hover = hover
            self._refresh_bar()

    def on_mouse_up(self) -> None:
        self._release()

    def on_hide(self) -> None:
        self._release()

    def _release(self) -> None:
        if self._bar.grabbed:
            self.release_mouse()

    def on_mouse_release(self) -> None:
        self._bar.release()
        self._refresh_bar()

    # Drawing

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._bar.forget()

    def _refresh_bar(self) -> None:
        width, height = self.room
        self.refresh(Region(width, 0, WIDTH, height))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return no filters, except under NO_COLOR.

        Textual's own filter replaces dim text and the terminal's named colours. List and text have neither (see
        `StyleCache`), and the filter reads every segment of every line. Without it a step to the next
        article takes 9.2 ms of processor time, not 12.8, and a start 70 ms, not 88.
        """
        return super().get_line_filters() if self.app.no_color else []

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of `crop`: those of `render_line`, each with its cell of the scroll bar."""
        room, ground, bar = self.room.width, self.rich_style, self._bar.cells()
        strips = []
        for y in crop.line_range:
            line = self.render_line(y).adjust_cell_length(room, ground)
            strips.append(Strip([*line, bar[y]], room + WIDTH))
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, self.background_colors[1]) for strip in strips]
        if crop.column_span != (0, room + WIDTH):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips
