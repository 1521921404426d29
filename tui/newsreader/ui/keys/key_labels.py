"""Keys as people read them, straight from the bindings: for the help screen and the command palette."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.binding import Binding, BindingType
from textual.keys import format_key

__all__ = ["KeyTable", "bound", "described", "key_table", "shown_key", "shown_keys"]

KeyTable = tuple[str, Sequence[tuple[str, str]]]
"""A heading and, under it, pairs of keys and what they do."""

_SPELT = {
    "space": "Space",
    "escape": "Esc",
    "shift+tab": "Shift-Tab",
    "enter": "Enter",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def bound(
    keys: str, action: str, label: str, tooltip: str, id: str, *, show: bool = False, display: str | None = None
) -> Binding:
    """A binding of `keys` to `action`: `label` stands in the footer if it is to `show`, `tooltip` in help and palette.

    `id` is what a reader's own keys are given by.
    """
    return Binding(keys, action, label, tooltip=tooltip, id=id, show=show, key_display=display)


def described(bindings: Iterable[BindingType]) -> list[Binding]:
    """The bindings that say what they do."""
    return [b for b in bindings if isinstance(b, Binding) and (b.tooltip or b.description)]


def shown_keys(binding: Binding) -> str:
    """The keys of a binding, such as "l / Enter" or "Home / g g"."""
    if binding.key_display:
        return binding.key_display
    return " / ".join(shown_key(key.strip()) for key in binding.key.split(","))


def key_table(heading: str, bindings: Iterable[BindingType]) -> KeyTable:
    """One table of the help screen."""
    return heading, [(shown_keys(b), b.tooltip or b.description) for b in described(bindings)]


def shown_key(key: str) -> str:
    """One key, or several that are pressed one after the other."""
    return " ".join(_shown(part) for part in key.split())


def _shown(key: str) -> str:
    if key in _SPELT:
        return _SPELT[key]
    if key.startswith("ctrl+"):
        return "Ctrl-" + key.removeprefix("ctrl+").upper()
    shown = format_key(key)
    return shown if len(shown) == 1 else shown.capitalize()
