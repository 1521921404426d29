"""The panes of the reader's screen."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Pane"]


class Pane(StrEnum):
    """A pane, by the id of the widget that gets its focus; a small terminal shows only the current one."""

    SOURCES = "sources"
    LIST = "list"
    BODY = "body"
    INSIGHT = "insight"
