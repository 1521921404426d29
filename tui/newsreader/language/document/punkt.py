"""Decide whether a full stop ends a sentence, with a Punkt model (Kiss and Strunk, 2006, sections 3 and 4).

`assets/training/sentences.py` trains the model with NLTK's `PunktTrainer`, in NLTK's `punkt_tab` format and at the path
where `nltk.data` looks for it. The decisions are those of NLTK's `PunktSentenceTokenizer`; a test compares the two.
There are two deviations: a single letter can end a sentence if the next word clearly opens one ("plan B. The rest"),
and letters with stops between them ("x.y.z.") are always an abbreviation.

Why not NLTK's own class: its import loads most of NLTK and adds 1.5 s, so that `newsreader summary` takes 2.4 s instead
of 0.9 s (medians of 5 in turn, two cores). Analysis speed is the same with both. NLTK also refuses to read a model
outside `nltk.data.path` or in a folder that the group may write to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from newsreader import resources

__all__ = ["Punkt", "english"]

# The flags of ortho_context.tab: the letter case of a word in training, and its position in the sentence.
_MIDDLE_UPPER = 1 << 2
_UPPER = (1 << 1) | (1 << 2) | (1 << 3)
_BEGIN_LOWER = 1 << 4
_LOWER = (1 << 4) | (1 << 5) | (1 << 6)

_NUMBER = re.compile(r"-?[.,]?\d[\d,.-]*$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")


@dataclass(frozen=True, slots=True)
class Punkt:
    """A trained model. All its words are in lower case and without their last full stop."""

    abbreviations: frozenset[str]
    sentence_starters: frozenset[str]
    collocations: frozenset[tuple[str, str]]
    letter_case: Mapping[str, int]

    def is_abbreviation(self, word: str) -> bool:
        """Return whether `word` (lower case, without its last full stop) is an abbreviation: "mr", "u.s", "x.y"."""
        return word in self.abbreviations or ("." in word and _DOTTED.match(word) is not None)

    def opens(self, word: str) -> bool | None:
        """Return whether `word`, as written, can begin a sentence, by its letter case; None if that is undecided."""
        seen = self.letter_case.get(word.lower(), 0)
        if word[:1].isupper() and seen & _LOWER and not seen & _MIDDLE_UPPER:
            return True
        if word[:1].islower() and (seen & _UPPER or not seen & _BEGIN_LOWER):
            return False
        return None

    def ends(self, word: str, following: str) -> bool:
        """Return whether the full stop after `word` (given without it), before `following`, ends a sentence.

        Both words are as written.
        """
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
            if initial and opens is None and following[:1].isupper() and not self.letter_case.get(after, 0) & _LOWER:
                return False
            return (
                number
                or opens is True
                or (following[:1].isupper() and after in self.sentence_starters)
                or not abbreviation
            )
        if abbreviation:
            return self.opens(following) is True or (following[:1].isupper() and after in self.sentence_starters)
        return True


@cache
def english() -> Punkt:
    """Return the model for English, read on the first call."""
    folder = resources.models() / "tokenizers/punkt_tab/english"

    def rows(name: str) -> list[str]:
        return (folder / name).read_text(encoding="utf-8").splitlines()

    pairs = (row.split("\t") for row in rows("collocations.tab"))
    flags = (row.split("\t") for row in rows("ortho_context.tab"))
    return Punkt(
        abbreviations=frozenset(rows("abbrev_types.txt")),
        sentence_starters=frozenset(rows("sent_starters.txt")),
        collocations=frozenset((first, second) for first, second in pairs),
        letter_case={word: int(number) for word, number in flags},
    )
