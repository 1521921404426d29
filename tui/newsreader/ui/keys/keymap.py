"""Key bindings from the settings: list what can be bound, and check what is set."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from textual.binding import Binding, BindingType

from newsreader.config import Config
from newsreader.ui.keys.key_labels import described
from newsreader.ui.keys.key_tables import FEEDS, tables

__all__ = ["check", "rebound", "spelling", "themes"]

SINGLE = {"tab", "enter", "space", "escape", "backspace", "insert", "delete", "home", "end", "pageup", "pagedown"}
SINGLE |= {"left", "right", "up", "down", *(f"f{number}" for number in range(1, 25))}
MODIFIERS = ("ctrl", "shift", "alt", "super")


def themes() -> list[str]:
    """Return the names of all themes."""
    from textual.theme import BUILTIN_THEMES

    from newsreader.ui.themes import OWN

    return [*BUILTIN_THEMES, *(theme.name for theme in OWN)]


def check(config: Config, path: Path, themes: Iterable[str]) -> None:
    """Raise ConfigError if the theme is not one of `themes`, or for the first mistake in `config.keys`.

    Mistakes are an unknown binding, an unknown key, and a key with two meanings. `path` is the settings file.
    """
    if not config.keys and not config.theme:
        return
    from textual.widgets import OptionList

    from newsreader.config.reading import mistake
    from newsreader.config.tables import near

    if config.theme and config.theme not in themes:
        known = sorted(themes)
        raise mistake(
            path,
            ("theme",),
            f"unknown theme {config.theme!r}{near(config.theme, known)} Choose one of: {', '.join(known)}.",
        )
    groups = {heading: described(bindings) for heading, bindings in tables()}
    ids = {binding.id for group in groups.values() for binding in group if binding.id}
    for id, keys in config.keys.items():
        where = ("keys", id)
        if id not in ids:
            raise mistake(path, where, f"unknown action{near(id, ids)}")
        for key in keys.split(","):
            parts = key.split()
            if not parts or not all(_is_key(part) for part in parts):
                such = "x, X, ?, ctrl+x, f5, space, g x"
                raise mistake(path, where, f"unknown key {key!r}. Examples of keys: {such}.")
    clash = _clash([group for heading, group in groups.items() if heading != FEEDS], config.keys)
    clash = clash or _clash([[*groups[FEEDS], *described(OptionList.BINDINGS)]], config.keys)
    if clash is not None:
        id, key, other = clash
        raise mistake(path, ("keys", id), f"the key {key} is already used for {other!r}. Change that key too.")


def rebound(bindings: Iterable[BindingType], keys: Mapping[str, str]) -> list[BindingType]:
    """Return `bindings` with the keys from the settings."""
    return [
        binding.with_key(keys[binding.id], None)
        if isinstance(binding, Binding) and binding.id and binding.id in keys
        else binding
        for binding in bindings
    ]


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if any(modifier not in MODIFIERS for modifier in modifiers):
        return False
    return len(last) == 1 or last in SINGLE or _character(last) is not None


def _character(name: str) -> str | None:
    """Return the character with a name of Textual's, such as "question_mark"."""
    spelt = {"slash": "solidus", "backslash": "reverse_solidus", "at": "commercial_at", "minus": "hyphen_minus"}
    spelt |= {"plus": "plus_sign", "underscore": "low_line"}
    for separator in (" ", "-"):
        try:
            return unicodedata.lookup(spelt.get(name, name).replace("_", separator))
        except KeyError:
            continue
    return _hyphenated(name)


def _hyphenated(name: str) -> str | None:
    """Return the character of a name with both spaces and hyphens: "less_than_sign" is LESS-THAN SIGN."""
    words = name.split("_")
    for at in range(1, len(words)):
        try:
            return unicodedata.lookup(f"{' '.join(words[:at])}-{' '.join(words[at:])}")
        except KeyError:
            continue
    return None


@lru_cache(maxsize=256)
def spelling(key: str) -> str:
    """Return the normal form of a key or a sequence of keys: "question_mark" becomes "?"."""
    return " ".join(_spelling(part) for part in key.split())


def _spelling(key: str) -> str:
    if len(key) == 1 or key in SINGLE or "+" in key:
        return key
    return _character(key) or key


def _clash(groups: Sequence[Collection[Binding]], keys: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Return a binding from the settings, its key, and another binding with the same key, or None.

    A key also clashes with a sequence that begins with it. The first group (the screen) and the last (the app) work
    everywhere, except for ids that a pane binds too; the other groups work in their own pane. Keys that a pane shares
    with the screen by default are intended.
    """
    ends = {0, len(groups) - 1}
    in_panes = {binding.id for number, group in enumerate(groups) if number not in ends for binding in group}
    holders: dict[str, list[tuple[int, Binding]]] = {}
    for number, group in enumerate(groups):
        for binding in group:
            for key in keys.get(binding.id or "", binding.key).split(","):
                holders.setdefault(spelling(key), []).append((number, binding))
    for number, group in enumerate(groups):
        for binding in group:
            for key in keys.get(binding.id or "", "").split(",") if binding.id in keys else ():
                wish = spelling(key)
                for held in holders:
                    if not f"{held} ".startswith(f"{wish} ") and not f"{wish} ".startswith(f"{held} "):
                        continue
                    for other_number, other in holders[held]:
                        both = ((number, binding), (other_number, other))
                        everywhere = any(at in ends and one.id not in in_panes for at, one in both)
                        in_reach = other_number == number or everywhere
                        if in_reach and other.id != binding.id and not _shared(binding, other, key):
                            return binding.id or "", key, other.id or other.description
    return None


def _shared(binding: Binding, other: Binding, key: str) -> bool:
    """Return whether both bindings have the key by default."""
    return all(spelling(key) in map(spelling, one.key.split(",")) for one in (binding, other))
