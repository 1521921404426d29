"""The current time, for widgets that show ages. Tests replace it with a fixed time."""

from datetime import UTC, datetime

__all__ = ["present"]


def present() -> datetime:
    """Return the current time in the local time zone."""
    return datetime.now(UTC).astimezone()
