"""The help: every key of the reader, taken from the bindings."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from newsreader.ui.dialogs.text_dialog import TextDialog
from newsreader.ui.keys.key_labels import KeyTable

__all__ = ["HelpDialog"]

COUNTS = (
    "Type a number before a key that moves: 5j moves down five, 3n to the third unread article, 12G to the twelfth."
)


class HelpDialog(TextDialog):
    """Shows tables of keys."""

    def __init__(self, tables: Sequence[KeyTable]) -> None:
        super().__init__("Keys", _content(tables))
        self.tables = tables


def _content(tables: Sequence[KeyTable]) -> Content:
    width = max(len(keys) for _, rows in tables for keys, _ in rows)
    lines = []
    for heading, rows in tables:
        lines += [Content(""), Content.styled(heading, "bold $text-accent")]
        lines += [Content.styled(keys.ljust(width + 2), "bold") + Content(what) for keys, what in rows]
    return Content("\n").join([*lines[1:], Content(""), Content(COUNTS)])
