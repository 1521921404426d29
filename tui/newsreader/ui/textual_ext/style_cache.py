"""How the parts of a widget look, each said in a line, laid over each other into the style that a line is drawn in.

Component classes of Textual would do the same, but a widget's are all styled, rule by rule, whenever its own styles
change: several times on the way to the first look.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rich.style import Style
from textual.color import Color
from textual.markup import parse_style
from textual.widget import Widget

from newsreader.ui.textual_ext.contrast import ensure_contrast

__all__ = ["StyleCache"]

_VARIABLE = re.compile(r"\$([\w-]+)")


class StyleCache:
    """Styles of one widget's parts, worked out when they are first drawn and kept until `clear`."""

    def __init__(self, widget: Widget, looks: Mapping[str, str], colourless: Mapping[str, str]) -> None:
        """`looks` says how each part looks, in Textual's words for styles: "bold $text-warning on $panel 30%".

        A part says only what it changes. `colourless` says how some look where no colours are shown.
        """
        self._widget = widget
        self._looks = looks
        self._colourless = colourless
        self._styles: dict[tuple[str, ...], Style] = {}
        self._parts: dict[str, Style] = {}
        self._own: Style | None = None

    def clear(self) -> None:
        """To be called when the widget's styles, its focus or the theme change."""
        self._styles.clear()
        self._parts.clear()
        self._own = None

    def style(self, *names: str) -> Style:
        """The widget's style with the parts `names` over it, the last on top.

        What comes out can be read: a colour without enough contrast to its ground is moved until it has.
        """
        if names not in self._styles:
            if self._own is None:
                self._own = self._widget.rich_style
            style = self._own
            for name in names:
                if name not in self._parts:
                    self._parts[name] = self._part(name)
                style += self._parts[name]
            self._styles[names] = _readable(style)
        return self._styles[names]

    def _part(self, name: str) -> Style:
        if name == "selection":
            return self._widget.screen.get_component_rich_style("screen--selection")
        app = self._widget.app
        words = self._looks[name]
        if app.no_color:
            words = self._colourless.get(name, words)
        # Put in by hand: Textual loses the share of a colour, "60%", that comes out of a variable.
        look = parse_style(_VARIABLE.sub(lambda variable: app.theme_variables[variable[1]], words))
        # What an automatic or see-through colour comes to is known on a ground only: the widget's own.
        _, _, ground, _ = self._widget.colors
        color = look.foreground
        if look.background is not None:
            ground += look.background
        if color is not None:
            color = ground + (ground.get_contrast_text(color.a) if color.auto else color)
        return Style(
            color=None if color is None else color.rich_color,
            bgcolor=None if look.background is None else ground.rich_color,
            bold=look.bold,
            dim=look.dim,
            italic=look.italic,
            underline=look.underline,
            reverse=look.reverse,
        )


def _readable(style: Style) -> Style:
    if style.color is None or style.bgcolor is None:
        return style
    color = ensure_contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
    return style + Style(color=color.rich_color)
