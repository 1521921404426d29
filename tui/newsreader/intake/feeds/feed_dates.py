"""Dates as feeds write them beside the standards: other zones, other languages, "2 hours ago"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from newsreader.intake.text import dates
from newsreader.intake.text.clean import clean_line

__all__ = ["is_relative", "moment"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_UNITS = {"second": 1, "sec": 1, "minute": 60, "min": 60, "hour": 3600, "hr": 3600, "day": 86_400, "week": 604_800}
_AGO = re.compile(r"(?:about |~)?(\d{1,4}|an?|one) (second|sec|minute|min|hour|hr|day|week)s? ago", re.I)
_ZONE_NAME = re.compile(r"\s*\([^()]*\)\s*$")
_GMT = re.compile(r"\b(?:GMT|UTC)\s*([+-]\d{1,2}:?\d{0,2})", re.I)
_SHORT_ZONE = re.compile(r"(?<=[\d ])([+-])(\d{1,2})$")
_DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_WORD = re.compile(r"[^\W\d_]{2,}\.?")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_STEMS = (
    "jan jän ene gen янв січ ян styc led siječ oca ιαν jaan tam",
    "feb fév fev fbr фев лют lut úno velj şub φεβ veebr helmi vas",
    "mar mär mrt maa märts мар бер březn břez ožu μαρ μάρ maalis kov",
    "apr avr abr апр кві kwi dub trav nis απρ huhti bal",
    "may mai maj mei mag мая май тра kvě svib μαϊ μάι touko geg",
    "jun juin giu июн чер czer čer haz ιουν ιούν kesä birž",
    "jul juil lug июл лип lip červene čvc tem ιουλ ιούλ heinä lie",
    "aug aoû aou ago авг сер sier srp kolo ağu αυγ αύγ elo rugp",
    "sep set сен вер wrz zář ruj eyl σεπ syys rugs",
    "oct okt out ott окт жов paź říj eki οκτ loka spa",
    "nov ноя лис list lis stud kas νοε νοέ marras lapkr",
    "dec dez dic déc дек гру gru pros ara δεκ joulu",
)
"""January to December by how their names begin in the languages that are detected. Where two languages disagree
("lip" is July in Polish, June in Croatian) the one with more speakers stands."""
_BY_STEM = {stem: number for number, stems in enumerate(_STEMS) for stem in stems.split()}


def is_relative(raw: object) -> bool:
    """Tell whether a date says how long ago it was: it moves with every fetch."""
    return isinstance(raw, str) and bool(_AGO.search(raw[:100]))


def moment(raw: object, now: datetime | None = None) -> datetime | None:
    """Return the moment in UTC that a feed states; None for a date that is none, or not between 1900 and 2200.

    "3 hours ago" counts from `now`, which is the present by default.
    """
    if not isinstance(raw, str):
        return None
    text = clean_line(raw[:200])
    if ago := _AGO.search(text):
        count = int(ago[1]) if ago[1].isdecimal() else 1
        return (now or datetime.now(UTC)) - timedelta(seconds=count * _UNITS[ago[2].lower()])
    found = dates.parse(_DOTTED.sub(r"\3-\2-\1", text)) or dates.parse(_plain(text))
    return found if found and _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def _plain(text: str) -> str:
    """Return a date in the words and zones of RFC 5322, as far as they are known."""
    text = _GMT.sub(r"\1", _ZONE_NAME.sub("", text))
    text = _DOTTED.sub(r"\3-\2-\1", text)
    text = _SHORT_ZONE.sub(lambda match: f"{match[1]}{int(match[2]):02}00", text)
    words = [(match, _month(match[0])) for match in _WORD.finditer(text)]
    # A weekday may look like a month ("mar." is Tuesday in French): the month is the last that does.
    months = [(match, number) for match, number in words if number is not None]
    if not months:
        return text
    match, number = months[-1]
    before = re.search(r"\d{1,2}\.?\s*(?:de\s+|of\s+)?$", text[: match.start()])
    if before is None:  # Nov 10 2026 02:00:00
        after = re.match(r"\s*(\d{1,2}),?\s+(\d{4})\s*(.*)", text[match.end() :])
        return f"{after[1]} {_MONTHS[number]} {after[2]} {after[3]}".strip() if after else text
    day = re.sub(r"\D", "", before[0])
    rest = re.sub(r"^[\s.,]*(?:de\s+)?", "", text[match.end() :])
    return f"{day} {_MONTHS[number]} {rest}"


def _month(word: str) -> int | None:
    lowered = word.lower().rstrip(".")
    return next((_BY_STEM[lowered[:length]] for length in (7, 6, 5, 4, 3, 2) if lowered[:length] in _BY_STEM), None)
