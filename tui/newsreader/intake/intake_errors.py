"""What can go wrong on the way in."""

from newsreader.errors import NewsreaderError

__all__ = ["FeedError", "FetchError", "InsideError", "SourceError"]


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


class InsideError(FetchError):
    """An address that nobody asked for by hand and that leads to this machine or into its network."""

    def __init__(self, host: str, came_from: str = "") -> None:
        if came_from:
            said = f"{came_from} redirects to {host}, inside this network. The redirect was not followed."
            hint = "If you trust it, give that address itself."
        else:
            said = f"{host} is inside this network. It is not fetched unless you ask for it."
            hint = "Open it in the browser, or fetch the article yourself."
        super().__init__(said, hint)
