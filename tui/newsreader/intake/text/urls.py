"""Web addresses: which ones may be kept, and what they tell."""

import ipaddress
import re
from datetime import UTC, datetime
from urllib.parse import unquote, urljoin, urlsplit

from newsreader.intake.text.clean import clean_line

__all__ = ["LONGEST", "date_in", "host", "is_web", "slug_words", "web_address", "without_password"]

LONGEST = 4096
"""Longer addresses are data, not places: they are dropped."""

_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/_-](?P<m>\d{1,2})[/_-](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[/_-](?P<m>\d{1,2})[/_-](?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)/?(?P<d>[0-3]\d)(?!\d)"),
    # With the number of the article behind it: "202207260345".
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)\d{4,6}(?!\d)"),
)
_PLAIN = re.compile(r"https?://(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,63}(?:[/?#][!-~]*)?")
"""As nearly all addresses are written: nothing in them is left out, changed or resolved."""
_LONGEST_HOST = 253
_LABEL = re.compile(r"[^\x00- %<>\[\\\]^`{|}\x7f-\x9f]{1,63}")
"""A part of a host's name. Letters of any script may stand in it; these signs may not, whoever reads the address."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=[/_-])")


def is_web(text: str) -> bool:
    """Whether the text begins like an http or https address."""
    return text[:8].lower().startswith(("http://", "https://"))


def web_address(text: str, base: str = "") -> str:
    """The absolute http or https address that `text` names, seen from `base`; "" for any other thing.

    `javascript:`, `data:`, `file:` and the like, addresses over LONGEST, without a host, with a broken one
    ("http://[::1/x") or with a port that does not exist (above 65535) give "". Raises nothing: of an address that is
    returned, `urllib.parse.urlsplit` gives host and port.
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
        _ = parts.port  # read here, it raises here
        if parts.scheme.lower() not in ("http", "https") or not _is_host(parts.hostname or "", parts.netloc):
            return ""
    except ValueError:
        return ""
    return whole.replace(" ", "%20")


def _is_host(name: str, place: str) -> bool:
    """Return whether `name`, the host in the part `place` of an address, may be one. Raises ValueError where not."""
    if " " in place or len(name) > _LONGEST_HOST:
        return False
    if "[" in place:
        ipaddress.IPv6Address(name)  # raises for another thing in brackets
        return True
    return all(map(_LABEL.fullmatch, name.removesuffix(".").split(".")))


def host(url: str) -> str:
    """The host of an address, in small letters and without "www."; "" where there is none."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


def without_password(url: str) -> str:
    """Return an address without the user name and password that it may have before its host."""
    scheme, mark, rest = url.partition("://")
    if "@" not in rest:
        return url
    place = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return f"{scheme}{mark}{rest[place.rfind('@') + 1 :]}"


def date_in(url: str) -> tuple[datetime | None, int | None]:
    """The day and the year that an address gives: "/2022/07/18/", "/20220718/", "2022-07-18", "/18/07/2022/".

    The day (midnight, UTC) is None where the address has only a year; both are None where it has neither.
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
    """The words of an address's path in small letters: many addresses spell the headline."""
    return {word for word in re.split(r"[\W_]+", unquote(url.split("://", 1)[-1].partition("/")[2]).lower()) if word}
