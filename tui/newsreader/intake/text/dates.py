"""Parse the dates of feeds, pages and articles to aware datetimes in UTC."""

import re
from datetime import UTC, datetime, timedelta, timezone

__all__ = ["MONTHS", "parse", "parse_day"]

MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_ABROAD = {
    name: number
    for number, names in enumerate(
        (
            "januar jänner janvier enero janeiro gennaio januari",
            "februar février fevrier febrero fevereiro febbraio februari",
            "märz mars marzo março maart",
            "april avril abril aprile",
            "mai mayo maio maggio mei",
            "juni juin junio junho giugno",
            "juli juillet julio julho luglio",
            "august août aout agosto augustus",
            "september septembre septiembre setembro settembre",
            "oktober octobre octubre outubro ottobre",
            "november novembre noviembre novembro",
            "dezember décembre decembre diciembre dezembro dicembre",
        ),
        1,
    )
    for name in names.split()
}
"""The months in German, French, Spanish, Portuguese, Italian and Dutch."""

_MONTH = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ISO = re.compile(
    r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})"
    r"(?:[T ]+(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d+)?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.I,
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d{2})(?P<d>\d{2})(?:T(?P<H>\d{2})(?P<M>\d{2})(?P<S>\d{2})?Z?)?")
_DAY_FIRST = re.compile(
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -]+(?:of )?{_MONTH}(?:,?[ -]+(?P<y>\d{{4}}|\d\d(?!:)))?", re.I
)
_MONTH_FIRST = re.compile(rf"{_MONTH} +(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,? +(?P<y>\d{{4}}))?(?!\d)", re.I)
_DAY_ABROAD = re.compile(
    rf"(?P<d>\d{{1,2}})(?:\.|er|º)? (?:de )?(?P<abroad>{'|'.join(_ABROAD)})\b(?: de)? (?P<y>\d{{4}})", re.I
)
_SLASHED = re.compile(r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>\d{4}|\d{2})(?!\d)")
_CLOCK = re.compile(
    r"(?P<H>\d{1,2})(?::|\.)(?P<M>\d{2})(?::(?P<S>\d{2}))? *(?P<half>[ap]\.?m\.?)?"
    r"(?: *(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}))?",
    re.I,
)
_LEAD = re.compile(
    r"^(?:(?:first )?published|posted|updated|last updated|modified|created|date|on)\b\s*(?:on|at)?\s*:?\s*", re.I
)
_WEEKDAY = re.compile(
    r"^(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag"
    r"|mittwoch|sonnabend|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes"
    r"|s[áa]bado|domingo)[,.]?\s+",
    re.I,
)
_EXACT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", re.ASCII)
"""The usual form of programs, and of most dates from the feed parser."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The date that programs write if they have none."""
_RESIDUE = re.compile(r"^[\s,|·•–—-]*(?:at|on|Uhr|\(?[A-Z]{1,5}\)?)?[\s,|·•.–—-]*$")


def _zone(text: str | None) -> timezone:
    if not text or text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(offset if text[0] == "+" else -offset)


def _year(text: str) -> int:
    """Return the year. Two digits are read as in RFC 2822: 00 to 49 are 20xx, 50 to 99 are 19xx."""
    year = int(text)
    if len(text) == 2:
        year += 2000 if year < 50 else 1900
    return year


def _made(year: int, month: int, day: int, clock: re.Match[str] | None) -> datetime | None:
    hour, minute, second, zone = 0, 0, 0, UTC
    try:
        if clock and clock["H"]:
            found = clock.groupdict()
            hour, minute, second = int(found["H"]), int(found["M"]), int(found["S"] or 0)
            if half := (found.get("half") or "").lower():
                hour = hour % 12 + (12 if half.startswith("p") else 0)
            zone = _zone(found.get("zone"))
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parse_day(text: str, year: int | None = None) -> tuple[datetime | None, str]:
    """Return the first date in `text` with the time after it, and `text` without the two.

    A date without a year takes `year`; without one it is None. "8/9/2018" is read month first, unless only day first is
    possible. A time without a zone is UTC.
    """
    for pattern in (_ISO, _COMPACT, _DAY_FIRST, _MONTH_FIRST, _DAY_ABROAD, _SLASHED):
        for match in pattern.finditer(text):
            found = match.groupdict()
            if "a" in found:
                first, second = int(found["a"]), int(found["b"])
                month, day = (second, first) if first > 12 or "." in match[0] else (first, second)
            elif "abroad" in found:
                month, day = _ABROAD[found["abroad"].casefold()], int(found["d"])
            else:
                month, day = int(found["m"]) if "m" in found else MONTHS[found["mon"].casefold()[:3]], int(found["d"])
            whole = _year(found["y"]) if found["y"] else year
            rest = text[: match.start()] + " " + text[match.end() :]
            clock: re.Match[str] | None = match if found.get("H") else None
            if "H" not in found and (clock := _CLOCK.search(rest)):
                rest = rest[: clock.start()] + " " + rest[clock.end() :]
            made = _made(whole, month, day, clock) if whole else None
            if made or not whole:
                return made, rest
    return None, text


def parse(text: str, year: int | None = None) -> datetime | None:
    """Return the date if `text` is one ("Published: 18 July 2022 9:05 am", RFC 822, ISO 8601), else None.

    Only a weekday, a lead such as "Published" and the name of a zone may be added to it. The first second of 1970 is
    None: programs without a date write it.
    """
    text = text.strip()
    if not text or len(text) > 100:
        return None
    if _EXACT.fullmatch(text):
        try:
            exact = datetime.fromisoformat(text).astimezone(UTC)
        except (ValueError, OverflowError):
            return _other(text, year)
        return exact if exact != _NEVER else None
    return _other(text, year)


def _other(text: str, year: int | None) -> datetime | None:
    bare = _WEEKDAY.sub("", _LEAD.sub("", text))
    made, rest = parse_day(bare, year)
    if made and made != _NEVER and _RESIDUE.match(_WEEKDAY.sub("", rest.strip() + " ").strip()):
        if re.search(r"\b(?:[ECMP][SD]T)\b", rest):
            from email.utils import parsedate_to_datetime

            try:
                return parsedate_to_datetime(text).astimezone(UTC)
            except (ValueError, TypeError, OverflowError, LookupError):
                return made
        return made
    return None
