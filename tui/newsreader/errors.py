"""The errors that a user can meet: each says in a plain sentence what happened and what to do."""

import re

__all__ = ["NewsreaderError", "hide_passwords"]

# The second also finds a password in which "/" or "#" should have been written as %2F or %23.
_LOGIN = re.compile(r"(https?://)(?:[^\s/?#]*@|[^\s/?#@]*:(?!\d+[/?#])[^\s@]*@)", re.IGNORECASE)


def hide_passwords(sentence: str) -> str:
    """Return `sentence` without the user names and passwords of the addresses in it."""
    return _LOGIN.sub(r"\1", sentence) if "@" in sentence else sentence


class NewsreaderError(Exception):
    """Base of all errors meant for the user.

    `message` says what happened, `hint` what to do about it (may be empty); both are plain text without markup, and
    without passwords, whatever address they name.
    Each layer has its own subclass and wraps foreign errors with `raise ... from`.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = hide_passwords(message)
        super().__init__(self.message)
        self.hint = hide_passwords(hint)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()
