"""Check and resolve web addresses, and read the dates and words in them."""

import ipaddress
import re
from datetime import UTC, datetime
from urllib.parse import unquote, urljoin, urlsplit

from newsreader.intake.text.clean import clean_line

__all__ = ["LONGEST", "date_in", "host", "is_web", "slug_words", "web_address", "without_password"]

LONGEST = 4096
"""Longer addresses are data, not places. They are dropped."""

_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/_-](?P<m>\d{1,2})[/_-](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[/_-](?P<m>\d{1,2})[/_-](?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)/?(?P<d>[0-3]\d)(?!\d)"),
    # With the number of the article behind it: "202207260345".
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)\d{4,6}(?!\d)"),
)
_PLAIN = re.compile(r"https?://(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,63}(?:[/?#][!-~]*)?")
"""The form of nearly all addresses. They need no cleaning and no base."""
_LONGEST_HOST = 253
_LABEL = re.compile(r"[^\x00- %<>\[\\\]^`{|}\x7f-\x9f]{1,63}")
"""A part of a host's name. It may have letters of any script; these signs are wrong in all programs."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=[/_-])")


def is_web(text: str) -> bool:
    """Return whether the text begins like an http or https address."""
    return text[:8].lower().startswith(("http://", "https://"))


def web_address(text: str, base: str = "") -> str:
    """Return `text` as an absolute http or https address, resolved against `base`; "" for any other text.

    `javascript:`, `data:`, `file:` and the like, addresses over LONGEST, without a host, with a broken host
    ("http://[::1/x") or with a port above 65535 are "". Raise nothing; `urllib.parse.urlsplit` can split each address
    that is returned.
    """
    if len(text) <= LONGEST and _PLAIN.fullmatch(text):
        return text
    text = clean_line(text)
    if not text or len(text) > LONGEST:
        return ""
    try:
        named = urlsplit(text)
        if named.scheme and not named.netloc:  # "http://" alone would else become the base itself
            return ""
        whole = urljoin(base, text) if base and not named.scheme else text
        parts = urlsplit(whole)
        _ = parts.port  # raises ValueError for a bad port
        if parts.scheme.lower() not in ("http", "https") or not _is_host(parts.hostname or "", parts.netloc):
            return ""
    except ValueError:
        return ""
    return whole.replace(" ", "%20")


def _is_host(name: str, place: str) -> bool:
    """Return whether `name`, from the part `place` of an address, can be a host; it may raise ValueError if not."""
    if " " in place or len(name) > _LONGEST_HOST:
        return False
    if "[" in place:
        ipaddress.IPv6Address(name)  # raises for anything else in brackets
        return True
    return all(map(_LABEL.fullmatch, name.removesuffix(".").split(".")))


def host(url: str) -> str:
    """Return the host of an address, in small letters and without "www."; "" if it has none."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


def without_password(url: str) -> str:
    """Return an address without user name and password."""
    scheme, mark, rest = url.partition("://")
    if "@" not in rest:
        return url
    place = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return f"{scheme}{mark}{rest[place.rfind('@') + 1 :]}"


def date_in(url: str) -> tuple[datetime | None, int | None]:
    """Return the day and the year in an address: "/2022/07/18/", "/20220718/", "2022-07-18", "/18/07/2022/".

    The day (midnight, UTC) is None if the address has only a year; both are None if it has neither.
    """
    path = url.split("://", 1)[-1].partition("/")[2]
    for pattern in _DATES:
        for match in pattern.finditer(path):
            try:
                day = datetime(int(match["y"]), int(match["m"]), int(match["d"]), tzinfo=UTC)
            except ValueError:
                continue
            return day, day.year
    year = _YEAR.search("/" + path)
    return None, int(year[1]) if year else None


def slug_words(url: str) -> set[str]:
    """Return the words in the path of an address in small letters. Many addresses contain the headline."""
    return {word for word in re.split(r"[\W_]+", unquote(url.split("://", 1)[-1].partition("/")[2]).lower()) if word}
