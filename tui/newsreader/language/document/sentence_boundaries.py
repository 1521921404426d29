"""Find the ends of sentences within a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsreader.language.document.abbreviations import precedes_figure, precedes_name
from newsreader.language.document.punkt import english

__all__ = ["LONGEST", "find"]

LONGEST = 3_000
"""The longest sentence, in characters. Text without stops is cut at a space, to keep later steps fast."""

_STOP = re.compile("[.!?…؟۔।॥。！？｡]")
_CANDIDATE = re.compile(
    r"""
      (?P<stop>\.\ \.\ \.(?:\ \.)?|(?<![.!?…؟۔।॥])[.!?…؟۔।॥]++)
      (?P<close>["”’'»«)\]]*+(?:[\ \xa0\u202f]»(?=\s|\Z))?)  # «No.» »No.« « No. »
      (?=\s|\Z)
    | (?<=[a-z]{3})[.!?]["”]?(?=[A-Z][a-z]|["“][A-Z])     # run together: "the end.The next"
    | [。！？｡]+["”’」』）】]*                              # Chinese and Japanese put no space after the stop
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\s\"“”«»()\[\]‘]*")
_OPEN = " \t\n\"“‘'«([{¿¡–—-"
_GLUED = re.compile(r".*[)\]—–](?=\w)")
"""Text joined to a word without a space: "(CNN)Gov", "WASHINGTON—Sen"."""
_ADDRESS = re.compile(r"[/@\\]|www")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _set(
    """mr mrs ms messrs dr prof gen brig lt lieut col maj capt cmdr comdr cmdt cpl sgt spc pfc adm det rev sen sens rep
    reps gov govs pres supt insp cllr cllrs ald atty amb hon st pty pte"""
)
_OF_BROTHERS = _set(
    "animation discovery entertainment games home interactive music pictures records studios television"
)
"""Words that continue the name of a firm: "Warner Bros. Television"."""
_NUMBERED = _set("no nos nr art arts sec fig figs p pp vol ch jan feb mar apr jun jul aug sep sept oct nov dec")
_ORDINALS = _set("de da no nb fi cs sk pl hu et lv sl hr tr is")
"""Languages that write "3." for "third"."""

_ASKED = re.compile(
    r"""(?:(?:[A-Z][\w'’.-]*|of|the|de|van|von|al|bin)\s+){1,5}?
        (?:asked|asks|wondered|inquired|enquired|shouted|cried|exclaimed|yelled|joked|quipped|laughed
          |(?:said|says|added|tweeted|wrote)(?=\s*[.,;:]|\s+(?:in|on|at|of|to|during|after|when|as)\b))""",
    re.VERBOSE,
)
"""The speaker of a question or exclamation, right after its closing mark: the sentence continues."""


def find(text: str, start: int, end: int, language: str = "en") -> Iterator[int]:
    """Yield the offsets at which the sentences of the paragraph `text[start:end]` end, ascending; the last is `end`.

    Closing quotation marks and brackets belong to the sentence before them. In English the Punkt model distinguishes
    abbreviations, initials and numbers from sentence ends (Kiss and Strunk, 2006), in other languages short lists and
    letter case do.
    """
    begin = at = start
    while (stop := _STOP.search(text, at, end)) is not None:
        match = _CANDIDATE.match(text, stop.start(), end)
        if match is None:
            at = stop.end()
            continue
        at = cut = match.end()
        if cut < end and _ends(text, match, begin, end, language):
            yield from _forced_cuts(text, begin, cut)
            begin = cut
            yield cut
    yield from _forced_cuts(text, begin, end)
    yield end


def _forced_cuts(text: str, begin: int, end: int) -> Iterator[int]:
    """Yield the offsets at which to cut a stretch without sentence ends that is longer than `LONGEST`."""
    while end - begin > LONGEST:
        cut = begin + LONGEST
        for mark in ("\n", "; ", ", ", " "):
            at = text.rfind(mark, begin + LONGEST // 2, cut)
            if at >= 0:
                cut = at + len(mark)
                break
        yield cut
        begin = cut


def _ends(text: str, match: re.Match[str], begin: int, end: int, language: str) -> bool:
    """Return whether the stop in `match` ends the sentence that begins at `begin`, in a paragraph up to `end`."""
    stop, close = match["stop"], match["close"]
    at = match.start()
    before = text[max(begin, at - 40) : at]
    if stop is None:
        return _unspaced_stop_ends(text[at], before)
    after = match.end()
    while after < end and text[after] in _OPEN:
        after += 1
    if after >= end:
        return False
    following = _WORD.match(text, after, min(end, after + 40))
    word = following.group().rstrip(".,;:!?…'’") if following else ""
    if not word:
        return text[after] not in ",;:.!?…)]}"
    quoted = any(mark in close for mark in "\"”’'»«")
    if word[0].islower() and not (stop == "." and not quoted and _has_capital(word)):
        return stop == "." and not _has_capitals(text, begin, end)
    if set(stop) & set("!?؟।॥۔"):
        return not (quoted and _ASKED.match(text, after, end))
    if len(stop) > 1 or stop == "…":
        return _ellipsis_ends(before, text[after - 1], word, language, quoted=quoted)
    return quoted or _full_stop_ends(
        before, word, language, closed=bool(close), initials=text.startswith(".", after + 1)
    )


def _unspaced_stop_ends(stop: str, before: str) -> bool:
    """Return whether a stop without a space after it ends a sentence.

    In Chinese and Japanese it always does; in Latin script it does unless it is inside a web or mail address.
    """
    last = before.rsplit(None, 1)[-1] if before.strip() else ""
    return stop not in ".!?" or _ADDRESS.search(last) is None


def _ellipsis_ends(before: str, previous: str, word: str, language: str, *, quoted: bool) -> bool:
    """Return whether an ellipsis between `before` and `word` ends a sentence.

    `previous` is the character before `word`; `quoted` says that a quotation mark follows the ellipsis.
    """
    if before.rstrip()[-1:] in ("", *'"“‘«([,'):
        return False
    return quoted or previous in '"“‘«' or _can_open(word, language)


def _full_stop_ends(before: str, word: str, language: str, *, closed: bool, initials: bool) -> bool:
    """Return whether a single full stop between `before` and `word` ends a sentence.

    `closed` says that a bracket closes after the stop, `initials` that a stop is the second character from `word` on.
    """
    last = before.rsplit(None, 1)[-1] if before.strip() else ""
    token = _GLUED.sub("", last.lstrip("\"“”‘’'«([{<>*•–—-").rstrip("\"”’'»)"))
    if not token:
        return bool(before.strip())
    if language not in ("en", ""):
        return _ends_by_lists(token, word, language)
    if token.isdigit() and not before[: -len(last)].strip() and len(token) < 4:
        return False  # the number of a list item or of a section
    if len(token) == 1 and len(word) == 1 and token.isupper() and initials:
        return False  # "J. R. Smith"
    return not _joins(token.lower(), word, closed=closed) and english().ends(
        token, word.removesuffix("'s").removesuffix("’s")
    )


def _joins(token: str, word: str, *, closed: bool) -> bool:
    """Return whether the English abbreviation `token`, in lower case, belongs to `word`: "Sen. Ann", "No. 5"."""
    if token in _TITLES and not closed:
        return True
    return (token == "bros" and word.lower() in _OF_BROTHERS) or (word[0].isdigit() and token in _NUMBERED)


def _ends_by_lists(token: str, word: str, language: str) -> bool:
    """Return whether a stop between `token` and `word` ends a sentence, in a language without a model."""
    token = re.split("['’]", token)[-1]  # "l'art"
    if precedes_figure(token, language) if word[0].isdigit() else precedes_name(token, language):
        return False
    if token.isdigit() and len(token) <= 2 and language in _ORDINALS:
        return False
    return not ("." in token or (len(token) == 1 and token.isalpha()))


def _can_open(word: str, language: str) -> bool:
    if language not in ("en", ""):
        return word[0].isupper()
    return english().opens(word) is True or word.lower() in english().sentence_starters


def _has_capital(word: str) -> bool:
    return any(letter.isupper() for letter in word)


def _has_capitals(text: str, begin: int, end: int) -> bool:
    """Return whether the text nearby has capitals; where it has none, a lower-case letter may open a sentence."""
    return any(letter.isupper() for letter in text[max(0, begin - 500) : min(end, begin + 500)])
