"""Format keys for the help and the command palette, from the bindings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.binding import Binding, BindingType
from textual.keys import format_key

__all__ = ["KeyTable", "bound", "described", "key_table", "shown_key", "shown_keys"]

KeyTable = tuple[str, Sequence[tuple[str, str]]]
"""A heading, and pairs of keys and descriptions."""

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
    """Return a binding of `keys` to `action`. `label` is for the footer (if `show`), `tooltip` for help and palette.

    The settings name the binding by `id`.
    """
    return Binding(keys, action, label, tooltip=tooltip, id=id, show=show, key_display=display)


def described(bindings: Iterable[BindingType]) -> list[Binding]:
    """Return the bindings that have a description."""
    return [b for b in bindings if isinstance(b, Binding) and (b.tooltip or b.description)]


def shown_keys(binding: Binding) -> str:
    """Return the keys of a binding, such as "l / Enter" or "Home / g g"."""
    if binding.key_display:
        return binding.key_display
    return " / ".join(shown_key(key.strip()) for key in binding.key.split(","))


def key_table(heading: str, bindings: Iterable[BindingType]) -> KeyTable:
    """Return one table of the help."""
    return heading, [(shown_keys(b), b.tooltip or b.description) for b in described(bindings)]


def shown_key(key: str) -> str:
    """Return the label of a key, or of a sequence of keys."""
    return " ".join(_shown(part) for part in key.split())


def _shown(key: str) -> str:
    if key in _SPELT:
        return _SPELT[key]
    if key.startswith("ctrl+"):
        return "Ctrl-" + key.removeprefix("ctrl+").upper()
    shown = format_key(key)
    return shown if len(shown) == 1 else shown.capitalize()
