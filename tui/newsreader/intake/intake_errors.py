"""The errors of reading and fetching."""

from newsreader.errors import NewsreaderError

__all__ = ["FeedError", "FetchError", "InsideError", "SourceError"]


class SourceError(NewsreaderError):
    """A file, folder, address or stream without an article; the message names it."""


class FeedError(SourceError):
    """Data that is not a feed, or a feed that is too broken to read."""


class FetchError(SourceError):
    """An address that could not be fetched: refused, too slow, too large, gone or not allowed.

    `status` is the HTTP status, or None without an answer. `retry_after` is the wait in seconds that the server asks
    for, or None. `gone` means that the address has no page for good (410): do not request it again.
    """

    def __init__(
        self, message: str, hint: str = "", *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.retry_after = retry_after
        self.gone = status == 410


class InsideError(FetchError):
    """An address of this machine or its private network that the user did not enter."""

    def __init__(self, host: str, came_from: str = "") -> None:
        if came_from:
            said = f"{came_from} redirects to {host} in your private network. The redirect was not followed."
            hint = "If you trust it, use that address."
        else:
            said = f"{host} is in your private network. It is fetched only on request."
            hint = "Open it in the browser, or fetch the article yourself."
        super().__init__(said, hint)
