"""The errors that a user can meet: each says in a plain sentence what happened and what to do."""

__all__ = ["NewsreaderError"]


class NewsreaderError(Exception):
    """Base of all errors meant for the user.

    `message` says what happened, `hint` what to do about it (may be empty); both are plain text without markup.
    Each layer has its own subclass and wraps foreign errors with `raise ... from`.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()
