"""The present, for the widgets that show how old things are; tests put a clock that stands in its place."""

from datetime import UTC, datetime

__all__ = ["present"]


def present() -> datetime:
    """This moment, in the time zone of this machine."""
    return datetime.now(UTC).astimezone()
