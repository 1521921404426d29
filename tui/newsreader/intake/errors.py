"""What can go wrong on the way in."""

from newsreader.errors import NewsreaderError

__all__ = ["FeedError", "FetchError", "SourceError"]


class SourceError(NewsreaderError):
    """A file, folder, address or stream that gives no article; the message names it."""


class FeedError(SourceError):
    """Data that is no feed, or a feed too broken to read."""


class FetchError(SourceError):
    """An address that could not be fetched: refused, too slow, too large, gone or not allowed."""
