"""Decide whether an English sentence can be read on its own, without the sentences around it. Rules, not a model."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from newsreader.language.document.quotation_marks import Quoted
from newsreader.language.summary.terms import Terms

__all__ = ["InsideQuote", "depends_on_previous", "inside_quotes", "is_complete", "lacks_speaker"]

_BEFORE = re.compile(r"[\s\"“”‘’'«(\[—–…-]*")

_DEPENDENT = re.compile(
    r"""(?:
        (?:he|she|it|they|him|her|his|hers|its|their|theirs|them|this|that|these|those|such|both|neither|either|none
          |another|others|some|few|several|each|who|whom|whose|which|here|there|then|thus|hence|so|therefore|thereby
          |thereafter|meanwhile|instead(?!\ of\b)|otherwise|likewise|similarly|conversely|nevertheless|nonetheless
          |however|moreover
          |furthermore|additionally|besides|consequently|accordingly|afterwards?|later|earlier|subsequently|previously
          |still|yet|too|also|again|elsewhere|indeed|rather(?!\ than\b)|anyway|and|but|or|nor|except|plus|yes|no
          |not|what|how
          |why|finally|secondly|thirdly|lastly|though|all\ (?:this|that|these|those)|most\ (?:have|are|were|had
          |of\ them))\b(?!-)
      | (?:it|he|she|they|that|this|there|here|what|who)['’](?:s|re|ll|d|ve)\b
      | the\ (?:latter|former|two|three|four|five|pair|duo|trio|others?|same|move|decision|news|report|result
          |reason|idea
          |problem|answer|question|incident|attack|case|deal|plan|statement|announcement|comments?|remarks?|couple)\b
          (?!\ (?:of|to|for|that|by|on|in|who|which)\b)
      | (?:all|one|two|three|some|most|many|half|none|neither|both|either|each|part|much)\ of\ (?:them|these
          |those|this|that
          |it|which|whom)\b
      | (?:as\ a\ result|as\ such|in\ addition|in\ contrast|in\ turn|in\ fact|in\ other\ words|in\ response|in\ return
          |in\ short|in\ particular|at\ the\ same\ time|at\ the\ time|at\ least(?=,)|by\ contrast
          |by\ comparison|by\ then|for\ example|for\ instance|for\ (?:his|her|its|their)\ part
          |on\ the\ other\ hand|on\ the\ contrary|of\ course
          |since\ then|until\ then|to\ make\ matters|to\ do\ so|even\ so|even\ then|above\ all|after\ all
          |that\ is\ why)\b
      | (?:in|at|by|for|on|of|after|before|since|because\ of|despite|due\ to|with|without|from|to|under|among
          |along\ with|like
          |unlike|because|rather\ than|if|when|while|as|although|though|where|once|until|during|following|given
          |according\ to|apart\ from
          |besides|through|between|instead\ of|asked\ (?:about|if|whether)|upon|over|about|against|even|only
          |perhaps|maybe)
        \s(?:he|she|it|they|him|her|his|its|their|them|this|that|these|those|doing\ so)\b(?!-)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LED_IN = re.compile(
    r"""(?: [A-Z]\w+ly | (?:Now|Today|Yesterday|Tonight|Once|Back)
          | (?:In|On|At|By|For|From|Since|During|Until|After|Before|Within|Last|Next|One)
            \ (?:(?:the|a|recent|last|past|same|next|first|few|several|many|late|early|one|two|three|\d+)\ ){0,3}
            (?:(?:year|month|week|day|hour|minute|morning|afternoon|evening|night|weekend|season|century|decade|time)s?
              |\d{4}s?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July|August
              |September|October|November|December)
          | (?:In|On|At|By|For|From|Since|During|Until|After|Before|Within|Now|Later)(?:\ [a-z0-9][\w’'-]*){1,5}(?=,) )
        ,?\ (?:he|she|they|it(?!(?:['’]s|\ is|\ was|\ has\ been|\ will\ be)\ (?:\w+\ ){0,4}(?:that|to|how|why)\b))\b""",
    re.VERBOSE,
)
"""An adverbial before a pronoun: "Last month, she", "In recent years he", "Sadly, they"."""

_INDEPENDENT = re.compile(
    r"""(?:
        it(?:['’]s|\ is|\ was|\ has\ been|\ will\ be|\ would\ be)\ (?!also\b)(?:\w+\ ){0,4}
          (?:that|to|when|how|what|why|whether)\b
      | it\ (?:takes|took|seems|appears|emerged|turns\ out)\b
      | it(?:['’]s|\ has|\ had)\ been\ (?:[\w-]+\ ){1,8}(?:since|for)\b
      | it\ (?:won['’]t|will|would|may|might|could|can|should)\ (?:not\ )?(?:be|seem|take|look)\ (?:\w+\ ){0,4}
          (?:that|to|for|like|as|before|until|how|why)\b
      | there(?:['’]s|\ is|\ are|\ was|\ were|\ have|\ has|\ will|\ would|\ may|\ could|\ can)\b
      | (?:some|several|few|each|such|another)\ (?!(?:of|have|is|are|were|was|will|say|said|had|who)\b)
      | (?:no|not|what|how|why|later|earlier|here)\ (?=\w+\ \w+)
      | (?:\w+\ )?(?:those|these)\ (?:who|that|which|of\ us)\b
      | (?:when|if)\ it\ comes\ to\b
      | (?:either|neither|both)\ (?:\w+\ ){1,6}(?:or|nor|and)\b
      | (?:previously|similarly|earlier|later)\ [a-z]+
      | (?:this|that)\ (?:(?:coming|past)\ )?(?:week|year|month|summer|winter|spring|autumn|fall|weekend|morning|evening
          |afternoon|season|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b
      | (?:his|her|their)\ (?:royal|serene|imperial|highness|majest(?:y|ies)|excellency|holiness|eminence|honou?r)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Openings that look like a pronoun but refer to nothing: "It is clear that", "This week", "His Majesty"."""

_PRONOUN_SPEAKER = re.compile(
    r"[,!?][\"”’']\s*(?:he|she|they)\s"
    r"(?:was\ quoted|said|says|added|told|wrote|tweeted|continued|explained|noted|concluded|asked|stressed|argued)\b"
)
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»")
_QUOTED_SINGLY = re.compile(r"(?<!\w)['‘](?=\S).*?[,.!?…;–—-]['’](?!\w)", re.DOTALL)
_WORD = re.compile(r"\w+")
_MARK = re.compile('["“”«»]')
_OPENING = re.compile(r"(?<![^\s(\[{—–/:,-])\"(?=\S)")
_CLOSING = re.compile(r"(?<=\S)\"(?![^\s.,;:!?)\]—–-])")

_REACH = 3
"""A quote without a closing mark ends after this many more sentences, not at the end of the article."""

_SHORT_QUESTION = 7
"""A question of at most this many words depends on the sentence before."""

_EXCLAMATION = 8
"""A sentence of at most this many words with an exclamation mark says nothing by itself."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z")
"""A web address at the end of a sentence."""

_ASKED = re.compile(r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}:\s[^?]{1,300}\?[\"”’')]*\Z")
"""A question in an interview: "Tom Reed: And what will you do now?"."""

_MIN_WORDS = 6
"""A shorter sentence seldom makes sense without the one before: "Horak disagreed sharply"."""

_ECHO = re.compile(
    r"\b(?:as much|the same|(?:do|does|did|done|said|thinks?|thought|hopes?) so|likewise)\W*$", re.IGNORECASE
)
"""Endings that refer to the sentence before: "acknowledged as much", "others did the same"."""

_POINTING = re.compile(r"\b(?:for|about|of|to|with|like) (?:that|this)\W*$")
_SHORT = 10
"""In a sentence of at most this many words such an ending refers back: "Plenty of time ahead for that."."""

_FORWARD = re.compile(
    r"(?:in|at|for|on|after|before|since|until|despite|with|under|like|unlike|if|when|while|as|although|though|once"
    r"|because|during|following)"
    r"\s(?:he|she|it|they|his|her|its|their)\b",
    re.IGNORECASE,
)
"""In the first sentence of an article these refer forward: "In his first speech since the vote, Mr Smith"."""


def depends_on_previous(sentence: str, *, first: bool = False) -> bool:
    """Return whether `sentence` refers back: by its opening ("He", "But", "The latter") or its end ("as much").

    `first` says that it is the first sentence of the article.
    """
    start = _BEFORE.match(sentence)
    at = start.end() if start else 0
    word = _WORD.match(sentence, at)
    if word is not None and word.group().islower():
        return not first  # the rest of a cut sentence; as the first one, its initial letter may have been an image
    if not first and (_ECHO.search(sentence) or (_POINTING.search(sentence) and len(sentence.split()) <= _SHORT)):
        return True
    if _LED_IN.match(sentence, at) is not None:
        return True
    if _DEPENDENT.match(sentence, at) is None or _INDEPENDENT.match(sentence, at) is not None:
        return False
    return not (first and _FORWARD.match(sentence, at))


def lacks_speaker(sentence: str) -> bool:
    """Return whether `sentence` is a quote that names no speaker: nothing outside the marks, or only "he said"."""
    if sentence[:1] not in "\"“«'‘":
        return False
    if _PRONOUN_SPEAKER.search(sentence):
        return True
    quoted = _QUOTED_SINGLY if sentence[:1] in "'‘" else _QUOTED
    return len(_WORD.findall(quoted.sub(" ", sentence))) < 2


def is_complete(sentence: str, *, spaced: bool = False) -> bool:
    """Return whether `sentence` is a complete statement or question.

    It is not if it is in brackets, ends in a colon, an ellipsis, a web address or without a stop, opens a quote that
    the next sentence continues, is a question of an interview, a short exclamation, or has too few words. A stop after
    a space marks a caption or list item, unless the whole text is `spaced` like that.
    """
    tail = sentence.rstrip("\"”’'»)] ")
    if sentence.startswith("(") and sentence.endswith(")"):
        return False
    if tail.endswith("!"):
        return len(_WORD.findall(sentence)) > _EXCLAMATION and sentence[:1] not in '"“«'
    if not tail.endswith((".", "?", "。", "۔", "।", "？", "؟")) or tail.endswith(("...", ": .")):
        return False
    if (tail.endswith(" .") and not spaced) or _ADDRESS.search(tail) or _ASKED.match(sentence):
        return False
    if tail.endswith(("?", "？", "؟")) and len(_WORD.findall(sentence)) <= _SHORT_QUESTION:
        return False
    if sentence.count("“") > sentence.count("”") or (sentence.startswith('"') and sentence.count('"') % 2):
        return False
    return len(_WORD.findall(sentence)) >= _MIN_WORDS


class InsideQuote(NamedTuple):
    """A sentence's place in a longer quote: whether the quote `began` before it, and whether it `goes_on` after it."""

    began: bool
    goes_on: bool


def inside_quotes(text: str, terms: Terms, quotes: Sequence[Quoted] = ()) -> list[InsideQuote]:
    """Return for each prose sentence whether it is a piece of a longer quote.

    Straight marks open or close by the characters next to them, so a missing mark affects a few sentences only.
    `quotes` are the quotes in single marks, which need more context to be told from apostrophes.
    """
    pieces = _between_double_marks(text, terms)
    ends = [sentence.end for sentence in terms.sentences]
    for quote in quotes:
        first, last = bisect_left(ends, quote.start), bisect_left(ends, quote.end)
        if first < last < first + (len(ends) if quote.closed else _REACH):
            for number in range(first, min(last + 1, len(pieces))):
                pieces[number] = InsideQuote(number > first, number < last)
    return pieces


def _between_double_marks(text: str, terms: Terms) -> list[InsideQuote]:
    pieces: list[InsideQuote] = []
    opened = paragraph = -1  # the sentence where the open quote began
    for number, sentence in enumerate(terms.sentences):
        if sentence.paragraph != paragraph or number - opened > _REACH:
            opened, paragraph = -1, sentence.paragraph
        began = opened >= 0
        for match in _MARK.finditer(text, sentence.start, sentence.end):
            if _opens(text, match.start(), opened >= 0):
                # A new quote begins with the sentence: the closing mark of the one before is missing.
                began = began and match.start() > sentence.start
                opened = number
            else:
                began = began or opened < number
                opened = -1
        pieces.append(InsideQuote(began, opened >= 0))
    return pieces


def _opens(text: str, at: int, within: bool) -> bool:
    """Return whether the mark at offset `at` opens a quote; `within` says that one is open already."""
    if text[at] != '"':
        return text[at] in "“«"
    opening, closing = _OPENING.match(text, at) is not None, _CLOSING.match(text, at) is not None
    return opening if opening != closing else not within
