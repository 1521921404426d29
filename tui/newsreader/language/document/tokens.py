"""Cut a text into words and marks with their offsets: the tokenisation that entities, quotes and summaries share."""

from __future__ import annotations

import re

__all__ = ["tokenise"]

_TOKEN = re.compile(
    r"""
      [A-Za-z][a-z]*+(?=[ \n,]) | [.,;:()"“”?!]             # most of a text: a shortcut for the rules below
    | (?:https?://|www\.)[^\s<>"”’]*[\w/]                  # an address on the web
    | (?:[^\W\d_]\.)+[^\W\d_]\b\.?                         # U.S.  D.C.  a.m.
    | (?:Mr|Mrs|Ms|Messrs|Dr|Drs|Prof|Gen|Maj|Col|Lt|Capt|Cpl|Sgt|Adm|Cmdr|Brig|Rev|Hon|Sen|Sens|Rep|Reps
        |Gov|Pres|St|Mt|Ft|vs)\.                           # abbreviations that do not end a sentence
    | (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?=[ ]\d)
    | [A-Z]\.(?=[ ]?[A-Z][\w'’.-])                         # initials: J. Smith, J.Smith
    | (?:1\d|20)\d0(?=s\b)                                 # "1980" of "1980s"
    | \d+(?:[.,:]\d+)*(?:-\d+)*\w*(?:-[a-z]+)*             # 3,000.5  20:15  2022-2023  6th  16-year-old
    | ['’]s\b                                              # the possessive, apart from its owner
    | [@#]\w+
    | [A-Z]&[A-Z]\b                                        # S&P
    | [a-zß-öø-ÿ]\w*(?:['’](?!s\b)\w+|-[a-zß-öø-ÿ]\w*)*    # don't  well-known, but "al", "-", "Assad"
      (?:\.(?:com|org|net|co\.[a-z]{2})(?:\.[a-z]{2})?\b)?
    | [^\W\d_]\w*(?:['’](?!s\b)\w+|-\d\w*|(?<=\d)[.,]\d+)*  # O'Brien  Covid-19  R1.2, but "Tizya", "-", "Tramm"
      (?:\.(?:com|org|net|co\.[a-z]{2})(?:\.[a-z]{2})?\b)?
    | \w+
    | [^\w\s]
    """,
    re.VERBOSE,
)


def tokenise(text: str) -> tuple[list[str], list[int], list[int]]:
    """Return the tokens of `text` in reading order: words, starts and ends, three lists of one length.

    Offsets are code points. Every character outside white space is in exactly one token. A possessive is a token of
    its own ("Putin", "'s"). So is a hyphen where one side has a capital and the other begins with a letter ("U.S.",
    "-", "led"), since names begin and end there. Initials and abbreviations keep their full stop. Takes any string, in
    time linear in its length.
    """
    words: list[str] = _TOKEN.findall(text)
    starts: list[int] = []
    ends: list[int] = []
    end = 0
    for word in words:
        # Only white space is between tokens, so the next occurrence of the characters is the token.
        start = text.find(word, end)
        end = start + len(word)
        starts.append(start)
        ends.append(end)
    return words, starts, ends
