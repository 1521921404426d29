"""How long articles are kept: the one type for the settings, for a feed's own choice, and for what is deleted."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["RetentionPolicy"]


class RetentionPolicy(NamedTuple):
    """How long and how many articles are kept, of the source called `source`, or of all sources where it is "".

    Articles older than `days` are deleted, and all but the newest `max_articles`. None sets no limit, and neither do 0
    days: they say "for ever". Sources in `except_sources` are not counted and lose nothing.
    """

    days: int | None = None
    max_articles: int | None = None
    source: str = ""
    except_sources: tuple[str, ...] = ()

    @property
    def is_unset(self) -> bool:
        """Return whether nothing was chosen: a feed with such a policy follows the settings."""
        return self.days is None and self.max_articles is None

    @property
    def keeps_all(self) -> bool:
        """Return whether no article is ever deleted by this policy."""
        return not self.days and self.max_articles is None
