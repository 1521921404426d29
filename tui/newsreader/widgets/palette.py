"""The looks of a widget's parts: its component classes laid over each other into the style that a line is drawn in."""

from __future__ import annotations

from rich.style import Style
from textual.color import Color
from textual.widget import Widget

from newsreader.widgets.legible import legible

__all__ = ["Palette"]


class Palette:
    """Styles of one widget, by the names of its component classes, kept until `clear`."""

    def __init__(self, widget: Widget, prefix: str) -> None:
        """Component class `prefix + name` gives the look of `name`."""
        self._widget = widget
        self._prefix = prefix
        self._styles: dict[tuple[str, ...], Style] = {}

    def clear(self) -> None:
        """To be called when the widget's styles, its focus or the theme change."""
        self._styles.clear()

    def style(self, *names: str) -> Style:
        """The widget's style with `names` over it, the last on top: a part says only what it changes.

        What comes out can be read: a colour without enough contrast to its ground is moved until it has.
        """
        if names not in self._styles:
            style = self._widget.rich_style
            for name in names:
                style += self._part(name)
            self._styles[names] = _readable(style)
        return self._styles[names]

    def _part(self, name: str) -> Style:
        if name == "selection":
            return self._widget.screen.get_component_rich_style("screen--selection")
        component = self._widget.get_component_styles(self._prefix + name)
        # The whole style knows what an automatic or see-through colour comes to on the widget's own ground.
        whole = self._widget.get_component_rich_style(self._prefix + name)
        color = whole.color if component.has_rule("color") else None
        ground = whole.bgcolor if component.has_rule("background") else None
        return Style(color=color, bgcolor=ground) + component.text_style


def _readable(style: Style) -> Style:
    if style.color is None or style.bgcolor is None:
        return style
    color = legible(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
    return style + Style(color=color.rich_color)
