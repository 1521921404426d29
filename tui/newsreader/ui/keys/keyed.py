"""Sentences that name keys: always those that the user has set."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsreader.ui.keys import pane_bindings
from newsreader.ui.keys.key_labels import described, shown_key

__all__ = ["keyed"]

_BINDING = {binding.id: binding for binding in described([*pane_bindings.FEEDS, *pane_bindings.READER]) if binding.id}
_NAMED = re.compile("{(" + "|".join(map(re.escape, _BINDING)) + ")}")


def keyed(sentence: str, keys: Mapping[str, str]) -> str:
    """Return `sentence` with keys in place of the ids of actions in braces ("{add}").

    `keys` are the user's own, by id; other actions have their usual keys. Of several keys the first is named.
    """

    def shown(named: re.Match[str]) -> str:
        binding, own = _BINDING[named[1]], keys.get(named[1])
        display = binding.key_display if own is None else None
        return display or shown_key((own or binding.key).split(",")[0])

    return _NAMED.sub(shown, sentence)
