"""Skip page text that was joined to the first words of a sentence: by-line, date, caption, credit, buttons."""

from __future__ import annotations

import re

from newsreader.language.document.datelines import CLOCK, DATE, NAME, PARTICLE

__all__ = ["skip"]

_FEWEST_WORDS = 6
"""At least this number of words must follow; a shorter line is left to `boilerplate`."""

_MAX_DISTANCE = 300
"""The distance searched for the end of the joined text, in characters."""

_BEGINS = r"""(?=["“‘'«]?(?:
      (?:The|A|An|In|On|At|As|It|He|She|They|We|There|This|These|That|Those|Two|Three|Four|Five|Six|More|Most|Many|Some
        |Several|Nearly|Almost|About|After|Before|When|While|With|For|From|If|Since|Under|During|Despite|Following
        |Police|President|Prime|Former|Thousands|Hundreds|Dozens|Its|His|Her|Their|What|How|Why|Who|Where|Every|Each
        |All|Both|Another|Once)\ +[\w"“‘'(]
      | [^\W\d_a-z]{3,}(?:[ -][^\W\d_a-z]{2,}){0,2}(?:,[^.!?()]{1,40})?\ \(
    ))"""
"""The beginning of a sentence that follows without a full stop: a word that is never inside a name, or a dateline."""

_CAPITAL = r"(?=[\"“‘'«]?[^\W\d_a-z])"
_NAMES = rf"{NAME}(?:(?:\ +|,\ |\ ?&\ )(?:and\ )?(?:{NAME}|{PARTICLE})){{1,8}}?"
_ROLE = r"(?:,?\ (?:(?:staff|senior|special|chief|political)\ )?(?:writer|reporter|correspondent|editor)s?)"
_HOUR = r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4}\b)?"
# An atomic group: otherwise an ambiguous text is tried in every reading.
_REST = rf"(?>[\s,|/•·–—-]*(?:(?:at|on|@)\s)?(?:{DATE}|{CLOCK}|[A-Z]{{2,4}}\b))*[\s.|•·,:–—-]*"
_PICTURE = r"(?:image|media|video|picture|photo)"

_AT_OPENINGS = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        # By Ada Brook, Staff Writer | The
        rf"(?i:(?:(?:written|words|story|text|posted|reported|reporting)\ )?by):?\ +{_NAMES}(?i:{_ROLE})?"
        rf"(?:\ (?:in|for)\ {NAME}(?:\ {NAME}){{0,2}})?\s*[|•·–—-]?\s*{_BEGINS}",
        # Ada Brook in Gent The; Ada Brook Staff Reporter The
        rf"{NAME}\ {NAME}(?:\ and\ {NAME}\ {NAME})?(?:\ in\ {NAME}(?:\ {NAME}){{0,2}}"
        rf"|,?\ (?:Staff|Senior|Special|Chief|Political)\ (?:Writer|Reporter|Correspondent|Editor))\s+{_BEGINS}",
        # Updated: July 26, 2022, 10:30 IST Police
        rf"(?i:(?:(?:first|last)\s)?(?:published|updated|modified|posted|created|edited|date)(?:\s(?:on|at))?\s*[:.]*\s*)"
        rf"(?:{DATE}|{_HOUR}){_REST}(?:{_CAPITAL}|(?=by\ [A-Z]))",
        # 26 July 2022 The; 26 July 2022 10.30 Police
        rf"{DATE}{_REST}(?:{_BEGINS}|(?=[Bb]y\ [A-Z]))",
        rf"(?:{NAME}(?:[ ,]+(?:and\ |in\ )?{NAME}){{1,7}}?[ ,|]+)?"
        rf"(?:{DATE}[\s,•·|-]+{_HOUR}|{_HOUR}[\s,•·|-]+{DATE}){_REST}{_CAPITAL}",
        # | Ada Brook | Gent | Police
        rf"[^!?|\n]{{0,60}}\|(?:[^!?|\n]{{0,60}}\|){{0,4}}\s*{_CAPITAL}",
    )
)
_ANYWHERE = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        # Photo: Ada Brook The; AFP/Ada Brook The
        rf"(?i:(?:file\ )?(?:photo|image|picture|credit)s?(?:\ credit|\ courtesy)?\s?[:/])\s?{NAME}"
        rf"(?:[ /,]+{NAME}){{0,5}}?\ {_BEGINS}",
        rf"(?:REUTERS|Reuters|AFP|EPA|AP\ Photo|Getty\ Images)(?:\s?/\s?{NAME}(?:\ {NAME}){{0,3}}?)?\ {_BEGINS}",
        # Image copyright Getty Images Image caption The bridge seen from the north The
        rf"(?i:{_PICTURE}\ (?:copyright|source|credit)),?\ {NAME}(?:[ /]{NAME}){{0,4}}?,?\ "
        rf"(?:(?=(?i:{_PICTURE})\ caption)|{_BEGINS})",
        rf"(?i:{_PICTURE}\ caption),?\ (?:[^\s.!?]+\ ){{3,40}}?{_BEGINS}",
        rf"(?i:media\ playback\ is\ (?:not\ |un)supported\ on\ (?:this|your)\ device)\ {_CAPITAL}",
        # Advertisement The; Share on Facebook The
        rf"(?i:advertisement|listen\ to\ this\ article|\d{{1,2}}\ ?min(?:ute)?s?\ read|story\ highlights?)\ {_BEGINS}",
        r"(?i:(?:share|tweet|pin|print|e-?mail|whatsapp|facebook|twitter|linkedin|telegram|messenger|copy\ link|save)"
        rf"(?:\ (?:this|on|via|with|by|and))*\ ){{2,}}{_BEGINS}",
    )
)
_BRACKETED = re.compile(
    r"[\[(]\s*(?i:(?:(?:ap|afp|epa|reuters|file|handout)\ )?(?:photo|image|picture|credit|source|courtesy|video)s?)\b"
    rf"[^\])]{{0,80}}[\])]\s*{_CAPITAL}",
    re.VERBOSE,
)
"""The end of a caption: "The old bridge (Photo by Ada Brook/Getty Images) Police"."""

_LONGEST_CAPTION = 200

_PREFILTER = re.compile(
    r"(?:photo|image|picture|media|video|file|credit|reuters|afp|epa|ap|getty|advertisement|listen|story|share|tweet"
    r"|pin|print|e-?mail|whatsapp|facebook|twitter|linkedin|telegram|messenger|copy link|save|\d{1,2} ?min)",
    re.IGNORECASE,
)
"""The beginnings of all patterns of `_ANYWHERE`: a fast test that spares most sentences the slow patterns."""


def skip(text: str, start: int, end: int, *, opening: bool) -> int:
    """Return the offset at which the sentence in `text[start:end]` begins, without page text that precedes it.

    `opening` says that it is among the first of an article, where by-line and date occur.
    """
    patterns = (*_ANYWHERE, *_AT_OPENINGS) if opening else _ANYWHERE
    credit = (
        _BRACKETED.search(text, start, min(end, start + _LONGEST_CAPTION)) if _has_bracket(text, start, end) else None
    )
    at = credit.end() if credit is not None and text.count(" ", credit.end(), end) >= _FEWEST_WORDS else start
    while opening or _PREFILTER.match(text, at, end):
        ends = (match.end() for pattern in patterns if (match := pattern.match(text, at, min(end, at + _MAX_DISTANCE))))
        body = next((body for body in ends if text.count(" ", body, end) >= _FEWEST_WORDS), at)
        if body <= at:
            break
        at = body
    return at


def _has_bracket(text: str, start: int, end: int) -> bool:
    """Return whether a bracket opens soon after `start`."""
    limit = min(end, start + _LONGEST_CAPTION)
    return text.find("(", start, limit) >= 0 or text.find("[", start, limit) >= 0
