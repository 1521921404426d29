"""Recognise hosts that are inside: on this machine, in its private network, or not in a public network."""

from __future__ import annotations

import ipaddress
import socket
from functools import lru_cache

__all__ = ["is_inside", "is_inside_host"]

_LOCAL_NAMES = ("localhost", "localdomain", "local", "internal", "intranet", "private", "lan", "home", "corp")
"""Top-level names that public DNS does not have (RFC 6761, RFC 6762, ICANN)."""

_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
"""The public addresses of IPv6; all others are reserved, local or a way to write IPv4."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@lru_cache(1024)
def is_inside(address: str) -> bool:
    """Return whether an IP address (as `getaddrinfo` gives it) is not public.

    Not public are loopback, private, link-local, carrier-shared (100.64.0.0/10), multicast, unspecified and reserved
    addresses. An IPv6 address that contains an IPv4 address (mapped, NAT64, 6to4) counts as that one. Raise ValueError
    for text that is not an IP address.
    """
    number = ipaddress.ip_address(address)
    if isinstance(number, ipaddress.IPv6Address):
        carried = number.ipv4_mapped or number.sixtofour
        if number in _NAT64:
            carried = ipaddress.IPv4Address(int(number) & 0xFFFF_FFFF)
        if carried is None:
            return number not in _PUBLIC_6 or not number.is_global
        number = carried
    return not number.is_global or number.is_multicast


def is_inside_host(host: str) -> bool:
    """Return whether a host is inside, by its spelling alone, without a DNS query.

    `host` is an IP address in any form that a resolver reads ("127.1", "0x7f000001", "2130706433", "[::1]"), or a name.
    Names without a dot, and those under "localhost", "local", "internal" and the like, are inside.
    """
    name = host.strip("[]").rstrip(".").lower()
    try:
        return is_inside(name)
    except ValueError:
        pass  # not in the usual form
    try:
        return is_inside(socket.inet_ntoa(socket.inet_aton(name)))
    except (OSError, UnicodeError, ValueError):
        # A name. IPv4 with fewer than four parts was read above.
        return name.endswith(".home.arpa") or "." not in name or name.rpartition(".")[2] in _LOCAL_NAMES
