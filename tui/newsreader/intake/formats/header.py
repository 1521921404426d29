"""Recognise the lines around the body of an article: address, headline, by-line, date, dateline, source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import unquote

from newsreader.intake.formats.text_builder import without_title
from newsreader.intake.formats.titles import same_words
from newsreader.intake.text import dates
from newsreader.intake.text.urls import date_in, host, is_web, slug_words, web_address
from newsreader.model.article import Article

__all__ = [
    "CLOSE",
    "Dateline",
    "address",
    "by_line",
    "caption",
    "date_line",
    "dateline",
    "is_headline",
    "opening_paragraph",
    "run_in_credit",
    "source_line",
    "with_dateline_year",
    "with_header_fields",
]

AGENCIES = frozenset(
    "reuters ap apnews afp xinhua bloomberg bbc dpa efe tass kyodo yonhap pa ani pti ians mena bernama upi cnn ips ana "
    "aap cp ansa lusa anadolu irna kuna wam petra interfax montsame prensa-latina".split()
) | {
    "associated press",
    "press association",
    "al jazeera",
    "agence france-presse",
    "anadolu agency",
    "the associated press",
}

_NAME = r"(?:[A-Z][\w’'.-]*|(?:de|da|van|von|bin|al|el|la|le|di|du|del|ibn)(?=\s))"
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{1,4}}"
_WRITTEN_BY = re.compile(
    rf"^\(?(?:this|the) (?:article|story|report) was (?:written|reported) by ({_NAMES}(?:(?:,| and) {_NAMES})*)\.?\)?$",
    re.I,
)
_BY = re.compile(
    rf"^(?:written |reported |text )?by:?\s+({_NAMES}(?:(?:,| and| &|,? with)\s+{_NAMES})*)\s*"
    rf"(?:[,|/–—-]\s*.{{1,120}}|\bin\b .{{1,60}}|for .{{1,60}})?$",
    re.I,
)
_NAME_AND_AGENCY = re.compile(rf"^({_NAMES}(?:(?:,| and)\s+{_NAMES})*)\s*(?:[,|/–—-]|\()\s*([\w .-]{{2,40}}?)\)?$")
_WITH_LEAD = re.compile(r"[^\W\d_]{2,4}:? (?:, .{1,40})?")
"""The rest of a by-line in any language, without the names: "Von , Berlin"."""
_SHOUTED_NAME = re.compile(r"^[^\W\d_][\w’'.-]*(?: [^\W\d_][\w’'.-]*){1,2}$")
_NO_NAMES = frozenset("monday tuesday wednesday thursday friday saturday sunday".split()) | set(dates.MONTHS)
_SOURCE = re.compile(
    r"^(?:source|sources|via|quelle|fuente)\s*:\s*(?P<named>\S.{0,79})$"
    r"|^source\s+(?P<bare>\S{1,60}(?: \S{1,30}){0,3})$",
    re.I,
)
_CAPTION = re.compile(
    r"\b(?:photo|image|picture|file photo|photograph|graphic|credit)s?\s*(?:by|:|/|courtesy)"
    r"|\((?:photo|image|file|picture)",
    re.I,
)
_STOPS = re.compile(r"[.!?。！？…][”’\"')\]]*$")
_ENDS = re.compile(r"[.,;:…][”’\"')\]]*$|[!?][”’\"']$")
_TWO_SENTENCES = re.compile(r"[a-z]{3}[.!?][”’\"']? [“‘\"']?[A-Z]")
_FILED = re.compile(r"[^a-z:]*[—–-]\s*$")  # a place in capitals and a dash: a report begins, not a headline

CLOSE = timedelta(days=14)
"""The longest time between a dateline and the saving of its file, if the file is to give the year. A file of another
year comes that close once in 25 times."""
_ZONES = timedelta(days=1)
"""Time zones: a day begins earlier elsewhere."""

_DATELINE_SIGN = re.compile(
    r"[–—:(/]|-(?!\w)|-(?<!\w-)"
)  # each dateline ends with one of these, but not with a hyphen in a word
_DAY_SIGN = re.compile(r"\d\s+[A-Z][a-z]{2}|[a-z]\.?\s+\d")
_DASH = r"(?:\s*--+|\s*[—–]|\s+-|-(?=\s))"
_PLACE = r"[^\W\d_][\w.’'-]*(?:(?:,? (?:and|&) |,? |-)[^\W\d_][\w.’'-]*){0,6}?"
_SENTENCE = r"(?=[“\"‘']?(?:[A-Z0-9]|[a-z][A-Z]))"
_DATED = re.compile(
    rf"^(?P<place>{_PLACE})\s*(?:,|[–—-])?\s*\(?(?P<date>\d{{1,2}}\s+[A-Z][a-z]{{2,8}}\.?(?:,?\s+\d{{4}})?"
    rf"|[A-Z][a-z]{{2,8}}\.?\s+\d{{1,2}}(?:,?\s+\d{{4}})?)\)?\s*"
    rf"(?:[(/](?P<agency>[^()/\n]{{2,30}}(?:/[^()/\n]{{2,30}}(?=\)))?)[)/])?\s*(?:{_DASH}|:)\s*(?=\S)"
)
_WITH_AGENCY = re.compile(
    rf"^(?P<place>{_PLACE})?\s*[(/](?P<agency>[A-Z][^()/\n]{{1,30}})[)/]\s*(?:{_DASH}|[:.])?\s+{_SENTENCE}"
)
_UNDATED = re.compile(rf"^(?P<place>{_PLACE})(?:(?P<mark>{_DASH}|:)\s+|(?P<tight>--+|—)){_SENTENCE}")
_NO_PLACE = frozenset(
    "analysis breaking editorial exclusive explainer interview international live news newsletter opinion press report "
    "review the times today update updated video watch world".split()
)


def address(line: str) -> str:
    """Return the address if the line is nothing else; else ""."""
    if " " in line or "\t" in line:
        return ""
    if is_web(line):
        return web_address(line)
    return web_address("https://" + unquote(line)) if re.match(r"www\.[\w-]+\.\w", line) else ""


def is_headline(line: str, following: str, url: str = "") -> bool:
    """Return whether a first line is a headline: one line without a full stop, with the text `following` below it."""
    words = line.split()
    if not following or not 1 <= len(words) <= 28 or len(line) > 180 or _ENDS.search(line) or caption(line):
        return False
    if len(words) == 1 and not (len(following) > len(line) and _STOPS.search(following)):
        return False
    if len(line) > len(following) and len(following) < 40 and not line[0].isupper():
        return False
    if line[0].islower() or _TWO_SENTENCES.search(line):
        return False
    if (found := dateline(line, url)) and (dates.parse_day(line)[0] or _FILED.match(line[: found.end])):
        return False
    return not by_line(line, url) and date_line(line) is None


def by_line(line: str, url: str = "") -> str:
    """Return the authors if the line is a by-line ("By Jane Doe and John Roe, Reuters"); else "".

    Two or three words in capitals alone are a name only if the path of the address `url` does not contain them.
    """
    if len(line) > 180:
        return ""
    bare = line.removesuffix(".") if len(line.split()) < 30 else line
    if match := _WRITTEN_BY.match(line):
        return match[1].rstrip(".")
    if match := _BY.match(bare):
        first = match[1].split()[0].lower()
        name = bare[match.start(1) :].rstrip(" |")
        return name if first not in _NO_NAMES and match[1][0].isupper() else ""
    if (match := _NAME_AND_AGENCY.match(line)) and match[2].strip().lower() in AGENCIES:
        return line
    if url and line.isupper() and _SHOUTED_NAME.match(line):
        spelled = slug_words(url)
        if not any(word.lower() in spelled for word in line.split()):
            return " ".join(word.capitalize() for word in line.split())
    return ""


def caption(line: str) -> bool:
    """Return whether a line is the caption of a picture, with its credit."""
    return len(line) < 300 and bool(_CAPTION.search(line))


def date_line(line: str, year: int | None = None) -> datetime | None:
    """Return the date if the line is nothing else; else None."""
    return dates.parse(line, year) if any(c.isdigit() for c in line) else None


def source_line(line: str) -> str:
    """Return the source that a last line gives ("source site-1", "Source: The Daily Planet"); else ""."""
    match = _SOURCE.match(line)
    if not match or (match["bare"] and line.endswith((".", "!", "?", "”", '"'))):
        return ""
    return (match["named"] or match["bare"]).strip().rstrip(".")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The first words of a report: its place, date and agency. `end` is the offset behind them."""

    place: str
    published: datetime | None
    agency: str
    end: int


def _site_names(url: str) -> set[str]:
    """Return possible names of a site: the parts of its host, also without "news" and the like at the end."""
    names = set(host(url).replace("-", "").split("."))
    return names | {re.sub(r"(?:news|online|daily|press)$", "", name) for name in names}


def _place(text: str, url: str) -> str:
    text = re.sub(r"(?<=[A-Z]{3})\.$", "", text.strip(" ,–—-"))
    words = re.findall(r"[^\W\d_]+", text)
    squeezed = "".join(words).lower()
    if not words or len(squeezed) < 3 or squeezed in _site_names(url):
        return ""
    if any(word.lower() in _NO_PLACE for word in words) or len(words) > 7:
        return ""
    if not all(word[0].isupper() or word in ("and", "of", "de", "la", "al", "el", "del", "bin") for word in words):
        return ""
    spaced = re.sub(r"\s+,", ",", text)
    return re.sub(r"[^\W\d_]{3,}", lambda m: m[0].capitalize() if m[0].isupper() else m[0], spaced)


def dateline(text: str, url: str = "", year: int | None = None, *, whole: str = "") -> Dateline | None:
    """Return the dateline that a paragraph begins with: "NANJING, July 18 (Xinhua) --", "CAIRO – 26 July 2022:".

    A day without a year takes `year`; without one the date is None. Before a dash, words in capitals, or up to three
    names, are a place. Before a colon, and before a dash without a space, they must be in capitals, or the `whole`
    text must say that something is there ("Doha: …" and "in Doha"). The name of the site is not a place.
    """
    start = text[:160]
    if not _DATELINE_SIGN.search(start):
        return None
    # Try each form only if its signs are there: most paragraphs have none.
    if _DAY_SIGN.search(start) and (match := _DATED.match(start)):
        published, _ = dates.parse_day(match["date"], year)
        if published or dates.parse_day(match["date"], 2000)[0]:
            where = _place(match["place"], url)
            return Dateline(where, published, _agency(match["agency"]), match.end())
    if ("(" in start or "/" in start) and (match := _WITH_AGENCY.match(start)):
        where = _place(match["place"] or "", url)
        agency = _agency(match["agency"])
        if agency.lower() in AGENCIES and (where or not match["place"]):
            return Dateline(where, None, agency, match.end())
    if (match := _UNDATED.match(start)) and (where := _place(match["place"], url)):
        certain = match["place"].split(",")[0].isupper() and len(where) >= 4
        if not certain and match["tight"] is None:
            is_short = len(where.replace(",", "").split()) <= 3
            certain = _is_in(where, whole) if match["mark"].strip() == ":" else is_short
        if certain:
            return Dateline(where, None, "", match.end())
    return None


def _is_in(place: str, text: str) -> bool:
    """Return whether `text` says that something is in or from `place`. A person or a column is not used so."""
    return bool(re.search(rf"\b(?:in|at|from|near) {re.escape(place)}\b", text))


def with_header_fields(article: Article) -> Article:
    """Return the article with its empty fields filled from the beginning of its text.

    A by-line or a date on a line of its own is taken out of the text. A dateline, which gives place, date and agency,
    stays.
    """
    text, marks, byline, published = article.text, article.marks, article.byline, article.published
    for _ in range(2):
        line, _, rest = text.partition("\n\n")
        if len(line) > 180 or not rest:
            break
        if name := by_line(line):
            byline = byline or name
        elif when := date_line(line):
            published = published or when
        elif not same_words(line, byline) and not (byline and _WITH_LEAD.fullmatch(line.replace(byline, "", 1))):
            break
        text, marks = without_title(text, marks, line)
    year = published.year if published else date_in(article.url)[1]
    found = dateline(text[:200].split("\n", 1)[0], article.url, year, whole=text)
    if found is None and text == article.text and (byline, published) == (article.byline, article.published):
        return article
    return article._replace(
        text=text,
        marks=marks,
        byline=byline,
        place=article.place or (found.place if found else ""),
        published=published or (found.published if found else None),
        source=article.source or (found.agency if found else ""),
    )


def with_dateline_year(article: Article, known: datetime) -> Article:
    """Return the article with the day of its dateline, if `known` gives the missing year.

    `known` (aware) is a time at which the article existed, such as the last change of its file. The day must be at most
    CLOSE before it. An article with a date, or without such a day, is returned unchanged.
    """
    if article.published is not None:
        return article
    opening = opening_paragraph(article.text[:2000].split("\n\n"))
    for year in (known.year, known.year - 1):
        found = dateline(opening, article.url, year)
        if found and found.published and -_ZONES <= known - found.published <= CLOSE:
            return article._replace(published=found.published)
    return article


def opening_paragraph(paragraphs: list[str]) -> str:
    """Return the paragraph that may have a dateline: the first of three that is not a caption; else ""."""
    return next((text for text in paragraphs[:3] if not caption(text)), "")


def run_in_credit(opening: str) -> str:
    """Return the by-line or date that runs into the first sentence of `opening`; else ""."""
    from newsreader.language.document import leading_boilerplate

    return opening[: leading_boilerplate.skip(opening, 0, len(opening), opening=True)].strip(" |•·,:–—-")


def _agency(text: str | None) -> str:
    text = (text or "").strip()
    return "" if any(c.isdigit() for c in text) else text
