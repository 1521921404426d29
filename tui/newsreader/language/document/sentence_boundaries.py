"""Where one sentence ends and the next begins, within a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsreader.language.document.abbreviations import before_figure, before_name
from newsreader.language.document.punkt import english

__all__ = ["LONGEST", "find"]

LONGEST = 3_000
"""No sentence is longer, in characters: text without stops is cut at a space, so that nothing after it is slow."""

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
"""What stands before a word without a space: "(CNN)Gov", "WASHINGTON—Sen"."""
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
"""What the name of a firm goes on with: "Warner Bros. Television"."""
_NUMBERED = _set("no nos nr art arts sec fig figs p pp vol ch jan feb mar apr jun jul aug sep sept oct nov dec")
_ORDINALS = _set("de da no nb fi cs sk pl hu et lv sl hr tr is")
"""Languages that write "3." for "third"."""

_ASKED = re.compile(
    r"""(?:(?:[A-Z][\w'’.-]*|of|the|de|van|von|al|bin)\s+){1,5}?
        (?:asked|asks|wondered|inquired|enquired|shouted|cried|exclaimed|yelled|joked|quipped|laughed
          |(?:said|says|added|tweeted|wrote)(?=\s*[.,;:]|\s+(?:in|on|at|of|to|during|after|when|as)\b))""",
    re.VERBOSE,
)
"""Whose question or cry it was, right after its closing mark: the sentence goes on."""


def find(text: str, start: int, end: int, language: str = "en") -> Iterator[int]:
    """The ends of the sentences in `text[start:end]`, a paragraph: ascending offsets, the last one `end`.

    Closing quotation marks and brackets stay with the sentence before them. Abbreviations, initials and numbers
    are told from sentence ends by the Punkt model for English, and by short lists and letter case in other languages.
    """
    begin = at = start
    while (stop := _STOP.search(text, at, end)) is not None:
        match = _CANDIDATE.match(text, stop.start(), end)
        if match is None:
            at = stop.end()
            continue
        at = cut = match.end()
        if cut < end and _ends(text, match, begin, end, language):
            yield from _shortened(text, begin, cut)
            begin = cut
            yield cut
    yield from _shortened(text, begin, end)
    yield end


def _shortened(text: str, begin: int, end: int) -> Iterator[int]:
    """Cuts for a stretch without sentence ends that is longer than any sentence."""
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
    stop, close = match["stop"], match["close"]
    at = match.start()
    before = text[max(begin, at - 40) : at]
    if stop is None:
        # A stop with no space after it: always an end in Chinese and Japanese, in Latin script not in an address.
        tail = before.rsplit(None, 1)[-1] if before.strip() else ""
        return text[at] not in ".!?" or _ADDRESS.search(tail) is None
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
    if word[0].islower() and not (stop == "." and not quoted and _mixed(word)):
        return stop == "." and not _has_capitals(text, begin, end)
    if set(stop) & set("!?؟।॥۔"):
        return not (quoted and _ASKED.match(text, after, end))
    if len(stop) > 1 or stop == "…":
        if before.rstrip()[-1:] in ("", *'"“‘«([,'):
            return False
        return quoted or text[after - 1] in '"“‘«' or _opens(word, language)
    if quoted:
        return True
    piece = before.rsplit(None, 1)[-1] if before.strip() else ""
    token = _GLUED.sub("", piece.lstrip("\"“”‘’'«([{<>*•–—-").rstrip("\"”’'»)"))
    if not token:
        return bool(before.strip())
    if language not in ("en", ""):
        return _plain(token, word, language)
    lower = token.lower()
    if lower in _TITLES and not close:
        return False
    if lower == "bros" and word.lower() in _OF_BROTHERS:
        return False
    if len(token) == 1 and len(word) == 1 and token.isupper() and text.startswith(".", after + 1):
        return False  # "J. R. Smith"
    if word[0].isdigit() and lower in _NUMBERED:
        return False
    if token.isdigit() and not before[: -len(piece)].strip() and len(token) < 4:
        return False  # the number of a list item or of a section
    return english().ends(token, word.removesuffix("'s").removesuffix("’s"))


def _plain(token: str, word: str, language: str) -> bool:
    """Does a stop between `token` and `word` end a sentence, in a language without a model?"""
    token = re.split("['’]", token)[-1]  # "l'art"
    if before_figure(token, language) if word[0].isdigit() else before_name(token, language):
        return False
    if token.isdigit() and len(token) <= 2 and language in _ORDINALS:
        return False
    return not ("." in token or (len(token) == 1 and token.isalpha()))


def _opens(word: str, language: str) -> bool:
    if language not in ("en", ""):
        return word[0].isupper()
    return english().opens(word) is True or word.lower() in english().starters


def _mixed(word: str) -> bool:
    return any(letter.isupper() for letter in word)


def _has_capitals(text: str, begin: int, end: int) -> bool:
    """Is the text around written with capitals at all? Where it is not, a small letter may open a sentence."""
    return any(letter.isupper() for letter in text[max(0, begin - 500) : min(end, begin + 500)])
