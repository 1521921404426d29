"""The bar at the right edge of the list and the text: how far down a view is, and how much of the whole it shows."""

from __future__ import annotations

from collections.abc import Sequence

from rich.color import Color
from rich.segment import Segment
from textual.scrollbar import ScrollBarRender
from textual.widget import Widget

__all__ = ["WIDTH", "ScrollBar"]

WIDTH = 1
"""The cells that the bar takes of each line."""


class ScrollBar:
    """A bar that looks and acts like Textual's, which a view draws itself, at the end of its own lines.

    Textual's is a widget: laid out, shown, hidden and painted apart, and that took a quarter of each step in the list.
    """

    def __init__(self, view: Widget) -> None:
        """`view` is what is scrolled; the bar has its colours."""
        self._view = view
        self._cells: Sequence[Segment] = ()
        self._drawn: tuple[object, ...] = ()
        self._grabbed: tuple[int, int] | None = None
        self.pressed = False
        """Whether the mouse was pressed here last: what follows until it is pressed again is not for the text."""
        self.hover = False
        """Whether the mouse is over the bar."""

    @property
    def grabbed(self) -> bool:
        """Whether the thumb is being dragged."""
        return self._grabbed is not None

    def grab(self, y: int) -> None:
        """Begins to drag the thumb, with the mouse at the screen's row `y`."""
        self._grabbed = y, self._view.scroll_offset.y

    def drag(self, y: int) -> int:
        """The row of the view's content that comes to its top when the mouse is dragged to the screen's row `y`."""
        assert self._grabbed is not None
        since, top = self._grabbed
        height, whole = self._view.outer_size.height, self._view.virtual_size.height
        thumb = max(height * height / max(whole, 1), 1)
        return round(top + (y - since) * (whole - height) / max(height - thumb, 1))

    def release(self) -> None:
        """Ends dragging."""
        self._grabbed = None

    def forget(self) -> None:
        """Has the bar drawn anew: its colours may have changed."""
        self._drawn = ()

    def cells(self) -> Sequence[Segment]:
        """The bar, a cell for each line of the view; blank where all of the content is in sight.

        The cells name the action that a press on them means: `grab`, `scroll_up` or `scroll_down`.
        """
        height, whole, top = self._view.outer_size.height, self._view.virtual_size.height, self._view.scroll_offset.y
        key = (height, whole, top, self.grabbed, self.hover)
        if key != self._drawn:
            self._drawn = key
            color, ground = self._colors()
            if whole > height:
                self._cells = ScrollBarRender.render_bar(
                    size=height,
                    virtual_size=whole,
                    window_size=height,
                    position=top,
                    back_color=ground,
                    bar_color=color,
                ).segments
            else:
                self._cells = [Segment(" " * WIDTH, self._view.rich_style)] * height
        return self._cells

    def _colors(self) -> tuple[Color, Color]:
        """What the thumb and the ground behind it are drawn in."""
        styles = self._view.styles
        if self.grabbed:
            thumb, ground = styles.scrollbar_color_active, styles.scrollbar_background_active
        elif self.hover:
            thumb, ground = styles.scrollbar_color_hover, styles.scrollbar_background_hover
        else:
            thumb, ground = styles.scrollbar_color, styles.scrollbar_background
        ground = self._view.background_colors[1] + ground
        return (ground + thumb).rich_color, ground.rich_color
