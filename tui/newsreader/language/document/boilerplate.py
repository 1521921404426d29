"""Classify the lines of an article: running text, headlines, and boilerplate such as by-lines, captions and buttons."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from newsreader.language.document import headlines
from newsreader.language.document.datelines import CLOCK, DATE, LOWER_WORD, NAME, PARTICLE
from newsreader.language.document.headlines import is_capitalised
from newsreader.language.document.page_notices import is_notice

__all__ = ["BOILERPLATE", "HEADING", "PROSE", "classify"]

PROSE, HEADING, BOILERPLATE = "prose", "heading", "boilerplate"

HEADING_WORDS = 16
"""The most words of a headline; a longer line without a full stop is a sentence that lost its stop."""

_LONGEST_ITEM = HEADING_WORDS + 4
"""The most words of a list item, and of a heading that its capitals mark."""

_SHORT_LINE = 14
"""The most words of a by-line, a date line, a web address and a repeated title."""

_LONGEST_LINE = 400
"""A longer piece, in characters, is always prose."""

_WEB = re.compile(r"(?:\S{1,8}\s)?<?(?:https?://|www\.)\S+>?[.\s]*", re.IGNORECASE)
_BYLINE = re.compile(
    r"""(?:by-?line|by|words\ by|written\ by|story\ by|text\ by|reported\ by|posted\ by|reporting\ by|author|from
            |edited\ by)
        \s*[:.]?\s+(?-i:[A-ZÀ-Þ@])[^.!?]{1,90}\s?\.?""",
    re.IGNORECASE | re.VERBOSE,
)
_AUTHOR = re.compile(r"By\s[A-ZÀ-Þ][\w.'’-]*\s[A-ZÀ-Þ][^.!?]{1,150},[^.!?]{3,150}\.?")
"""A by-line with the author's position, which may end in a stop: "By Ada Brook, Head of Research at Brook Ltd."."""

_BY_NAMES = re.compile(rf"[Bb]y(?:\s(?:{NAME}|{PARTICLE}|and)){{2,7}}\.?")
"""A by-line of names only, with or without a stop: "By Ada J Brook von Hall."."""

_SIGNED = re.compile(
    rf"""(?:--?|[–—―])\s?
        (?:The\s(?:author|writer|columnist)\b.*|{NAME}(?:\s{NAME}){{1,4}}(?:,[^.!?]{{0,80}})?\.?)""",
    re.VERBOSE,
)
"""The source of a quotation, or a note on the author: "– Ada Brook, in a letter to her son.", "— The author is"."""

_LABEL = 3
"""The most words of a label on a line of its own: "ABSTRACT.", "FULL TEXT."."""

_SHORTEST_ROW = 5
"""The fewest words of a table row; a shorter line such as "Germany 2 Brazil 1." is unclear."""

_FEWEST_PARAGRAPHS = 3
"""In a text with more paragraphs than this the last one may introduce the author."""

_BEING = re.compile(r"\b(?:is|was|are|were|be|has|had|won|did|do)\b")
_SMALL_LETTER = re.compile(r"[a-z]")
_DATE_LINE = re.compile(
    rf"""(?:(?:first\ |last\ )?(?:published|updated|modified|posted|created|date|on|edited|added)
            (?:\ on|\ at)?\s*[:.]*\s*)?
        (?:{DATE}|{CLOCK}|\d+\s(?:minutes?|hours?|days?|weeks?|months?)\sago)
        (?:[\s,|/•·–—-]*(?:at\s|on\s|@\s)?(?:{DATE}|{CLOCK}|[A-Z]{{2,4}}\b|GMT[+-]\d+|ago))*[\s.|:,-]*""",
    re.IGNORECASE | re.VERBOSE,
)
_LABELLED = re.compile(
    r"""[\s>»*\[(–—-]*(?:
        (?:read|see|watch|listen|look|find\ out|learn)\s(?:more|also|next|now|here|this|the\ full\b[^.]*)\b\s?
            (?:[:.»>|–—-]|at\b|on\b|about\b|from\b|here\b|$)
      | (?:also|related|must|further|more)[\s-]+
            (?:read|reading|see|watch|stories|story|articles?|news|content|coverage|links?|from)\b\s*(?:[:.»>|–—-]|$)
      | (?:related|read|watch|listen|see\ also|pictured|more|video|gallery|photos?|pictures?|images?|pics?|photograph
            |fotos?|bild(?:er)?|crédits?|quelle|fuente|fonte|bron
            |photographer|credits?|caption|courtesy|sources?|via|tags?|topics?|keywords?|filed\ under|share|file\ photo
            |file|infographic|graphic|illustration|editor['’]s\ (?:note|picks)|correction|clarification|disclaimer
            |transcript|story\ highlights|highlights|contact|tel|phone|fax|e-?mail)\s?(?:[:»>|](?!//)|$|\.$)
      | (?:story|continued?)\s(?:highlights|continues?|reading|below|on\ page)\b
      | (?:all\ about|e-?mail\ to\ a\ friend|watch\ the\ (?:full\ )?(?:video|report|story)\b|scroll\ down
            |click\ (?:here|on|to|for)|tap\ here|swipe)
      | (?:follow|like|join|find|visit|connect\ with|get\ in\ touch\ with)\s
            (?:us\b(?=\s*(?:on|at|via|for|and|today|now|here|@\w|[.!:]|$))|our\b|@\w+|the\ (?:author|writer|reporter)
            |\w+(?:\s\w+)?\son\s(?:twitter|facebook|instagram|youtube|tiktok|linkedin|telegram|whatsapp))
      | (?:sign\ up|subscribe(?!\ to\ (?:that|such|his|her|their|an?)\b)|register\ (?:now|here|today)|log\ in|sign\ in
            |download\ (?:the|our)|donate(?!\ (?:blood|money|food|clothes|organs|an?)\b)
            |support\ (?:us|our)|become\ a\ member|buy\ now|get\ (?:the|our|your)\ (?:latest|daily|free|best|newsletter)
            |don['’]t\ miss)\b
      | (?:SHARING)(?:[\s,|/•·]+(?:this(?:\ (?:article|story|page|post))?|on|via|to|with|by|and|or
            |a\ friend|x|SHARING))*\s*\d*[.!]?$
      | (?:advertisement|advertising|sponsored|promoted|partner\ content|ad|skip\ (?:to|ad)\b.*|loading\b.*|play\ video
            |view\ (?:gallery|comments|all)|show\ (?:more|comments)|image\ \d+\ of\ \d+|open\ image\b.*|next|previous
            |back\ to\ top|home|menu|search)[\s.:…]*$
      | (?:we|this\ (?:web)?site|our\ (?:web)?site|by\ (?:continuing|using|clicking)
            |you\ (?:can|may)\ (?:unsubscribe|opt)
            |accept\ (?:all|cookies)|manage\ (?:cookies|preferences)|your\ privacy)\b.{0,60}
            \b(?:(?:use[sd]?|using|store|set|place|accept|all|manage|our|of)\s(?:\w+\s)?cookies?
            |privacy\ (?:policy|notice|settings)|unsubscribe|consent\ to|your\ preferences)\b
      | (?:copyright|©|\(c\)\s?\d{4}|all\ rights\ reserved|the\ material\ (?:in|on)\ this)
      | (?:the\ )?(?:views|opinions)\s(?:and\ opinions\ )?
            (?:expressed\ (?!by\ (?!the\ (?:author|writer|contributor)))|in\ this\b)
      | \(?(?:additional\ |further\ |with\ )?(?:reporting|editing|writing|graphics|translation|photography|photos
            |compiled|translated|transcribed|edited|written)\sby\b(?=.{0,120}[).;]?$)
      | (?:terms\ of|(?:privacy|cookie)\s(?:policy|notice|settings))\b
      | you\ must\ be\b.{0,80}\bto\ (?:enter|request|comment|register|apply|join|take\ part|participate)\b
      | on\ this\ page\ you\ will\ find | for\ a\ chance\ to\ be\ mentioned
      | (?:-+\s*)?(?:ends?|30|more)\s*(?:-+|\#+)\s*$ | -\s?ends?\s?-?$
    )""".replace(
        "SHARING",
        "share|tweet|pin|print|e-?mail|comments?|reply|whatsapp|facebook|twitter|linkedin|telegram|reddit|copy link"
        "|save|bookmark|like|flipboard|pinterest|instagram|youtube".replace(" ", r"\ "),
    ),
    re.IGNORECASE | re.VERBOSE,
)
"""The beginnings of boilerplate lines."""

_CREDIT_HINTS = tuple(
    """contribut author writer photo image picture credit reporting editing source file © afp ap reuters getty epa
    bloomberg xinhua shutterstock rights commons first originally @ follow click""".split()
)
"""`_CREDIT` matches only lines with one of these: a fast test that spares most sentences the slow pattern."""

_CREDIT = re.compile(
    r"""\bcontribut(?:ed|ing)\s+(?:reporting\ |writing\ )?(?:to|from|for)\s+(?:this|the)\s+
            (?:\w+\ )?(?:report|story|article|piece)(?:\ from\ [^.]{1,40})?\W*$
      | \bclick\ here\W*$
      | \b(?:is|are|was)\ (?:solely\ )?(?:those|that)\ of\ the\ (?:author|writer)s?
      | [\[(]\s*(?:(?:ap|afp|epa|reuters|file|handout)\s)?
            (?:photos?|images?|pictures?|credit|reporting|editing|source|file)\b[^\])]*[\])]\W*$
      | \b(?:photo|image|picture)s?\s?(?:[:/|]\s?|credit:?\s|by\ |courtesy\b)\s?(?-i:[A-ZÀ-Þ])[\w.'’/ -]{0,40}\.?$
      | (?:/|—|–|\|)\s?(?:AFP|AP|Reuters|Getty|EPA|Bloomberg|Xinhua)(?:[ /]\w+)*\s*(?:photo|images?|file)?\W*$
      | \b(?:getty\ images|shutterstock|file\ (?:photo|image|picture))\W*$
      | \ball\ rights\ reserved\b | \bcreative\ commons\b
      | \bthis\ (?:article|story|piece)\ (?:was\ )?(?:first|originally)\ (?:appeared|published)
      | ^\W*(?:[\w.+-]+@[\w-]+\.\w+|@\w+)\W*$
      | \b(?:to|at|via)\s[\w.+-]+@[\w-]+(?:\.\w+)+\W*$
      | ^follow\ @\w+ | \bfollow\ (?:him|her|us|me|them)\ (?:on|@)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""The marks of a credit or a notice anywhere in a sentence, mostly at its end."""

_IMAGE_CREDIT = re.compile(
    r"(?:images?|photos?|pictures?|file photo|credit)\s?:|[\[(](?:\w+ )?(?:photo|image|picture)s?\b", re.IGNORECASE
)
_ITEM = re.compile(r"(?:[•*▪◦·‣–—-]|\d{1,3}[.)]|\(?[a-z]\))\s")
_STOPPED = re.compile(r"[.!?…。！？؟।॥][\"”’'»)\]]*$")
_BARE_STOP = re.compile(r"\s[.]$")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+")


def classify(
    text: str, title: str, pieces: Sequence[tuple[int, int, int]], before: Collection[int], *, english: bool
) -> list[str]:
    """Return the kind of each piece of `text`: PROSE, HEADING or BOILERPLATE.

    Pieces are sentences in reading order: start and end in characters, and the index of their paragraph. `before` has
    the starts of pieces that precede a sentence on its line, such as a dateline or a by-line. `english` says that the
    rules of English apply. In a text without any prose, such as a single word or a poem without stops, headings count
    as prose.
    """
    alone = [
        (i == 0 or pieces[i - 1][2] != piece[2]) and (i + 1 == len(pieces) or pieces[i + 1][2] != piece[2])
        for i, piece in enumerate(pieces)
    ]
    stops = [text[end - 1] == "." and text[end - 2 : end - 1].isspace() for _, end, _ in pieces]
    spaced = sum(stops) * 4 > len(pieces) * 3  # the text has a space before every stop
    heading = _normalised(title)
    last = pieces[-1][2] if pieces and pieces[-1][2] >= _FEWEST_PARAGRAPHS else -1
    kinds = [
        _kind(
            text[start : min(end, start + 600)],
            end - start,
            alone[i],
            stops[i] and not spaced,
            heading,
            last=paragraph == last,
        )
        for i, (start, end, paragraph) in enumerate(pieces)
    ]
    kinds = [BOILERPLATE if piece[0] in before else kind for piece, kind in zip(pieces, kinds, strict=True)]
    _mark_captions(text, pieces, kinds)
    if not heading:
        content = [number for number, kind in enumerate(kinds) if kind != BOILERPLATE]
        for number in headlines.find(text, pieces, content, before, english=english):
            kinds[number] = HEADING
    if PROSE not in kinds:
        return [PROSE if kind == HEADING else kind for kind in kinds]
    return kinds


def _normalised(line: str) -> str:
    return " ".join(_WORD.findall(line.lower()))


def _kind(line: str, length: int, alone: bool, stopless: bool, title: str, *, last: bool) -> str:
    """Return the kind of one piece: PROSE, HEADING or BOILERPLATE.

    `line` is its beginning, `length` its whole length in characters. `alone`: it is the only piece of its paragraph.
    `stopless`: its full stop was only added when the line was joined to the next. `title`: the normalised title.
    `last`: it is in the last paragraph of a longer text.
    """
    if not _LETTER.search(line):
        return BOILERPLATE
    if length > _LONGEST_LINE:
        return PROSE
    if _is_page_text(line, last=last) or _is_signature(line):
        return BOILERPLATE
    stopped = not stopless and _STOPPED.search(line) is not None
    words = len(line.split())
    if words <= _SHORT_LINE:
        bare = line[:-1].rstrip() if stopless else line
        if _WEB.fullmatch(bare) or _DATE_LINE.fullmatch(bare) or (not stopped and _is_byline(bare)):
            return BOILERPLATE
        if title and _normalised(bare) == title:
            return HEADING
    if _is_row(line, words):
        return BOILERPLATE
    if alone and _is_capital_heading(line, words):
        return HEADING
    if stopped or not (alone or stopless):
        return PROSE
    if _ITEM.match(line) and words <= _LONGEST_ITEM:
        return BOILERPLATE
    return HEADING if words <= HEADING_WORDS else PROSE


def _is_page_text(line: str, *, last: bool) -> bool:
    """Return whether the line is a label, a credit or a notice of the page."""
    return (
        _LABELLED.match(line) is not None
        or (_has_credit_hint(line.lower()) and _CREDIT.search(line) is not None)
        or is_notice(line, last=last)
    )


def _is_signature(line: str) -> bool:
    """Return whether the line names its author, with or without a full stop."""
    return (
        (_AUTHOR.fullmatch(line) is not None and not LOWER_WORD.search(line))
        or _BY_NAMES.fullmatch(line) is not None
        or _SIGNED.fullmatch(line) is not None
    )


def _is_byline(line: str) -> bool:
    """Return whether a line without a full stop is a by-line: few words of it are longer and in lower case."""
    return _BYLINE.fullmatch(line) is not None and len(LOWER_WORD.findall(line)) <= 3


def _is_capital_heading(line: str, words: int) -> bool:
    """Return whether the capitals of a line on its own mark it as a heading: "ABSTRACT.", "Mayor Opens New Bridge."."""
    if words <= _LABEL and line.isupper() and line.endswith("."):
        return True
    return words <= _LONGEST_ITEM and not _ITEM.match(line) and is_capitalised(line)


def _is_row(line: str, words: int) -> bool:
    """Return whether the line is a row of a table or list: "Flight AV 662 SJO 17:10 - IAD 23:50", "2. Grace Bay".

    It has figures, and apart from names no word longer than "and". False for a line all in capitals, which may be
    anything.
    """
    return (
        words >= _SHORTEST_ROW
        and not LOWER_WORD.search(line)
        and any(map(str.isdigit, line))
        and _SMALL_LETTER.search(line) is not None
        and not _BEING.search(line)
    )


def _has_credit_hint(line: str) -> bool:
    """Return whether the line, in lower case, contains one of `_CREDIT_HINTS`."""
    return any(hint in line for hint in _CREDIT_HINTS)


def _mark_captions(text: str, pieces: Sequence[tuple[int, int, int]], kinds: list[str]) -> None:
    """Mark the whole of a short paragraph that ends with an image credit: it is the caption."""
    for i, (start, end, paragraph) in enumerate(pieces):
        if kinds[i] != BOILERPLATE or not _IMAGE_CREDIT.match(text, start, end):
            continue
        first = i
        while first > 0 and pieces[first - 1][2] == paragraph and i - first < 3:
            first -= 1
        whole = first == 0 or pieces[first - 1][2] != paragraph
        if whole and i - first <= 2:
            kinds[first:i] = [BOILERPLATE] * (i - first)
