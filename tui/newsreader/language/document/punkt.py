"""Does a full stop end a sentence? Kiss and Strunk's Punkt, on a model in NLTK's `punkt_tab` format.

The model is trained with NLTK's PunktTrainer (`assets/training/sentences.py`) and lies where `nltk.data` finds it.
It is read and applied here without NLTK, whose import alone costs more than half a second; the decisions are those
of NLTK's `PunktSentenceTokenizer` (Kiss and Strunk 2006, sections 3 and 4), and a test holds the two together. One
step away from it: a single letter can end a sentence where the next word plainly opens one ("plan B. The rest"), and
letters with stops between them ("x.y.z.") are an abbreviation even if never seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from newsreader import resources

__all__ = ["Punkt", "english"]

# The flags of ortho_context.tab: the letter case in which a word was seen, and where.
_MIDDLE_UPPER = 1 << 2
_UPPER = (1 << 1) | (1 << 2) | (1 << 3)
_BEGIN_LOWER = 1 << 4
_LOWER = (1 << 4) | (1 << 5) | (1 << 6)

_NUMBER = re.compile(r"-?[.,]?\d[\d,.-]*$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")


@dataclass(frozen=True, slots=True)
class Punkt:
    """A trained model; all words are in lower case and without a last full stop."""

    abbreviations: frozenset[str]
    starters: frozenset[str]
    collocations: frozenset[tuple[str, str]]
    context: Mapping[str, int]

    def is_abbreviation(self, word: str) -> bool:
        """Is `word` (lower case, without its last full stop) known or shaped as one: "mr", "u.s", "sen", "x.y"."""
        return word in self.abbreviations or ("." in word and _DOTTED.match(word) is not None)

    def opens(self, word: str) -> bool | None:
        """Can `word`, as written, be the first of a sentence, by its letter case? None where that is open."""
        seen = self.context.get(word.lower(), 0)
        if word[:1].isupper() and seen & _LOWER and not seen & _MIDDLE_UPPER:
            return True
        if word[:1].islower() and (seen & _UPPER or not seen & _BEGIN_LOWER):
            return False
        return None

    def ends(self, word: str, following: str) -> bool:
        """Does the full stop between `word` (without it) and `following`, both as written, end a sentence?"""
        before, after = word.lower(), following.lower()
        number = _NUMBER.match(before) is not None
        initial = len(before) == 1 and before.isalpha()
        if ("##number##" if number else before, after) in self.collocations:
            return False
        abbreviation = not number and (self.is_abbreviation(before) or before.rsplit("-", 1)[-1] in self.abbreviations)
        if initial or number:
            opens = self.opens(following)
            if opens is False:
                return False
            if initial and opens is None and following[:1].isupper() and not self.context.get(after, 0) & _LOWER:
                return False
            return number or opens is True or (following[:1].isupper() and after in self.starters) or not abbreviation
        if abbreviation:
            return self.opens(following) is True or (following[:1].isupper() and after in self.starters)
        return True


@cache
def english() -> Punkt:
    """The model for English, read once."""
    folder = resources.models() / "tokenizers/punkt_tab/english"

    def rows(name: str) -> list[str]:
        return (folder / name).read_text(encoding="utf-8").splitlines()

    pairs = (row.split("\t") for row in rows("collocations.tab"))
    flags = (row.split("\t") for row in rows("ortho_context.tab"))
    return Punkt(
        abbreviations=frozenset(rows("abbrev_types.txt")),
        starters=frozenset(rows("sent_starters.txt")),
        collocations=frozenset((first, second) for first, second in pairs),
        context={word: int(number) for word, number in flags},
    )
