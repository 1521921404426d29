"""Sequences of keys: a number before a key, as in 5j, and two keys for one action, as in g a."""

from __future__ import annotations

from collections.abc import Mapping

from textual import actions, events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from newsreader.ui.keys.key_labels import shown_key
from newsreader.ui.keys.keymap import spelling

__all__ = ["KeySequenceScreen"]

DIGITS = frozenset("0123456789")

LONGEST = 7
"""The most digits of a number: enough for any row."""

ENDS = ("top", "bottom")
"""Actions that go to an end, or with a number to the row of that number."""

PLACE = "place"
"""The action of each pane that goes to a row by its number."""


class KeySequenceScreen(Screen[None]):
    """A screen that collects sequences of keys, and shows the unfinished one on the bottom line.

    A number multiplies the movement of the next key. The first key of a binding such as "g a" waits for the second.
    Escape drops both, and so does any key that does not continue them.
    """

    _count = ""
    _first = ""
    _line: Static | None = None

    async def on_key(self, event: events.Key) -> None:
        count, first = self._count, self._first
        bound = {spelling(key): active for key, active in self.active_bindings.items()}
        pressed = spelling(event.key)
        keys = f"{first} {pressed}" if first else pressed
        if not first and pressed in DIGITS and pressed not in bound and (count or pressed != "0"):
            event.stop()
            await self._wait((count + pressed)[:LONGEST], "", bound)
        elif any(key.startswith(f"{keys} ") for key in bound):
            event.stop()
            await self._wait(count, keys, bound)
        elif count or first:
            await self._wait("", "", bound)
            active = bound.get(keys)
            action = counted(active.binding.action, int(count)) if active and count else None
            if active is not None and (action or first):
                event.stop()
                await self.app.run_action(action or active.binding.action, active.node)
            elif first or pressed == "escape":
                event.stop()

    async def _wait(self, count: str, first: str, bound: Mapping[str, ActiveBinding]) -> None:
        """Store the unfinished sequence and show the keys that may follow. Hide the line if nothing is typed."""
        self._count, self._first = count, first
        if self._line is None:
            self._line = Static(id="typed", markup=False)
            await self.mount(self._line)
        self._line.display = bool(count or first)
        self._line.update(_typed(count, first, bound))


def counted(action: str, count: int) -> actions.ActionParseResult | None:
    """Return `action` multiplied by `count`, or None if the action takes no number."""
    namespace, name, parameters = actions.parse(action)
    if name in ENDS:
        return namespace, PLACE, (count,)
    if len(parameters) == 1 and isinstance(parameters[0], int):
        return namespace, name, (count * parameters[0],)
    return None


def _typed(count: str, first: str, bound: Mapping[str, ActiveBinding]) -> Content:
    """Return the keys typed so far, and the keys that may follow."""
    words = [Content.styled(f"{count} {first}".strip(), "bold $text-accent")]
    told = set()
    for key, active in bound.items():
        label = active.binding.description
        follows = key.startswith(f"{first} ") if first else " " not in key and counted(active.binding.action, 1)
        if follows and label not in told:
            told.add(label)
            words.append(Content.styled(shown_key(key.removeprefix(f"{first} ")), "bold") + Content(f" {label}"))
    return Content("  ").join(words)
