"""The line of keys at the bottom: Textual's footer, made anew only when it would show something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

__all__ = ["KeyBar"]


class KeyBar(Footer):
    """Textual's makes all keys anew at each change of focus, and styles each of them three times."""

    _made: Sequence[tuple[object, ...]] | None = None

    def compose(self) -> ComposeResult:
        """Each key as it will look, so that it is styled once: `compact` would come to it only after that."""
        for widget in super().compose():
            if isinstance(widget, FooterKey):
                widget.set_reactive(FooterKey.compact, self.compact)
                widget.set_class(self.compact, "-compact", update=False)
            yield widget
        self._made = self._keys() if self._bindings_ready else None

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Show the keys that are there now, unless they are those that are shown."""
        if not (self.is_attached and self._made == self._keys()):
            super().bindings_changed(screen)

    def _keys(self) -> Sequence[tuple[object, ...]]:
        """What there is to show of the keys that work now."""
        return [
            (binding.key, binding.key_display, binding.description, binding.action, enabled, tooltip)
            for _, binding, enabled, tooltip in self.screen.active_bindings.values()
            if binding.show
        ]
