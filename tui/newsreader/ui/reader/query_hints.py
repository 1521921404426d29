"""Hints below a search while it is typed: the query language, one field at a time."""

from __future__ import annotations

__all__ = ["hint"]

ALL = (
    '"in a row"  -without  OR',
    "title: source: tag: person: org: place:",
    "said: is:unread since:2d before: sort:best",
)

FIELDS = {
    "title": "title:budget finds it in the title",
    "source": "source:reuters is from this source",
    "tag": "tag:health has this tag",
    "person": "person:putin names a person",
    "org": "org:unesco names an organisation",
    "place": "place:kyiv names a place",
    "said": "said:merkel quotes a person",
    "is": "is:unread, is:read, is:starred or is:muted",
    "since": "since:2d, by h d w m y; since:2026-01; since:today",
    "before": "before:2026-01-31 is older than this day",
    "sort": "sort:best, sort:old or sort:new",
}


def hint(text: str) -> str:
    """Return what the field at the end of `text` finds, or all fields for no text, or "" for plain words."""
    if not text.strip():
        return "\n".join(ALL)
    word = text.split()[-1].lstrip("-(").lower() if not text[-1].isspace() else ""
    name, colon, _ = word.partition(":")
    if colon and name in FIELDS:
        return FIELDS[name]
    found = [FIELDS[field] for field in FIELDS if len(word) >= 2 and field.startswith(word)]
    return "\n".join(found[: len(ALL)])
