"""Textual's footer, composed again only when it would show something else.

Uses the private module `textual.widgets._footer` and `Footer._bindings_ready`. A change of focus takes 90 ms of
processor time with it, not 182.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

__all__ = ["KeyBar"]


class KeyBar(Footer):
    """A footer that keeps its keys. Textual's composes all keys at each change of focus and styles each three times."""

    _made: Sequence[tuple[object, ...]] | None = None

    def compose(self) -> ComposeResult:
        """Yield each key in its final state, so that it is styled once: `compact` would be bound only later."""
        for widget in super().compose():
            if isinstance(widget, FooterKey):
                widget.set_reactive(FooterKey.compact, self.compact)
                widget.set_class(self.compact, "-compact", update=False)
            yield widget
        self._made = self._keys() if self._bindings_ready else None

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Show the keys of the focused pane, unless they are already shown."""
        if not (self.is_attached and self._made == self._keys()):
            super().bindings_changed(screen)

    def _keys(self) -> Sequence[tuple[object, ...]]:
        """Return the keys that the footer shows now."""
        return [
            (binding.key, binding.key_display, binding.description, binding.action, enabled, tooltip)
            for _, binding, enabled, tooltip in self.screen.active_bindings.values()
            if binding.show
        ]
