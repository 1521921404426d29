"""Which hosts are inside: on this machine, in its own network, or in no network that is public."""

from __future__ import annotations

import ipaddress
import socket
from functools import lru_cache

__all__ = ["is_inside", "is_inside_host"]

_LOCAL_NAMES = ("localhost", "localdomain", "local", "internal", "intranet", "private", "lan", "home", "corp")
"""Top-level names that the public name system does not have, or never will (RFC 6761, RFC 6762, ICANN)."""

_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
"""All that is given out to be routed publicly; everything else is reserved, local or a way to write IPv4."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@lru_cache(1024)
def is_inside(address: str) -> bool:
    """Return whether an IP address (as `getaddrinfo` gives it) is loopback, private, link-local, shared by a carrier
    (100.64.0.0/10), multicast, unspecified or otherwise not public. Raise ValueError for text that is no IP address.

    An IPv6 address that carries an IPv4 address (mapped, NAT64, 6to4) is where that one is.
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
    """Return whether a host is inside by what is written alone, without looking it up.

    `host` is an IP address in any form that a system's resolver reads ("127.1", "0x7f000001", "2130706433", "[::1]"),
    or a name: names without a dot, and those under "localhost", "local", "internal" and the like, are inside.
    """
    name = host.strip("[]").rstrip(".").lower()
    try:
        return is_inside(name)
    except ValueError:
        pass  # not in the usual form
    try:
        return is_inside(socket.inet_ntoa(socket.inet_aton(name)))
    except (OSError, UnicodeError, ValueError):
        # A name. The form of IPv4 with fewer than four parts has been read above, also where it has no dot.
        return name.endswith(".home.arpa") or "." not in name or name.rpartition(".")[2] in _LOCAL_NAMES
