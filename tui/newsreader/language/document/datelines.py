"""Find the dateline that precedes the first words of a report: "NANJING, July 18 (Xinhua) --"."""

from __future__ import annotations

import re

__all__ = ["CLOCK", "DATE", "LOWER_WORD", "NAME", "PARTICLE", "skip_dateline"]

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?)"
DATE = (
    rf"(?:{_DAY},?\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+\d{{4}})?|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{2,4}})"
)
CLOCK = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?|\d{4})(?:\s+[A-Z]{2,4}\b)?"
_AGENCY = (
    r"(?:CNN|AP|Reuters|AFP|Xinhua|IPS|IRIN|dpa|DPA|PTI|ANI|IANS|UPI|EFE|TASS|ANSA|SPA|WAM|KUNA|QNA|BBC|HLN|WIRED"
    r"|Bloomberg)"
)
NAME = r"[^\W\d_a-z][\w'’.-]*"
PARTICLE = r"(?:de|da|del|la|van|von|der|bin|al)"

_DATELINE = re.compile(
    rf"""
      (?:{NAME}(?:[ ,/&]+(?:\d+|and|de|da|del|la|el|al|of|the|{NAME})){{0,8}}[ ,]*)? # a place, a date
      (?:  \((?:{_AGENCY}(?:[ /][\w. ]{{1,25}})?)\)(?=[^\s,.;:)]|\s*[-–—:]|\s+[A-Z“"])\s*(?:--|[-–—:])?\s*
         | \([A-Z][\w./&'’ -]{{1,40}}\)\.?\s*(?:--|[-–—:])\s*
         | \([A-Z][\w./&'’ -]{{1,30}}\)(?=[A-Z“"'‘]) )
    | (?-i:[^\W\d_a-z]{{3,}}(?:[ -][^\W\d_a-z]{{2,}}){{0,3}})                          # JEDDAH
      (?:,\s(?!{_MONTH}){NAME}(?:\s{NAME})?)?                                        # , Saudi Arabia
      (?:,?\s{DATE})?\s*(?:--|—|–|\s-\s|:(?=\s{DATE}))\s*(?:{DATE}\s*[:–—-]+\s*)?
    | [^\W\d_a-z]{{3,}}(?:\s[^\W\d_a-z]{{3,}}){{1,3}}\s\([A-Z][\w./&'’ -]{{1,30}}\)\s+(?=[A-Z“"'‘])  # TODAY PARIS (EFE)
    | {NAME}(?:\s{NAME}){{0,2}}(?:\s?—\s?|\s?[–-]\s|\s--\s)(?=[A-Z“"'‘])                 # Nairobi —
    | {NAME}(?:\s{NAME}){{0,2}}\s?/[A-Z]{{3,}}/[.:–—-]*\s?                               # Ulaanbaatar /MONTSAME/.
    | {DATE}\s*(?:--|[–—:|]|\s-\s)\s*
    | (?!(?:On|By|In|At|From|Since|Until)\b)\w+(?:\s{NAME}){{0,3}},\s{DATE}\s(?:--?|—|–)\s  # afrol News, 27 January -
    | {NAME}(?:\s{NAME}){{0,2}}\s\({DATE}\)\s?[:–—-]+\s                                 # New York (June 5, 2021):
    | {NAME}(?:\s{NAME}){{0,2}},\s{NAME}(?:\s{NAME}){{0,2}}\s?(?:--?|–|—)\s(?=[A-Z“"'‘])  # Mumbai, India –
    | {NAME}(?:,?\s(?:de|del|la|las|los|el|{NAME})){{0,6}}\.\s?[-–—]{{1,2}}\s?(?=[A-Z“"'‘«¡¿])  # San Juan de Ulúa.-
    | https?://\S*\d{{4}}(?=[A-Z][a-z]+\s)                                              # an address, joined to the text
    | (?!(?:On|By|In|At|From|Since|Until)\b)                                             # CAIRO- 24 July 2022:
      {NAME}(?:[ ,/&]+(?:and|de|da|del|la|el|al|of|the|{NAME})){{0,6}}\s?[,–—-]?\s*
      (?:{DATE}|{_MONTH},?\s\d{{4}})\s?[:–—-]+\s+
    """,
    re.VERBOSE,
)

_PLACE = re.compile(r"[^\W\d_a-z]{4,}(?:[ -][^\W\d_a-z]{2,}){0,2}:\s(?=[A-Z][\w.’'-]*\s)")
"""A place in capitals with a colon: "JEDDAH: The summit"."""

_TOWN = re.compile(rf"(?!{_DAY}){NAME}(?:[ -]{NAME}){{0,2}}:\s+(?=[A-Z][\w.’'-]*\s)")
"""A place or a label before the first sentence of a report: "Muscat: An earthquake", "Exclusive: The"."""

_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s)\b")
_FEWEST_SMALL = 3
"""A report has at least this number of longer words in lower case; a headline has fewer."""

_TURNS = 20_000
"""The distance searched for another turn of the same speaker, in characters."""

LOWER_WORD = re.compile(r"\b[a-z]{4,}\b")


def skip_dateline(text: str, start: int, end: int, *, opening: bool = False) -> int:
    """Return the offset at which the report begins in the sentence `text[start:end]`.

    That is the end of its dateline ("NANJING, July 18 (Xinhua) -- "), `start` where it has none, and `end` where it is
    nothing else. `opening` says that no report began earlier: only then is "Muscat: An earthquake" taken for a place
    and its news.
    """
    match = _DATELINE.match(text, start, min(end, start + 120))
    if match is None:
        match = _PLACE.match(text, start, end)
        if match is None and opening and _reports(text[start:end]):
            match = _TOWN.match(text, start, end)
        # A name before a colon that comes again is a speaker, as in an interview.
        if match is not None and text.count(match.group().rstrip(), 0, start + _TURNS) > 1:
            match = None
    return start if match is None else match.end()


def _reports(sentence: str) -> bool:
    """Return whether `sentence` reports an event; headlines and statements in the first person do not."""
    return len(LOWER_WORD.findall(sentence)) >= _FEWEST_SMALL and not _FIRST_PERSON.search(sentence)
