"""Take user names and passwords out of web addresses, put them back, and send them only to their own host."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from newsreader.intake.text.urls import without_password

__all__ = ["Login", "may_send_login", "split_login", "with_login"]

_PORTS = {"http": 80, "https": 443}


class Login(NamedTuple):
    """A user name and a password for a server."""

    user: str
    password: str


def split_login(url: str) -> tuple[str, Login | None]:
    """Return the address without its user name and password, and these, or None if it has none."""
    plain = without_password(url)
    if plain == url:
        return url, None
    user, _, password = urlsplit(url).netloc.rpartition("@")[0].partition(":")
    return plain, Login(unquote(user), unquote(password)) if user or password else None


def with_login(url: str, login: Login | None) -> str:
    """Return the address with a user name and password in it; without a login, return it unchanged."""
    if login is None:
        return url
    scheme, mark, rest = url.partition("://")
    return f"{scheme}{mark}{quote(login.user, safe='')}:{quote(login.password, safe='')}@{rest}"


def may_send_login(home: str, url: str) -> bool:
    """Return whether the login of the address `home` may be sent to `url`: to the same scheme, host and port.

    From http to https on the usual ports is allowed: the host is the same, and the connection is encrypted.
    """
    try:
        (one, host, port), (other, there, its_port) = _origin(home), _origin(url)
    except ValueError:
        return False
    upgraded = (one, port, other, its_port) == ("http", 80, "https", 443)
    return host == there != "" and (upgraded or (one, port) == (other, its_port))


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port or _PORTS.get(parts.scheme.lower())
