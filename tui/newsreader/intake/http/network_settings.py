"""Read the proxies and certificates that the environment (or the system) sets for all programs.

httpx reads the same variables, but fails on values that desktops set (`socks://`, `no_proxy=[::1]`) and does not name
the variable.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies

from newsreader.intake.intake_errors import FetchError
from newsreader.intake.text.clean import clean_line

if TYPE_CHECKING:
    import ssl

__all__ = ["Proxies", "Proxy", "tls_context"]

_CORRECT = "Correct or unset it."
_SCHEMES = {"": "http", "http": "http", "https": "https", "socks": "socks5", "socks5": "socks5", "socks5h": "socks5"}
"""Kinds of proxies, and their protocols. GNOME writes "socks"; the proxy resolves names in any case."""


class Proxy(NamedTuple):
    """A proxy: its address and protocol, and the variable that names it."""

    variable: str
    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""

    @property
    def url(self) -> str:
        """Return its address without user and password."""
        return f"{self.scheme}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class _Exception:
    """One entry of `no_proxy`: a network or a domain, with a port (None: any port)."""

    network: ipaddress.IPv4Network | ipaddress.IPv6Network | None
    domain: str
    port: int | None

    def covers(self, host: str, port: int) -> bool:
        """Return whether the entry covers a host, given in small letters and without brackets."""
        if self.port not in (None, port):
            return False
        if self.network is not None:
            try:
                return ipaddress.ip_address(host) in self.network
            except ValueError:
                return False
        return host == self.domain or host.endswith(f".{self.domain}")


class Proxies:
    """The proxies for all addresses, and the hosts that need none."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        """Store the settings of `urllib.request.getproxies`: "http", "https", "all" and "no"."""
        self._settings = settings
        entries = re.split(r"[\s,]+", settings.get("no", ""))
        self._none = "*" in entries
        self._exceptions = [one for entry in entries if entry and (one := _exception(entry)) is not None]

    @classmethod
    def of_system(cls) -> Proxies:
        """Read the environment or, if it has no proxies, the settings of Windows and macOS."""
        return cls(getproxies())

    def proxy_for(self, scheme: str, host: str, port: int) -> Proxy | None:
        """Return the proxy for an address, or None. `host` has no brackets.

        Raise FetchError, which names the variable, if its value is unusable.
        """
        kind = next((kind for kind in (scheme, "all") if self._settings.get(kind)), None)
        if kind is None or self._none:
            return None
        name = host.rstrip(".").lower()
        if any(one.covers(name, port) for one in self._exceptions):
            return None
        return _proxy(_variable(kind), self._settings[kind])


def _variable(kind: str) -> str:
    """Return the name of the variable as it is set: "all_proxy" or "ALL_PROXY"."""
    name = f"{kind}_proxy"
    return next((one for one in (name, name.upper()) if os.environ.get(one)), name)


def _proxy(variable: str, value: str) -> Proxy:
    def unusable(reason: str) -> FetchError:
        # The value itself may have a password in it.
        return FetchError(f"The proxy in {variable} cannot be used: {reason}.", _CORRECT)

    value = value.strip()
    try:
        parts = urlsplit(value if "://" in value else f"//{value}")
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise unusable("its address is broken") from error
    scheme = _SCHEMES.get(parts.scheme.lower())
    if scheme is None:
        raise unusable(f"“{clean_line(parts.scheme)[:20]}” is not a supported kind of proxy")
    if not re.fullmatch(r"[A-Za-z0-9_.-]+|[0-9A-Fa-f:.]+", host):
        raise unusable("it has no host" if not host else "its host is broken")
    if port == 0:
        raise unusable("port 0 is not a port")
    default = {"http": 80, "https": 443, "socks5": 1080}[scheme]
    return Proxy(variable, scheme, host, port or default, unquote(parts.username or ""), unquote(parts.password or ""))


def _exception(entry: str) -> _Exception | None:
    """Read an entry of `no_proxy`; return None for an invalid one. Other programs ignore those too."""
    rest, port = entry.rpartition("://")[2].lower(), None
    if match := re.fullmatch(r"(\[.*\]|[^:]*):(\d{1,5})", rest):
        rest, port = match[1], int(match[2])
    rest = rest.replace("[", "").replace("]", "")
    try:
        return _Exception(ipaddress.ip_network(rest, strict=False), "", port)
    except ValueError:
        domain = rest.removeprefix("*").strip(".")
        return _Exception(None, domain, port) if domain else None


def tls_context() -> ssl.SSLContext:
    """Return the certificates to trust: those of SSL_CERT_FILE and SSL_CERT_DIR, else those of certifi.

    Raise FetchError, which names the variable, if its file or folder is missing or unreadable.
    """
    import ssl

    file, folder = os.environ.get("SSL_CERT_FILE", ""), os.environ.get("SSL_CERT_DIR", "")
    if file and not os.path.isfile(file):  # noqa: PTH113  # Path raises for a few values: a null byte, on Python 3.11
        raise FetchError(f"SSL_CERT_FILE names a file that does not exist: {clean_line(file)}.", _CORRECT)
    if folder and not file and not any(os.path.isdir(one) for one in folder.split(os.pathsep)):  # noqa: PTH112  # the same
        raise FetchError(f"SSL_CERT_DIR names a folder that does not exist: {clean_line(folder)}.", _CORRECT)
    try:
        if file or folder:
            return ssl.create_default_context(cafile=file or None, capath=folder or None)
        import certifi

        return ssl.create_default_context(cafile=certifi.where())
    except OSError as error:  # ssl.SSLError is one
        names = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")
        named = " or ".join(name for name in names if os.environ.get(name)) or "the package certifi"
        reason = clean_line(error.strerror or str(error))
        raise FetchError(f"The certificates of {named} cannot be used: {reason}.", _CORRECT) from error
