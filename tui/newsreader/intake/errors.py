"""What can go wrong on the way in."""

from newsreader.errors import NewsreaderError

__all__ = ["FeedError", "FetchError", "SourceError"]


class SourceError(NewsreaderError):
    """A file, folder, address or stream that gives no article; the message names it."""


class FeedError(SourceError):
    """Data that is no feed, or a feed too broken to read."""


class FetchError(SourceError):
    """An address that could not be fetched: refused, too slow, too large, gone or not allowed.

    `status` is the HTTP status, None where there was no answer; `retry_after` the seconds that the server asks to
    wait, None where it does not say; `gone` tells that the address is never to be asked again (410).
    """

    def __init__(
        self, message: str, hint: str = "", *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.retry_after = retry_after
        self.gone = status == 410
